import { CompactSign, importJWK } from "jose";
import type { Provider, ProviderContext } from "oidc-provider";
import type { Keys, SigningKey } from "../login/keys.js";
import { METADATA_PATH, PATHS } from "../login/paths.js";
import type { Members, PublicKey, Sign, TokenFault } from "./fault.js";
import type { FaultSwitch } from "./faults.js";
import { readToken } from "./token-faults.js";

/**
 * Makes a provider commit the fault that a switch names, by tampering with what it has made itself.
 *
 * @param secret with which the clients' MACs are made
 */
export function commitFaults(provider: Provider, switched: FaultSwitch, keys: Keys, secret: string): void {
  const sign = signerOf(keys, secret);
  const { prototype } = provider.IdToken;
  const { issue } = prototype;
  prototype.issue = async function (options) {
    const raw = await issue.call(this, options);
    const { idToken, jarm } = switched.current;
    const faultOf: Readonly<Record<string, TokenFault | undefined>> = {
      idtoken: idToken,
      authorization: jarm,
    };
    return faultOf[options.use]?.(readToken(raw), sign) ?? raw;
  };
  provider.on("authorization.success", (_context, parameters) => {
    Object.assign(parameters, switched.current.response?.(parameters));
  });
  const next = publicPartOf(keys.next);
  provider.use(async (context, goOn) => {
    if (context.path === PATHS.authorization) takeRequest(context, switched);
    await goOn();
    const { metadata, keys: published, userInfo } = switched.current;
    const body = context.body as Members;
    if (context.path === PATHS.jwks && published)
      context.body = { keys: published(body.keys as readonly PublicKey[], { next }) };
    if (context.path === PATHS.userinfo && userInfo && context.status === 200) context.body = userInfo(body);
    if (context.path === METADATA_PATH && metadata) context.body = metadata(body);
  });
}

function takeRequest(context: ProviderContext, { current }: FaultSwitch): void {
  const { headers } = context.req;
  const taken = current.request?.({ query: context.query, cookie: headers.cookie });
  if (taken === undefined) return;
  context.query = taken.query;
  headers.cookie = taken.cookie;
}

function signerOf({ signing, next }: Keys, secret: string): Sign {
  return async (header, claims) => {
    const own = [...signing, next];
    const key = own.find(({ kid }) => kid === header.kid) ?? own.find(({ alg }) => alg === header.alg);
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader(header)
      .sign(key ? await importJWK(key, key.alg) : new TextEncoder().encode(secret));
  };
}

/** @see RFC 7518, sections 6.2.1 and 6.3.1 */
function publicPartOf({ kty, kid, alg, use, n, e, crv, x, y }: SigningKey): PublicKey {
  return JSON.parse(JSON.stringify({ kty, kid, alg, use, n, e, crv, x, y }));
}
