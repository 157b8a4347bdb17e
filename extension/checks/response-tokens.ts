import type { ApiCall, Login } from "../flow/login.js";
import { firstValue, valuesOf } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Case } from "./case.js";
import type { Check, Severity, Verdict } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { type Fault, faultOf, firedBy } from "./faults.js";
import { accessTokensOf, noTokens } from "./traffic.js";
import { excerpt, fired, isUndetermined, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/** What stands beside an access token in the message that brought it. */
interface Companions {
  readonly token: ReceivedToken;
  readonly grantType: string | null;
  /** `token_type`, `scope` as sent; null where they are absent or no text. */
  readonly type: string | null;
  readonly scope: string | null;
}

/** A verdict on the access tokens that the browser saw; undetermined where one was not visible. */
function onAccessTokens(judge: (tokens: readonly Companions[], theCase: Case) => Verdict) {
  return (theCase: Case): Verdict => {
    const { login } = theCase;
    const tokens = accessTokensOf(login);
    if (tokens.length > 0) {
      return judge(
        tokens.map((token) => companionsOf(token, login)),
        theCase,
      );
    }
    return login.response?.jarm?.format === "encrypted" && login.tokenCalls.length === 0
      ? undetermined("The authorization response is encrypted.")
      : noTokens(login);
  };
}

function companionsOf(token: ReceivedToken, { response, tokenCalls }: Login): Companions {
  const [, number] = token.id.split("@");
  const call = number === undefined ? undefined : tokenCalls[Number(number) - 1];
  const member = (name: string) => {
    const value = call
      ? call.answer?.response?.members?.[name]
      : firstValue(response?.parameters ?? [], name);
    return typeof value === "string" ? value : null;
  };
  return {
    token,
    grantType: call?.request.grantType ?? null,
    type: member("token_type"),
    scope: member("scope"),
  };
}

/** By it a token of any type may be issued, also one that is no access token (RFC 8693, section 2.2.1). */
const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

/**
 * @severity medium
 * @fires An access token comes without `token_type`, or with one other than Bearer or DPoP, compared without case; or an API
 *   call uses a scheme different from the issued type.
 * @silent Token exchange answers; case differences only.
 */
const tokenTypeInvalid: Check = {
  id: "token-type-invalid",
  title: "An access token has no usable token type.",
  citations: cited("RFC 6749 §4.2.2, §5.1, §7.1; OIDC Core §3.1.3.3; RFC 9449 §5"),
  remedy: "Return a registered token type and use exactly that scheme.",
  evaluate: onAccessTokens((tokens, { login: { calls } }) => {
    const faults = tokens
      .filter(({ grantType }) => grantType !== tokenExchange)
      .flatMap(({ token: { id }, type }): readonly Seen[] => {
        if (!type) return [[`token_type of ${id}`, "absent"]];
        if (!/^(?:bearer|dpop)$/i.test(type)) return [[`token_type of ${id}`, excerpt(type)]];
        const other = calls.find((call) => call.tokenId === id && isOtherScheme(call, type));
        return other ? [[`scheme used with ${id}`, `${excerpt(other.scheme)} instead of ${type}`]] : [];
      });
    return faults.length > 0 ? fired("medium", faults) : silent;
  }),
};

const isOtherScheme = ({ via, scheme }: ApiCall, type: string): boolean =>
  via === "header" && scheme !== "" && scheme.toLowerCase() !== type.toLowerCase();

/** From mild to grave. */
const gravities = ["info", "low", "medium"] as const satisfies readonly Severity[];

/**
 * @severity front channel: low above 3600 s, medium above 7200 s; token endpoint to browser: low above 3600 s; info if
 *   unknown; a DPoP-bound token one level lower
 * @fires The lifetime of an access token, `expires_in`, else `exp` minus `iat`, is longer than that or not stated.
 * @silent Server-side tokens, also those that a form posts to the client's server; refresh tokens.
 */
const tokenLifetimeLong: Check = {
  id: "token-lifetime-long",
  title: "A browser-held access token lives too long or its lifetime is not stated.",
  citations: [
    ...cited("RFC 6750 §5.3; OIDC Core §16.18; OAuth 2.1-15 §7.1.3.5; BBA-27 §9.1"),
    citeAuth0("Access Tokens"),
  ],
  remedy: "Issue access tokens of one hour or less and renew them.",
  evaluate: onAccessTokens((tokens) => {
    const held = tokens.filter(({ token }) => !token.channel.startsWith("form_post"));
    if (held.length === 0) return notApplicable;
    const severity = gravities[Math.max(...held.map(gravityOf))];
    return severity === undefined
      ? silent
      : fired(
          severity,
          held.map(({ token }) => lifetimeText(token)),
        );
  }),
};

/** Index into {@link gravities}; -1 for a lifetime that is short enough. */
function gravityOf({ token: { lifetime, channel }, type }: Companions): number {
  if (lifetime === null) return 0;
  const gravity = lifetime > 7200 && channel !== "token endpoint" ? 2 : lifetime > 3600 ? 1 : -1;
  return /^dpop$/i.test(type ?? "") && gravity > 0 ? gravity - 1 : gravity;
}

function lifetimeText({ id, lifetime, lifetimeSource }: ReceivedToken): Seen {
  if (lifetime === null) return [`lifetime of ${id}`, "not stated"];
  const source = lifetimeSource === "expires_in" ? "expires_in" : "exp minus iat";
  return [`lifetime of ${id}`, `${lifetime} s (${source})`];
}

/** Grants whose scope was asked for in the authorization request. */
const grants: readonly (string | null)[] = [null, "authorization_code", "refresh_token"];

/**
 * @severity medium if the response omits `scope` although it differs; low otherwise
 * @fires `scope` of the response, or of a readable JWT access token, holds a value absent from the request; on refresh too.
 * @silent Servers that expand `email` and `profile` to URLs; order and duplicates; a request without `scope`. A hidden
 *   request is undetermined.
 * @differs The catalogue does not except a request without `scope`, for which the server takes its default (RFC 6749,
 *   section 3.3).
 */
const scopeBroaderThanRequested: Check = {
  id: "scope-broader-than-requested",
  title: "More scope was granted than requested.",
  citations: cited("RFC 6749 §3.3, §5.1, §6, §10.3; RFC 9700 §2.3"),
  remedy: "Restrict the grant to the requested scope and always state the granted one.",
  evaluate: onAccessTokens((tokens, { login }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    if (request.scope.length === 0) return notApplicable;
    return firedBy(
      tokens
        .filter(({ grantType }) => grants.includes(grantType))
        .flatMap(({ token, scope }): Fault[] => {
          const granted = new Set([...valuesOf(scope), ...scopeIn(token)]);
          const extra = [...granted].filter((value) => !request.scope.includes(value) && !isAlias(value));
          if (extra.length === 0) return [];
          const severity = scope === null ? "medium" : "low";
          return [faultOf(severity, `not asked for, in ${token.id}`, excerpt(extra.join(" ")))];
        }),
    );
  }),
};

/** Scope that a readable JWT access token states (RFC 9068, section 2.2.3); some servers call it `scp`. */
function scopeIn(token: ReceivedToken): readonly string[] {
  const claims = claimsOf(token);
  return [claims?.scope, claims?.scp]
    .flat()
    .flatMap((value) => (typeof value === "string" ? valuesOf(value) : []));
}

const isAlias = (value: string): boolean => /^https:\/\/.+[./](?:email|profile)$/.test(value);

/** Checks of what is said of the access tokens. */
export const responseTokenChecks: readonly Check[] = [
  tokenTypeInvalid,
  tokenLifetimeLong,
  scopeBroaderThanRequested,
];
