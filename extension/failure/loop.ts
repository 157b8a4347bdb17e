import type { Case } from "../checks/case.js";
import { cited } from "../checks/citation.js";
import { excerpt } from "../checks/verdict.js";
import { callbackExchange } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import type { CookieSet } from "../flow/observation.js";
import { originOf } from "../oauth/parameter.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { citePage, isSilent, soonMs, spanOf } from "./facts.js";

/** How many logins make a loop. */
const fewest = 3;

/**
 * @fires Three logins or more of one client at one server in one tab, each within ten seconds after the one before.
 * @silent A login that a click began; silent logins beside others, which many clients send at each page.
 */
const loop: FailureRule = {
  id: "login-loop",
  title: "The app asks for a login again and again.",
  citations: [
    ...cited("OIDC Core §3.1.2.1, §3.1.2.6"),
    ...citePage("Cookies (RFC 6265bis), the SameSite attribute"),
  ],
  read: (theCase) => {
    const { login } = theCase;
    const chain = chainOf(theCase);
    if (chain.length < fewest || isClicked(theCase, chain)) return null;
    const [first, last] = [chain[0], chain.at(-1)];
    const errors = new Set(chain.flatMap(({ error }) => error ?? []));
    const cookie = lostCookie(login);
    const gaveUp = login.documents.find(({ error }) => /REDIRECT/.test(error ?? ""));
    return reading(
      [
        ["logins", `${chain.length} within ${spanOf((last?.end ?? 0) - (first?.at ?? 0))}`],
        ["client_id", excerpt(login.client.id ?? "not visible")],
        ["answers", errors.size > 0 ? excerpt([...errors].join(", ")) : "no error"],
        ...(gaveUp?.error ? [["browser", excerpt(gaveUp.error)] as const] : []),
        ...(cookie ? [["cookie", excerpt(cookie.name)] as const] : []),
      ],
      [
        {
          what: "The server answers with an error, and the app asks again.",
          because: [errors.size > 0 && `It answered ${excerpt([...errors].join(", "))}.`],
          against: [errors.size === 0 && "No answer was an error."],
          proven: errors.size > 0,
          tryThis: "Let the app show the error instead of asking again.",
        },
        {
          what: "The app's session cookie is not kept, so the next page finds nobody logged in.",
          because: [
            cookie && `${excerpt(cookie.name)}, set at the callback, did not come along with the next page.`,
          ],
          tryThis:
            "See that the cookie has Path=/, fits the host, has Secure on HTTPS, and is not larger than 4 KB.",
        },
        {
          what: "The app, or its API, refuses the tokens, and begins anew.",
          because: [
            login.calls.some(({ answer }) => answer?.status === 401) && "An API call was answered with 401.",
          ],
          tryThis: "Look at what the API says; stop after one new login.",
        },
      ],
    );
  },
};

/** A person does not click sooner than this after an answer, ms. */
const fastestClickMs = 500;

/** Whether a person began a login; a redirect passes the click that began the first login on to all that follow. */
function isClicked({ login }: Case, chain: readonly Round[]): boolean {
  const at = login.request?.at ?? login.startedAt;
  const before = chain.findLast((round) => round.at < at);
  return login.steps[0]?.status === "seen" && (before === undefined || at - before.end >= fastestClickMs);
}

interface Round {
  readonly at: number;
  readonly end: number;
  readonly error: string | null;
}

/** The logins, this one among them, that follow each other too soon for a person. */
function chainOf({ login, history }: Case): readonly Round[] {
  const silent = isSilent(login);
  const own: Round = {
    at: login.request?.at ?? login.startedAt,
    end: login.endedAt ?? login.startedAt,
    error: login.response?.error ?? null,
  };
  const others = history
    .filter(
      (past) =>
        past.flowId !== login.id &&
        past.clientId === login.client.id &&
        past.serverOrigin === login.server.origin &&
        past.tabId === login.tabId &&
        past.silent === silent,
    )
    .map(({ at, endedAt, error }): Round => ({ at, end: endedAt ?? at, error }));
  // A page that is loaded three times in a short while is no loop, though each load may ask silently.
  const gap = silent ? 1000 : soonMs;
  let chain: Round[] = [];
  for (const round of [own, ...others].sort((a, b) => a.at - b.at)) {
    const before = chain.at(-1);
    if (before && round.at - before.end > gap) {
      if (chain.includes(own)) return chain;
      chain = [];
    }
    chain.push(round);
  }
  return chain.includes(own) ? chain : [];
}

/** A cookie that the callback set and that did not come along with the client's next page. */
function lostCookie(login: Login): CookieSet | null {
  const callback = callbackExchange(login);
  const next = login.documents
    .flatMap(({ exchanges }) => exchanges)
    .find(
      ({ at, url, cookiesSent }) =>
        callback && at > callback.at && cookiesSent && originOf(url) === login.client.origin,
    );
  const sent = next?.cookiesSent;
  if (!callback || !sent) return null;
  return callback.setCookies.find(({ name, bits }) => bits >= 64 && !sent.includes(name)) ?? null;
}

export const loopRules: readonly FailureRule[] = [loop];
