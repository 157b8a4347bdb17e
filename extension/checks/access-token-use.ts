import { headerOf } from "../flow/documents.js";
import type { ApiCall, Login } from "../flow/login.js";
import { clockOffsetOf } from "../flow/server-time.js";
import { parametersOf, splitUrl } from "../oauth/parameter.js";
import { numericDate } from "../token/claim-time.js";
import { audienceOf, type Claims, claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { shown, skewMs } from "../token/verification.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isSameSite } from "./sites.js";
import { audienceFit, callSeen, isSuccess, isUnsigned, noCalls, noTokens, tokenOf } from "./traffic.js";
import { excerpt, notApplicable, type Seen, silent, timeText, undetermined } from "./verdict.js";

/**
 * @severity high
 * @fires A 2xx answer to a request whose readable token had expired by more than 300 s, by the servers' clock, has `alg`
 *   `none`, or has an `aud` of URLs that all lie elsewhere.
 * @silent Answers from the cache; preflights; an expiry where no server told its time (undetermined). Whether the API answers
 *   the same without a token is not seen.
 * @differs The catalogue excepts APIs that answer the same without a token, which is not seen. An `aud` that is no URL
 *   cannot be compared with an address.
 */
export const apiAcceptsInvalidToken: Check = {
  id: "api-accepts-invalid-token",
  title: "An API answers successfully to a token it should refuse.",
  citations: cited("RFC 9068 §4; RFC 6750 §5.2; RFC 9700 §2.3"),
  remedy: "Validate signature, expiry, issuer and audience in the API on every call.",
  evaluate: ({ login }) => {
    if (login.calls.length === 0) return noCalls(login);
    const answered = login.calls.filter(
      ({ answer, method }) => isSuccess(answer?.status) && !answer?.fromCache && method !== "OPTIONS",
    );
    const offset = clockOffsetOf(login);
    const judged = answered.flatMap((call) => {
      const token = tokenOf(login, call.tokenId);
      const claims = token && token.kind === "access_token" ? claimsOf(token) : null;
      return token && claims ? [{ call, fault: refusalReason(call, token, claims, login, offset) }] : [];
    });
    if (judged.length === 0) return notApplicable;
    const unclear = judged.some(({ fault }) => fault === "clock");
    return firedBy(
      judged.flatMap(({ call, fault }): Fault[] =>
        fault === null || fault === "clock" ? [] : [{ severity: "high", seen: [...callSeen(call), fault] }],
      ),
      unclear
        ? undetermined("No server told its time, so whether the token had expired is not certain.")
        : silent,
    );
  },
};

/** The claim for which an API should have refused a token; `clock` where that depends on a clock that is not known. */
function refusalReason(
  call: ApiCall,
  token: ReceivedToken,
  claims: Claims,
  login: Login,
  offset: number | null,
): Seen | "clock" | null {
  if (isUnsigned(token)) return ["alg", "none"];
  const fit = audienceFit(token, call.url, login);
  if (audienceOf(claims.aud) !== null && (fit === "other-site" || fit === "sibling")) {
    return ["aud", shown(claims.aud)];
  }
  const expiry = numericDate(claims.exp);
  if (expiry === null || call.at + (offset ?? 0) <= expiry + skewMs) return null;
  return offset === null ? "clock" : ["exp", `${timeText(expiry)}, called ${timeText(call.at + offset)}`];
}

/**
 * @severity medium; high when the API is neither of the client's site nor of the server's
 * @fires An ID Token of this login goes out in `Authorization`, in another header of its own, or as a parameter of a URL or
 *   as `access_token` of a form.
 * @silent `id_token_hint`; token exchange at the token endpoint; a sign-in endpoint of the client that gets it in a body.
 */
export const idTokenAsApiToken: Check = {
  id: "id-token-as-api-token",
  title: "An ID Token is used as an API credential.",
  citations: cited("OIDC Core §2; RFC 8725 §2.8, §3.12; RFC 9068 §5"),
  remedy: "Request an access token for the API and keep the ID Token in the client.",
  evaluate: ({ login }) => {
    const tokens = login.tokens.filter(({ kind }) => kind === "id_token");
    if (tokens.length === 0) return noTokens(login);
    if (login.calls.length === 0) return noCalls(login);
    const faults = login.calls.flatMap((call): Fault[] => {
      const token = tokens.find(({ id }) => id === call.tokenId);
      if (!token || isHint(call, token) || isTokenEndpoint(call, login)) return [];
      const own = [login.client.origin, login.server.origin].some((origin) => isSameSite(origin, call.url));
      return [
        {
          severity: own ? "medium" : "high",
          seen: [...callSeen(call), ["sent as", sentAs(call, token)], ["aud", shown(claimsOf(token)?.aud)]],
        },
      ];
    });
    return firedBy(faults);
  },
};

const isHint = ({ url }: ApiCall, { raw }: ReceivedToken): boolean =>
  parametersOf(splitUrl(url).query).some(({ name, value }) => name === "id_token_hint" && value === raw);

const isTokenEndpoint = ({ url }: ApiCall, { tokenCalls }: Login): boolean =>
  tokenCalls.some(({ endpoint }) => endpoint === splitUrl(url).base);

function sentAs({ via, scheme, requestHeaders, url }: ApiCall, { raw }: ReceivedToken): string {
  if (via === "body") return "access_token in the form";
  const list = via === "query" ? parametersOf(splitUrl(url).query) : requestHeaders;
  const name = list.find(({ value }) => value.includes(raw))?.name ?? "a value";
  return excerpt(`${name}${scheme ? ` (${scheme})` : ""} in the ${via}`);
}

/**
 * @severity medium for `null`; info for `*`
 * @fires The answer to a request with a token has `Access-Control-Allow-Origin` `*` or `null`.
 * @silent An explicit origin, as reflection cannot be told from a list here; token endpoint, metadata and keys, where it is
 *   expected.
 */
export const corsOnTokenApi: Check = {
  id: "cors-on-token-api",
  title: "An API that takes tokens answers any web origin.",
  citations: cited("RFC 9700 §2.6; BBA-27 §6.3.3.4"),
  remedy: "Return only the origins of your own clients and never allow null.",
  evaluate: ({ login }) => {
    if (login.calls.length === 0) return noCalls(login);
    const answered = login.calls.filter(
      (call) => call.answer !== null && call.answer.status !== null && !isTokenEndpoint(call, login),
    );
    if (answered.length === 0) return undetermined("No answer of the API was visible.");
    const faults = answered.flatMap((call): Fault[] => {
      const allowed = headerOf(call.answer?.headers ?? [], "access-control-allow-origin");
      if (allowed !== "*" && allowed !== "null") return [];
      return [
        {
          severity: allowed === "null" ? "medium" : "info",
          seen: [...callSeen(call), ["Access-Control-Allow-Origin", allowed]],
        },
      ];
    });
    return firedBy(faults);
  },
};
