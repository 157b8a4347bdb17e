import { cited } from "../checks/citation.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { headerOf } from "../flow/documents.js";
import type { Login, LoginDocument } from "../flow/login.js";
import { firstValue, originOf, splitUrl } from "../oauth/parameter.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { citePage, isFramed, isSilent, namesError, seesBoth, serverDocuments, spanOf } from "./facts.js";

/** Whether a login asked for a pop-up; whether a page opened its tab is not known here. */
const asksForPopup = ({ request }: Login): boolean =>
  request !== null &&
  (request.responseMode.value.startsWith("web_message") ||
    firstValue(request.effective, "display") === "popup");

/** When a document's tab was closed: it was left, and no other took its place; null if not. */
function closedAt({ leftAt, tabId, frameId }: LoginDocument, { documents }: Login): number | null {
  const isReplaced = documents.some(
    (other) => other.tabId === tabId && other.frameId === frameId && other.committedAt === leftAt,
  );
  return leftAt !== null && !isReplaced ? leftAt : null;
}

/** Whether an answer that came would have been seen: by the address, or because both sites are visible. */
const wouldShow = (login: Login): boolean =>
  seesBoth(login) || ["query", "fragment"].includes(login.request?.responseMode.resolved ?? "");

/** A person needs at least this long to look at a page and give up, ms. */
const aLook = 1000;

/**
 * @fires The tab or pop-up of a login was closed while it showed a page of the server, and no answer had come.
 * @silent An answer came, or would not have been visible; an error page, which `server-error-page` tells of.
 */
const closedEarly: FailureRule = {
  id: "window-closed",
  title: "The window of the login was closed before the server had answered.",
  citations: cited("OIDC Core §3.1.2.3, §3.1.2.5"),
  read: ({ login }) => {
    const { request, response } = login;
    const page = login.documents.filter(({ committedAt }) => committedAt !== null).at(-1);
    if (request === null || response !== null || page === undefined || isFramed(login) || !wouldShow(login))
      return null;
    const at = closedAt(page, login);
    const isError = (page.exchanges.at(-1)?.status ?? 0) >= 400 || namesError(page.url);
    if (at === null || isError || originOf(page.url) === login.client.origin) return null;
    const shown = at - (page.committedAt ?? at);
    const timer = [30, 60, 90, 120, 300].find((seconds) => Math.abs(at - request.at - seconds * 1000) < 1500);
    const seen: readonly Seen[] = [
      ["last page", excerpt(splitUrl(page.url).base)],
      ["shown for", spanOf(shown)],
      ["closed", `${spanOf(at - request.at)} after the request`],
      ...(asksForPopup(login) ? [["pop-up", "asked for by the request"] as const] : []),
    ];
    return reading(seen, [
      {
        what: "The person closed it.",
        because: [
          shown >= aLook && page.interactive !== null && "It asked the person for something.",
          shown >= aLook &&
            timer === undefined &&
            `It was there for ${spanOf(shown)}, time enough to be read.`,
        ],
        against: [
          shown < aLook && "It was there for less than a second.",
          timer !== undefined && "The time is a round one, as of a timer.",
        ],
        tryThis: "Log in again and finish in the window; the app should take a closed window as cancelled.",
      },
      {
        what: "The app closed it, for it had waited long enough or its page was left.",
        because: [
          timer !== undefined && `It was closed ${timer} s after the request.`,
          shown < aLook && "It was there for less than a second.",
        ],
        tryThis: "Let the app wait longer for the pop-up.",
      },
    ]);
  },
};

/**
 * @fires A pop-up asked for by `response_mode=web_message` or `display=popup` has no answer, and a page of the server has a
 *   Cross-Origin-Opener-Policy other than `unsafe-none`.
 * @silent An answer came; a hidden frame.
 */
const severed: FailureRule = {
  id: "popup-severed",
  title: "The server's pages cut the pop-up off from the app, which then takes it for closed.",
  citations: citePage("HTML, cross-origin opener policies"),
  read: ({ login }) => {
    if (login.response !== null || !asksForPopup(login) || isSilent(login) || isFramed(login)) return null;
    const policies = serverDocuments(login)
      .filter(({ frameId }) => frameId === 0)
      .flatMap(({ exchanges }) => exchanges)
      .map(
        ({ url, headers }) => [splitUrl(url).base, headerOf(headers, "cross-origin-opener-policy")] as const,
      )
      .filter(([, policy]) => policy !== null && !/^\s*unsafe-none/i.test(policy));
    const [first] = policies;
    return first
      ? reading(
          [
            ["page", first[0]],
            ["Cross-Origin-Opener-Policy", excerpt(first[1] ?? "")],
          ],
          [],
          {
            certainty: "likely",
            against: ["Whether the app still held the pop-up was not seen."],
            tryThis: [
              "Answer by redirect to a page of the app that tells the opener by a BroadcastChannel, or log in by a navigation of the whole page.",
            ],
          },
        )
      : null;
  },
};

/** Ways in which a login in a window of its own fails. */
export const popupRules: readonly FailureRule[] = [severed, closedEarly];
