import { hostOf } from "../flow/access.js";
import { credentialOf } from "../flow/calls.js";
import type { ApiCall, Login } from "../flow/login.js";
import { parametersOf, splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { shown } from "../token/verification.js";
import type { Check, Severity } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isSameSite } from "./sites.js";
import {
  audienceFit,
  audienceUrlsOf,
  callSeen,
  codeOf,
  isGranted,
  isSuccess,
  isUrl,
  noCalls,
  noTokensInBrowser,
  placeOf,
  tokenOf,
} from "./traffic.js";
import { excerpt, type Seen, silent, undetermined } from "./verdict.js";

/**
 * @severity high for tokens and for a code that was not redeemed before; medium for a redeemed code
 * @fires A token or the code appears in the URL, a header or the body of a request to a site that is neither the client's nor
 *   the server's, no audience, and no API that took a token before. It is found as it is, percent-encoded, or in one layer of
 *   base64. Messages of sockets are not visible.
 * @silent Values under 16 characters; token endpoints; the API named in `aud`, `audience` or `resource`; an `Authorization`
 *   header, for which see `token-outside-audience`; a `Referer`, for which see `token-in-referer`.
 * @differs The catalogue includes messages of sockets and excludes no header. No API of the browser shows such
 *   messages; what `token-outside-audience` and `token-in-referer` judge is not reported twice.
 */
export const tokenToThirdParty: Check = {
  id: "token-to-third-party",
  title: "A credential value is sent to a party outside the flow.",
  citations: cited("RFC 6749 §10.3; RFC 6750 §5.3; RFC 9700 §4.9.1; RFC 6819 §4.6.4"),
  remedy: "Remove the credential from logs and analytics and send it only to its API.",
  evaluate: ({ login }) => {
    if (login.tokens.length === 0 && codeOf(login) === null) return noTokensInBrowser(login);
    const sent: readonly Sent[] = [
      ...login.traces.flatMap(({ where, ...trace }) =>
        where.startsWith("other-site-") ? [{ ...trace, where: where.slice("other-site-".length) }] : [],
      ),
      ...login.calls
        .filter(({ via }) => via !== "header")
        .map((call) => ({ at: call.at, tokenId: call.tokenId, where: call.via, place: placeOf(call) })),
    ];
    const faults = sent
      .filter(({ place }) => !takesPart(place, login))
      .map(
        ({ at, tokenId, where, place }): Fault => ({
          severity: tokenId === "code" && isRedeemed(login, at) ? "medium" : "high",
          seen: [
            ["destination", place],
            ["credential", tokenId],
            ["found in its", where],
          ],
        }),
      );
    return firedBy(
      faults,
      login.visibility.allSites ? silent : undetermined("Requests to other sites were not visible."),
    );
  },
};

interface Sent {
  readonly at: number;
  readonly tokenId: string;
  readonly where: string;
  readonly place: string;
}

/** Whether a place is of a party that may have the login's credentials. */
function takesPart(place: string, login: Login): boolean {
  const { client, server, tokens, tokenCalls, calls, request } = login;
  const asked = (request?.effective ?? []).flatMap(({ name, value }) =>
    name === "resource" || name === "audience" ? [value] : [],
  );
  const parties = [
    client.origin,
    server.origin,
    ...asked,
    ...tokens.flatMap((token) => audienceUrlsOf(token, login)),
  ];
  const isApi = ({ via, answer, url }: ApiCall) =>
    via === "header" && isSuccess(answer?.status) && hostOf(url) === hostOf(place);
  return (
    parties.some((party) => isSameSite(party, place)) ||
    tokenCalls.some(({ endpoint }) => endpoint === place) ||
    calls.some(isApi)
  );
}

const isRedeemed = (login: Login, before: number): boolean =>
  login.tokenCalls.some(
    (call) => call.at <= before && call.request.code === codeOf(login) && isGranted(call),
  );

