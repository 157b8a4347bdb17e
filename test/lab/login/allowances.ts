import type { Provider } from "oidc-provider";
import instance from "oidc-provider/lib/helpers/weak_cache.js";

/**
 * Lets the provider answer `response_type=token` (RFC 6749, section 4.2).
 *
 * oidc-provider can issue an access token alone, but its configuration refuses the response type, which is
 * OAuth 2.0 and not OpenID Connect. So it is added to the list of supported types after that check. Clients
 * are validated when they are first used, hence later than this.
 */
export function allowPlainToken(provider: Provider): void {
  instance(provider).configuration.responseTypes.push("token");
}

const WAIVED = new Set<string | undefined>(["implicit-force-https", "implicit-forbid-localhost"]);

/** Lets implicit clients have http redirect URIs: the whole lab is on the loopback interface. */
export function allowLoopbackImplicit(provider: Provider): void {
  const schema = provider.Client.Schema.prototype;
  const { invalidate } = schema;
  schema.invalidate = function (message, code) {
    if (!WAIVED.has(code)) invalidate.call(this, message, code);
  };
}
