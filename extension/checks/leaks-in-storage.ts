import { callbackDocument, callbackExchange, headerOf } from "../flow/documents.js";
import type { DocumentExchange, Login, TokenCall } from "../flow/login.js";
import type { CookieSet } from "../flow/observation.js";
import { mask } from "../mask.js";
import { shortHash } from "../oauth/digest.js";
import { originOf } from "../oauth/parameter.js";
import { isLoopback } from "../oauth/reach.js";
import { clientKindOf } from "./acceptance.js";
import type { Check, Severity } from "./check.js";
import { citeAuth0, cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { hostNameOf, isSameSite } from "./sites.js";
import { noTokensInBrowser, tokenOf } from "./traffic.js";
import { notApplicable, silent, undetermined } from "./verdict.js";

const storages = { localStorage: "medium", indexedDB: "medium", sessionStorage: "low" } as const;

/**
 * @severity high for a refresh token that was neither rotated nor bound by DPoP as far as seen; medium for other tokens in
 *   local storage or IndexedDB; low in session storage; info for an ID Token
 * @fires A look into a page of the client finds a token of this login in a value of local storage, session storage or a
 *   readable IndexedDB database.
 * @silent Encrypted values; hashes; other origins; a verifier or `state` that waits for its use.
 */
export const tokenInWebStorage: Check = {
  id: "token-in-web-storage",
  title: "Tokens lie in storage that every page script can read.",
  citations: [...cited("BBA-27 §8.5, §8.6, §5.2.1; RFC 6819 §5.3.3"), citeAuth0("Token Storage")],
  remedy: "Keep tokens in memory or in a worker, or move them to a backend session.",
  evaluate: ({ login }) => {
    if (login.tokens.length === 0) return noTokensInBrowser(login);
    const isProtected = login.tokenCalls.some((call) => isRotation(call) || provesKey(call) === true);
    const faults = login.traces.flatMap(({ tokenId, where, place }): Fault[] => {
      const token = tokenOf(login, tokenId);
      const gravity = where in storages ? storages[where as keyof typeof storages] : null;
      if (!token || gravity === null) return [];
      const severity: Severity =
        token.kind === "id_token"
          ? "info"
          : token.kind === "refresh_token" && !isProtected
            ? "high"
            : gravity;
      return [
        {
          severity,
          seen: [
            ["store", where],
            ["key", place],
            ["token", `${tokenId}: ${mask(token.raw)}`],
          ],
        },
      ];
    });
    return firedBy(faults, isLookedInto(login) ? silent : unseen);
  },
};

const unseen = undetermined("The storage of the client's pages was not visible.");

const isLookedInto = ({ looks, client, tokens }: Login): boolean => {
  const since = Math.min(...tokens.map(({ receivedAt }) => receivedAt));
  return looks.some(({ url, at }) => originOf(url) === client.origin && at >= since);
};

/** Whether a refresh gave another refresh token. */
export const isRotation = ({ request, answer }: TokenCall): boolean => {
  const fresh = answer?.response?.members?.refresh_token;
  return request.refreshToken !== null && typeof fresh === "string" && fresh !== request.refreshToken;
};

/** Whether a token request came with a DPoP proof; null where its headers were not visible. */
export const provesKey = ({ requestHeaders }: TokenCall): boolean | null =>
  requestHeaders && headerOf(requestHeaders, "dpop") !== null;

/**
 * @severity high
 * @fires `document.cookie` holds a token of this login, or a `Set-Cookie` without `HttpOnly` or `Secure` in an answer of the
 *   client's site is one.
 * @silent Cookies with both attributes; encrypted or opaque session values.
 */
export const tokenInScriptCookie: Check = {
  id: "token-in-script-cookie",
  title: "A token sits in a cookie that scripts can read or that can travel in clear.",
  citations: cited("BBA-27 §8.1, §6.1.3.2; RFC 6750 §5.3; OAuth 2.1-15 §7.1.3.4"),
  remedy: "Store a session handle in an HttpOnly, Secure cookie instead of the token.",
  evaluate: ({ login }) => {
    if (login.tokens.length === 0) return noTokensInBrowser(login);
    const answers = answersOfClient(login);
    const hashes = new Map(login.tokens.map(({ id, raw }) => [shortHash(raw), id]));
    const faults: readonly Fault[] = [
      ...login.traces
        .filter(({ where }) => where === "cookie")
        .map(({ place, tokenId }) => cookieFault(place, "scripts can read it", tokenId)),
      ...answers
        .flatMap(({ setCookies }) => setCookies)
        .flatMap((cookie) => {
          const tokenId = hashes.get(cookie.hash);
          const missing = ["HttpOnly", "Secure"].filter((name) => !has(cookie, name));
          return tokenId === undefined || missing.length === 0
            ? []
            : [cookieFault(cookie.name, `without ${missing.join(" and ")}`, tokenId)];
        }),
    ];
    return firedBy(faults, isLookedInto(login) || answers.length > 0 ? silent : unseen);
  },
};

const cookieFault = (name: string, flags: string, tokenId: string): Fault => ({
  severity: "high",
  seen: [
    ["cookie", name],
    ["flags", flags],
    ["token", tokenId],
  ],
});

/** Cookies that log nobody in: forgery and transaction tokens, preferences, measurement, load balancers. */
const otherPurposes =
  /csrf|xsrf|state|nonce|verif|trans|txn|consent|locale|lang|theme|^_(?:ga|gid|gat|gcl|fbp|hj|pk)|^ajs_|^aws(?:alb|elb)|^_?_cf|^incap|^visid|affinity|^bigip|^optimizely/i;

/** What a cookie must hold to tell a session from others by chance, bits. */
const sessionBits = 96;

/**
 * @severity medium without `Secure` or `HttpOnly`; low without `SameSite` or with `Domain`
 * @fires The callback's answer, or the next one of the client's site, sets a cookie that was not there before and can hold 96
 *   bits or more, and that goes along with later requests.
 * @silent Cookies for preferences, against forgery, of the transaction, of measurement and load balancers, by their usual
 *   names; those that are deleted. `SameSite=None` counts as a choice. `Secure` is not asked for on this very machine.
 * @differs The catalogue allows `SameSite=None` to transaction cookies alone. It is a choice that was made, not an
 *   attribute that lacks.
 */
export const sessionCookieFlags: Check = {
  id: "session-cookie-flags",
  title: "The cookie that logs the user in lacks protective attributes.",
  citations: cited("BBA-27 §6.1.3.2; RFC 6749 §10.12"),
  remedy: "Set Secure; HttpOnly; SameSite; Path=/ and use a __Host- prefix.",
  evaluate: ({ login }) => {
    if (login.response === null) return undetermined("No authorization response was visible.");
    if (login.response.error !== null || clientKindOf(login) === "browser") return notApplicable;
    const [callback, next, ...later] = answersOfClient(login);
    if (!callback) return undetermined("How the client's server answered the callback was not visible.");
    const setters = [callback, ...(next ? [next] : [])];
    const fresh = setters.flatMap((answer, index) =>
      answer.setCookies
        .filter((cookie) => isSession(cookie) && answer.cookiesSent?.includes(cookie.name) === false)
        .map((cookie) => ({ cookie, after: [...setters.slice(index + 1), ...later] })),
    );
    const suspects = fresh.flatMap(({ cookie, after }) => {
      const missing = missingOf(cookie, login.client.origin ?? "");
      return missing.length === 0 ? [] : [{ cookie, missing, after }];
    });
    const used = suspects.filter(({ cookie, after }) =>
      after.some(({ cookiesSent }) => cookiesSent?.includes(cookie.name)),
    );
    const isOpen = suspects.some(({ after }) => after.every(({ cookiesSent }) => cookiesSent === null));
    const faults = used.map(
      ({ cookie, missing }): Fault => ({
        severity: missing.some((name) => name === "Secure" || name === "HttpOnly") ? "medium" : "low",
        seen: [
          ["cookie", cookie.name],
          ["at fault", missing.join(", ")],
        ],
      }),
    );
    return firedBy(faults, isOpen ? undetermined("Whether the cookie is used was not visible.") : silent);
  },
};

const isSession = ({ name, bits, attributes }: CookieSet): boolean =>
  bits >= sessionBits && !otherPurposes.test(name) && attributes["max-age"] !== "0";

const has = ({ attributes }: CookieSet, name: string): boolean => name.toLowerCase() in attributes;

function missingOf(cookie: CookieSet, origin: string): readonly string[] {
  const isLocal = isLoopback(hostNameOf(origin));
  return [
    ...["Secure", "HttpOnly", "SameSite"].filter(
      (name) => !has(cookie, name) && !(isLocal && name === "Secure"),
    ),
    ...(has(cookie, "Domain") ? ["Domain"] : []),
  ];
}

/** Answers of the client's site from the callback on, in order. */
function answersOfClient(login: Login): readonly DocumentExchange[] {
  const callback = callbackExchange(login);
  const document = callbackDocument(login);
  if (callback === null || document === null) return [];
  const exchanges = login.documents.filter(({ at }) => at >= document.at).flatMap((one) => one.exchanges);
  return exchanges
    .slice(exchanges.indexOf(callback))
    .filter(({ url, status }) => status !== null && isSameSite(url, login.client.origin));
}