/**
 * @severity high for another site; medium for another host of the same site
 * @fires A token whose `aud` holds URLs alone, or that was asked for by `resource`, goes to a host that is neither one of these
 *   nor the issuer's.
 * @silent Audiences that are no URLs (undetermined); hosts under an audience that is a registrable domain; calls that carry an
 *   ID Token, for which see `id-token-as-api-token`.
 */
export const tokenOutsideAudience: Check = {
  id: "token-outside-audience",
  title: "A token is presented to an API it was not issued for.",
  citations: cited("RFC 9700 §2.3, §4.9.1, §4.10.2; RFC 9068 §4; RFC 6750 §5.2; RFC 8707 §2"),
  remedy: "Obtain a separate token per API with resource or the vendor's audience parameter.",
  evaluate: ({ login }) => {
    const calls = login.calls.flatMap((call) => {
      const token = tokenOf(login, call.tokenId);
      return token?.kind === "access_token"
        ? [{ call, token, fit: audienceFit(token, call.url, login) }]
        : [];
    });
    if (calls.length === 0) return noCalls(login);
    const faults = calls.flatMap(({ call, token, fit }): Fault[] =>
      fit === "fits" || fit === "unknown"
        ? []
        : [
            {
              severity: fit === "sibling" ? "medium" : "high",
              seen: [...callSeen(call), audienceSeen(token, login)],
            },
          ],
    );
    const isUnknown = calls.some(({ fit }) => fit === "unknown");
    return firedBy(
      faults,
      isUnknown ? undetermined("For which APIs the token was issued is not stated in URLs.") : silent,
    );
  },
};

function audienceSeen(token: ReceivedToken, login: Login): Seen {
  const aud = claimsOf(token)?.aud;
  return aud === undefined
    ? ["resource", excerpt(audienceUrlsOf(token, login).filter(isUrl).join(", "))]
    : ["aud", shown(aud)];
}

/**
 * @severity high in the URL; medium when sent by two methods; low in a form body
 * @fires The URL of a request has `access_token` or another parameter that is a token of this login; or a request carries its
 *   token twice, by different methods; or a form carries `access_token`.
 * @silent Tickets that are not the token; the callback URL itself; `id_token_hint`.
 * @differs The catalogue does not except `id_token_hint`, which is a parameter of the specification's own (OpenID
 *   Connect RP-Initiated Logout 1.0, section 2).
 */
export const accessTokenInApiQuery: Check = {
  id: "access-token-in-api-query",
  title: "An access token is sent in an API URL, or in more than one place.",
  citations: cited("RFC 9700 §4.3.2; RFC 6750 §2, §2.2, §2.3, §5.3; OAuth 2.1-15 §5.1"),
  remedy: "Use the Authorization header only.",
  evaluate: ({ login }) => {
    const callback = splitUrl(login.response?.receivedAt ?? "").base;
    const calls = login.calls.filter((call) => placeOf(call) !== callback);
    if (calls.length === 0) return noCalls(login);
    const faults = calls.flatMap((call): Fault[] => {
      const raw = tokenOf(login, call.tokenId)?.raw;
      const inQuery = parametersOf(splitUrl(call.url).query).find(
        ({ name, value }) => value === raw && name !== "id_token_hint",
      );
      const inHeader = credentialOf(call.requestHeaders)?.token === raw;
      const methods = [
        ...(inQuery ? [`query (${inQuery.name})`] : []),
        ...(call.via === "body" ? ["form (access_token)"] : []),
        ...(inHeader ? ["Authorization header"] : []),
      ];
      const severity: Severity | null = inQuery
        ? "high"
        : methods.length > 1
          ? "medium"
          : call.via === "body"
            ? "low"
            : null;
      if (severity === null) return [];
      return [
        {
          severity,
          seen: [
            ["API", `${call.method} ${placeOf(call)}`],
            ["token in", methods.join(", ")],
          ],
        },
      ];
    });
    return firedBy(faults);
  },
};
