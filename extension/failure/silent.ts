import type { Case } from "../checks/case.js";
import { cited } from "../checks/citation.js";
import { isSameSite } from "../checks/sites.js";
import { excerpt, type Seen, timeText } from "../checks/verdict.js";
import type { Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { silentErrors } from "./authorization-errors.js";
import { type FailureRule, type Lead, reading } from "./diagnosis.js";
import {
  citePage,
  earlierSuccesses,
  isFramed,
  isSilent,
  requestDocument,
  requestExchange,
  said,
  seesBoth,
  serverDocuments,
  spanOf,
} from "./facts.js";
import { frameRefused } from "./frame-refused.js";

const renewal =
  "Renew by refresh tokens with rotation instead of a hidden frame, or serve the login under the app's own site.";

/**
 * @fires `login_required` or `interaction_required` answers a request with `prompt=none` in a frame.
 * @silent The same errors in a tab of its own; other errors.
 */
const noSession: FailureRule = {
  id: "silent-login-required",
  title: "The login in the hidden frame found no session that it could use.",
  citations: [
    ...cited("OIDC Core §3.1.2.1, §3.1.2.6"),
    ...citePage("Cookies (RFC 6265bis), the SameSite attribute"),
  ],
  read: (theCase) => {
    const { login } = theCase;
    const { response, server, client } = login;
    if (!isSilent(login) || !isFramed(login) || !silentErrors.includes(response?.error ?? "")) return null;
    const cookies = requestExchange(login)?.cookiesSent ?? null;
    const seen: readonly Seen[] = [
      ...said(response?.parameters ?? [], "error"),
      ...said(response?.parameters ?? [], "error_description"),
      ["server", server.origin ?? "not visible"],
      ["page around the frame", requestDocument(login)?.initiator ?? client.origin ?? "not visible"],
      ["cookies sent", cookies === null ? "not visible" : excerpt(cookies.join(", ")) || "none"],
    ];
    return reading(seen, sessionLeads(theCase, cookies));
  },
};

function sessionLeads(theCase: Case, cookies: readonly string[] | null): readonly Lead[] {
  const { client, server, response } = theCase.login;
  const before = earlierSuccesses(theCase).findLast(({ silent }) => !silent);
  const login = before && `A login at this server succeeded at ${timeText(before.endedAt ?? before.at)}.`;
  const isOwnSite = isSameSite(client.origin, server.origin);
  const went = cookies !== null && cookies.length > 0 && "Cookies of the server went along with the request.";
  const sameSite = isOwnSite && "App and server are one site, between whose pages browsers block no cookies.";
  const noneWent =
    cookies?.length === 0 &&
    "No cookie of the server went along, and the frame is in a page of another site.";
  const isInteraction = response?.error === "interaction_required";
  return [
    {
      what: isInteraction
        ? "There is a session, and the server wants a second factor, a consent or the like."
        : "There is no session at the server, or it has ended.",
      because: [went, sameSite, (went || sameSite) && !before && "No earlier login at this server was seen."],
      against: [!isInteraction && login],
      tryThis: "At a first visit this is how it should be: go on with a login that shows a page.",
    },
    {
      what: "The browser keeps third-party cookies from the frame, or the session's cookie says SameSite=Lax or Strict.",
      because: [!isOwnSite && noneWent, !isOwnSite && noneWent && login],
      against: [went, sameSite, noneWent && !before && "No earlier login was seen that would have set one."],
      tryThis: renewal,
    },
  ];
}

/** How long a frame may wait: the usual libraries give up after 10 s or more, ms. */
const patienceMs = 10_000;

/**
 * @fires A request with `prompt=none` in a frame has no answer after ten seconds, where an answer would have been visible.
 * @silent An answer came, or the page was refused, which other rules tell of.
 */
const unanswered: FailureRule = {
  id: "silent-unanswered",
  title: "The hidden frame got no answer.",
  citations: cited("OIDC Core §3.1.2.1, §3.1.2.6"),
  read: (theCase) => {
    const { login, now } = theCase;
    const { request, response } = login;
    if (request === null || response !== null || !isSilent(login) || !isFramed(login) || !seesBoth(login))
      return null;
    if (now - request.at < patienceMs || frameRefused.read(theCase) || isErrorPage(login)) return null;
    const page = serverDocuments(login).findLast(({ committedAt }) => committedAt !== null);
    const mode = request.responseMode.resolved;
    return reading(
      [
        ["since the request", spanOf(now - request.at)],
        ["page in the frame", page ? splitUrl(page.url).base : "none seen"],
        ["response_mode", mode],
      ],
      [
        {
          what: "The server showed a page in the frame, which nobody can see, instead of an error.",
          because: [page && "A page of the server is in the frame."],
          tryThis: "Open the request in a tab of its own to see the page.",
        },
        {
          what: "The server knows no origin to post its message to.",
          against: [!mode.startsWith("web_message") && "The answer was not asked for as a message."],
          tryThis: "Register the app's origin at the server.",
        },
      ],
      { certainty: "undetermined" },
    );
  },
};

const isErrorPage = (login: Login): boolean =>
  serverDocuments(login).some(({ exchanges }) => (exchanges.at(-1)?.status ?? 0) >= 400);

/** Ways in which a login in a frame fails. */
export const silentRules: readonly FailureRule[] = [noSession, frameRefused, unanswered];
