import { callbackDocument, callbackExchange, headerOf } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import { firstValue, originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Check, Severity } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isSameSite } from "./sites.js";
import { codeOf, isGranted, tokenOf } from "./traffic.js";
import { excerpt, notApplicable, silent, undetermined } from "./verdict.js";

const unseen = undetermined("The Referers of requests to other sites were not visible.");

/**
 * @severity high for a token; medium for a code, low for one that was redeemed with PKCE before; low for `state` alone, and
 *   for an unsafe policy without an observed leak
 * @fires A request to another origin has a `Referer` from the client's site with a token, the code, or the `state` of this
 *   login; or the callback document shows a credential in its query and its referrer policy is `unsafe-url` or
 *   `no-referrer-when-downgrade`.
 * @silent Requests to the client's and the server's own origins; a `Referer` that is cut to the origin.
 */
export const tokenInReferer: Check = {
  id: "token-in-referer",
  title: "A response parameter leaks, or would leak, through the Referer header.",
  citations: cited("RFC 9700 §4.2.1, §4.2.4; RFC 6819 §4.6.7; RFC 6749 §10.5; MRT §7"),
  remedy: "Send Referrer-Policy: no-referrer on the callback and clear the URL before loading anything.",
  evaluate: ({ login }) => {
    if (login.response === null) return undetermined("No authorization response was visible.");
    const leaks = referersOf(login).filter(({ from }) => !isOfServer(from, login));
    const policy = policyOf(login);
    const isUnsafe = /^(?:unsafe-url|no-referrer-when-downgrade)$/i.test(policy ?? "");
    const faults: readonly Fault[] = [
      ...leaks.map(
        ({ ids, place }): Fault => ({
          severity: gravityOf(ids, login),
          seen: [
            ["target", place],
            ["parameters", ids.join(", ")],
          ],
        }),
      ),
      ...(isUnsafe && showsCredential(login)
        ? [{ severity: "low", seen: [["referrer policy", policy ?? ""]] } as const]
        : []),
    ];
    return firedBy(faults, login.visibility.allSites ? silent : unseen);
  },
};

function gravityOf(ids: readonly string[], login: Login): Severity {
  if (ids.some((id) => tokenOf(login, id))) return "high";
  if (!ids.includes("code")) return "low";
  const isSpent = login.tokenCalls.some(
    (call) => call.request.code === codeOf(login) && call.pkce === "match" && isGranted(call),
  );
  return isSpent ? "low" : "medium";
}

/** The last policy that a document states counts, and its own text comes after its headers. */
function policyOf(login: Login): string | null {
  const document = callbackDocument(login);
  const meta = login.looks.findLast(
    ({ url, referrerPolicy }) =>
      referrerPolicy && document && splitUrl(url).base === splitUrl(document.url).base,
  );
  const sent = headerOf(callbackExchange(login)?.headers ?? [], "referrer-policy");
  return meta?.referrerPolicy ?? sent?.split(",").at(-1)?.trim() ?? null;
}

function showsCredential(login: Login): boolean {
  const document = callbackDocument(login);
  if (!document || document.committedAt === null) return false;
  const shown = parametersOf(splitUrl(document.url).query);
  return ["code", "access_token", "id_token"].some((name) => Boolean(firstValue(shown, name)));
}

/**
 * @severity medium for a `Referer` with `state` or challenge; low for scripts of other sites alone
 * @fires A request to another site has a `Referer` from the server's page with the request's `state` or `code_challenge`; or a
 *   script of another site runs in a page of the server whose URL has request parameters.
 * @silent Identity providers that the browser goes to; resources of the server's own site; a `Referer` that is cut to the
 *   origin.
 */
export const authzPageLeaksRequest: Check = {
  id: "authz-page-leaks-request",
  title: "The authorization page exposes the request to third parties.",
  citations: cited("RFC 9700 §4.2.2, §4.2.4; RFC 9126 §1"),
  remedy: "Set a strict referrer policy on login pages, drop foreign scripts, or use PAR.",
  evaluate: ({ login }) => {
    const { request, looks, visibility, documents } = login;
    if (request === null) return undetermined("The authorization request was not visible.");
    const visited = new Set(
      documents.flatMap(({ exchanges }) => exchanges.map(({ url }) => splitUrl(url).base)),
    );
    const leaks = referersOf(login).filter(
      ({ from, place }) =>
        isOfServer(from, login) && !visited.has(place) && !isSameSite(place, login.server.origin),
    );
    const scripts = looks
      .filter(({ url }) => isOfServer(url, login) && hasRequest(url))
      .flatMap(({ url, foreignContent }) =>
        foreignContent.filter(({ type }) => type === "script").map(({ origin }) => ({ url, origin })),
      );
    const faults: readonly Fault[] = [
      ...leaks.map(
        ({ from, place, ids }): Fault => ({
          severity: "medium",
          seen: [
            ["page", from],
            ["target", place],
            ["parameters", ids.join(", ")],
          ],
        }),
      ),
      ...scripts.map(
        ({ url, origin }): Fault => ({
          severity: "low",
          seen: [
            ["page", excerpt(splitUrl(url).base)],
            ["script of", origin],
          ],
        }),
      ),
    ];
    const shown = documents.filter(({ url, committedAt }) => committedAt !== null && isOfServer(url, login));
    const none = shown.length === 0 ? notApplicable : silent;
    return firedBy(faults, visibility.allSites ? none : unseen);
  },
};

/** Referers from one page to one place, with what they told. */
interface Referers {
  readonly from: string;
  readonly place: string;
  readonly ids: readonly string[];
}

function referersOf({ traces }: Login): readonly Referers[] {
  const referers = new Map<string, Referers>();
  for (const { where, tokenId, place, from = "" } of traces) {
    if (where !== "referer") continue;
    const key = `${from} ${place}`;
    referers.set(key, { from, place, ids: [...(referers.get(key)?.ids ?? []), tokenId] });
  }
  return [...referers.values()];
}

const isOfServer = (url: string, { server, client }: Login): boolean =>
  server.origin !== client.origin && originOf(url) === server.origin;

const hasRequest = (url: string): boolean => {
  const parameters = parametersOf(splitUrl(url).query);
  return parameters.some(({ name }) => name === "state" || name === "client_id" || name === "code_challenge");
};
