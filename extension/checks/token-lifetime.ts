import type { ReceivedToken } from "../token/received-token.js";
import type { Check, Severity } from "./check.js";
import { cite, citeAuth0 } from "./citation.js";
import { deliveries, onResponse } from "./front-channel.js";
import { fired, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/** From mild to grave. */
const gravities = ["info", "low", "medium"] as const satisfies readonly Severity[];

export const tokenLifetimeLong: Check = {
  id: "token-lifetime-long",
  title: "A browser-held access token lives too long or its lifetime is not stated.",
  citations: [
    cite("RFC 6750", "5.3"),
    cite("OIDC Core", "16.18"),
    cite("OAuth 2.1-15", "7.1.3.5"),
    cite("BBA-27", "9.1"),
    citeAuth0("Access Tokens"),
  ],
  remedy: "Issue access tokens of one hour or less and renew them.",
  evaluate: onResponse((response, { login }) => {
    const tokens = login.tokens.filter(({ kind }) => kind === "access_token");
    if (tokens.length === 0) {
      return deliveries(response, ["code"]).length > 0
        ? undetermined("The token endpoint's response was not visible.")
        : notApplicable;
    }
    // A form goes to the client's server, which then holds the token, not the browser.
    if (response.channel === "form_post") return notApplicable;
    const isDpopBound = deliveries(response, ["token_type"]).some(({ value }) => /^dpop$/i.test(value));
    const gravity = Math.max(...tokens.map(({ lifetime }) => gravityOf(lifetime, isDpopBound)));
    const severity = gravities[gravity];
    return severity === undefined ? silent : fired(severity, tokens.map(evidenceOf));
  }),
};

/** Index into {@link gravities}; -1 for a lifetime that is short enough. */
function gravityOf(lifetime: number | null, isDpopBound: boolean): number {
  if (lifetime === null) return 0;
  const gravity = lifetime > 7200 ? 2 : lifetime > 3600 ? 1 : -1;
  return isDpopBound && gravity > 0 ? gravity - 1 : gravity;
}

function evidenceOf({ id, lifetime, lifetimeSource }: ReceivedToken): Seen {
  if (lifetime === null) return [`lifetime of ${id}`, "not stated"];
  const source = lifetimeSource === "expires_in" ? "expires_in" : "exp minus iat";
  return [`lifetime of ${id}`, `${lifetime} s (${source})`];
}
