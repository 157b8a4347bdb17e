import { callbackDocument } from "../flow/documents.js";
import type { Login, LoginDocument } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import type { Check, Severity, Verdict } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { type Delivery, deliveries, onResponse } from "./front-channel.js";
import { isSameSite } from "./sites.js";
import { secondsAfter } from "./traffic.js";
import { fired, notApplicable, silent, undetermined } from "./verdict.js";

/** How long a callback page may take until its URL counts as what it stays, ms. */
const settleMs = 10_000;

const credentials = ["access_token", "refresh_token", "id_token", "code"];

/** From grave to mild. */
const grades: readonly Severity[] = ["high", "medium", "low", "info"];
const gradeOf: Readonly<Record<string, number>> = { access_token: 0, refresh_token: 0, id_token: 1, code: 2 };

/** The callback page with the credentials in its URL, and when they were gone from there. */
interface Exposure {
  readonly document: LoginDocument;
  readonly committedAt: number;
  readonly shown: readonly Delivery[];
  /** null while they are still there, or were until the page was left. */
  readonly cleanedAt: number | null;
}

/**
 * @severity high for access and refresh tokens; medium for ID Tokens; low for codes; one level lower when only an earlier
 *   history entry keeps it
 * @fires Ten seconds after the callback page was shown, its URL still has the credential; or a later look finds it in an
 *   earlier entry of the tab's history, as the URL was not replaced but left by a navigation.
 * @silent The URL was replaced before; the callback was answered by a redirect; a page that was closed before, and a history
 *   that could not be looked at (undetermined). Hidden frames have no address bar.
 * @differs The catalogue waits until a URL stays unchanged for 2 s. Pages clean it later than that, so that 10 s count.
 *   Whether the history keeps it is seen by a look alone.
 */
export const tokenLeftInUrl: Check = {
  id: "token-left-in-url",
  title: "A credential stays in the address bar or history after the page settled.",
  citations: cited("RFC 9700 §4.3.1, §4.3.2; RFC 6749 §3.1.2.5; BBA-27 §7.2.1, §7.2.3.2; RFC 6819 §4.4.2.2"),
  remedy: "Call history.replaceState with a clean URL first, or answer the callback with a redirect.",
  evaluate: onResponse((response, { login, now }) => {
    const exposure = exposureOf(login);
    if ("outcome" in exposure) return exposure;
    const { document, committedAt, shown, cleanedAt } = exposure;
    if (document.frameId !== 0) return notApplicable;
    const end = cleanedAt ?? document.leftAt ?? Math.max(now, response.at);
    const names = [...new Set(shown.map(({ name }) => name))];
    const grade = Math.min(...names.map((name) => gradeOf[name] ?? 2));
    const report = (lowered: number, how: string): Verdict =>
      fired(grades[grade + lowered] ?? "info", [
        ["callback", splitUrl(document.url).base],
        ["parameters", names.join(", ")],
        ["URL", how],
        ["shown for", end - committedAt >= settleMs ? "10 s or more" : secondsAfter(end, committedAt)],
      ]);
    if (end - committedAt >= settleMs) return report(0, cleanedAt === null ? "unchanged" : "cleaned late");
    const isKept = login.traces.some(({ where, at }) => where === "history" && at >= end);
    if (isKept) return report(1, "left by a navigation, so that an earlier history entry keeps it");
    if (cleanedAt === null && document.leftAt === null) {
      return undetermined("The callback page had not settled yet.");
    }
    const isLookedAt = login.looks.some(({ at, tabId }) => at >= end && tabId === document.tabId);
    return isLookedAt
      ? silent
      : undetermined("Whether an earlier history entry keeps the credential was not visible.");
  }),
};

/**
 * @severity high for a script with a token in the URL; medium for a script with a code; low for other content
 * @fires The callback document asked another site for a script or other content before the credential was gone from its URL.
 * @silent What was asked for after that; content of the client's or the server's own site; what extensions put into the page.
 * @differs The catalogue gives other hosts of the same site low severity and excludes them as well. They are excluded.
 */
export const thirdPartyContentOnCallback: Check = {
  id: "third-party-content-on-callback",
  title: "Foreign scripts or resources load while the callback URL holds credentials.",
  citations: cited("RFC 6749 §3.1.2.5; RFC 9700 §4.2.1, §4.2.4; BBA-27 §7.2.3.4; OAuth 2.1-15 §2.3.6"),
  remedy: "Serve a bare callback page without foreign content.",
  evaluate: onResponse((_, { login }) => {
    const exposure = exposureOf(login);
    if ("outcome" in exposure) return exposure;
    const { document, committedAt, shown, cleanedAt } = exposure;
    const until = cleanedAt ?? document.leftAt ?? Number.POSITIVE_INFINITY;
    const looks = login.looks.filter(
      ({ at, tabId, frameId }) =>
        tabId === document.tabId &&
        frameId === document.frameId &&
        at >= committedAt &&
        at <= (document.leftAt ?? Number.POSITIVE_INFINITY),
    );
    if (looks.length === 0) return undetermined("What the callback page loaded was not visible.");
    const content = looks
      .flatMap(({ foreignContent }) => foreignContent)
      .filter(({ at, origin }) => (at ?? committedAt) < until && !isSameSite(origin, login.server.origin));
    const hasToken = shown.some(({ name }) => name !== "code");
    const faults = content.map(
      ({ origin, type, at }): Fault => ({
        severity: type !== "script" ? "low" : hasToken ? "high" : "medium",
        seen: [
          ["content", `${type} of ${origin}`],
          [
            "asked for",
            at === null
              ? "at a time that is not known"
              : `${secondsAfter(at, committedAt)} after the page was shown`,
          ],
          ["URL cleaned", cleanedAt === null ? "not seen" : `${secondsAfter(cleanedAt, committedAt)} after`],
        ],
      }),
    );
    return firedBy(faults);
  }),
};

/** How long the callback page showed credentials in its URL, or the verdict where it showed none. */
function exposureOf(login: Login): Exposure | Verdict {
  const { response } = login;
  const channel = response?.channel ?? "";
  if (response === null || !/^(?:query|fragment)/.test(channel)) return notApplicable;
  const sent = deliveries(response, credentials);
  if (sent.length === 0) return notApplicable;
  const document = callbackDocument(login);
  if (document === null) return undetermined("The callback page was not visible.");
  const { jarm } = response;
  const showing = (url: string) =>
    jarm
      ? sent.filter(() => url.includes(jarm.jwt))
      : sent.filter(({ value }) => url.includes(value) || url.includes(encodeURIComponent(value)));
  const { committedAt } = document;
  const shown = showing(document.url);
  if (committedAt === null) {
    return document.exchanges.some(({ redirectUrl }) => redirectUrl !== null)
      ? silent
      : undetermined("The callback page was not shown.");
  }
  if (shown.length === 0) return silent;
  const cleaned = document.changes.find(({ url }) => showing(url).length === 0);
  return { document, committedAt, shown, cleanedAt: cleaned?.at ?? null };
}
