import { clientKindOf } from "../checks/acceptance.js";
import { cited } from "../checks/citation.js";
import { hostNameOf, isSameSite } from "../checks/sites.js";
import { seesClient } from "../checks/traffic.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { callbackDocument, callbackExchange } from "../flow/documents.js";
import type { DocumentExchange, Login } from "../flow/login.js";
import type { CookieSet } from "../flow/observation.js";
import { originOf, pathOf, splitUrl } from "../oauth/parameter.js";
import { isLoopback } from "../oauth/reach.js";
import { type FailureRule, type Lead, type Reading, reading } from "./diagnosis.js";
import { citePage, requestDocument, whyStopped } from "./facts.js";

const binding = cited("RFC 6749 §10.12; RFC 9700 §4.7.1");

/** Whether the state came back as it was sent, so that only the client's memory of it can be at fault. */
const isReturned = ({ request, response }: Login): boolean =>
  Boolean(request?.state) && request?.state === response?.state;

/**
 * @fires A cookie that the client's server set when it sent the browser to the authorization endpoint did not come back with the
 *   response, and the client did not go on.
 * @fires As likely: another site posted the response to the login of such a server, and no cookie at all came along with it.
 * @silent The client went on; cookies that were not visible.
 */
const cookieLost: FailureRule = {
  id: "state-cookie-lost",
  title: "The app's own cookie from the start of the login did not come along to its callback.",
  citations: [
    ...binding,
    ...citePage("Cookies (RFC 6265bis), the SameSite attribute"),
    ...cited("Form Post §2"),
  ],
  read: (theCase) => {
    const { login } = theCase;
    const stopped = whyStopped(theCase);
    const callback = callbackExchange(login);
    const start = startOf(login);
    if (stopped === null || start === null || callback?.cookiesSent == null) return null;
    const sent = callback.cookiesSent;
    const lost = start.setCookies.find(({ name, bits }) => bits > 0 && !sent.includes(name));
    if (lost === undefined) return noneCame(callback, stopped, login);
    const attributes = Object.entries(lost.attributes).map(([name, value]) =>
      value ? `${name}=${value}` : name,
    );
    const seen: readonly Seen[] = [
      ["cookie", excerpt(lost.name)],
      ["attributes", excerpt(attributes.join("; ")) || "none"],
      ["set by", splitUrl(start.url).base],
      ["callback", `${callback.method} ${splitUrl(callback.url).base}`],
      ["app", stopped],
    ];
    return reading(seen, cookieLeads(lost, start, callback, login));
  },
};

/** A response that another site posted, along with which no cookie came; what was set at the start may be out of sight. */
const noneCame = (callback: DocumentExchange, stopped: string, { server }: Login): Reading | null =>
  callback.cookiesSent?.length !== 0 || !isForeignPost(callback, server.origin)
    ? null
    : reading(
        [
          ["callback", `${callback.method} ${splitUrl(callback.url).base}`],
          ["cookies sent", "none"],
          ["app", stopped],
        ],
        [
          {
            what: "Browsers do not send a cookie with SameSite=Lax along with a form that another site posts.",
            because: ["The response was posted by another site, and no cookie of the app came with it."],
            tryThis: postRemedy,
          },
        ],
        { certainty: "likely", against: ["Which cookies the app set at the start was not visible."] },
      );

const isForeignPost = ({ method, url }: DocumentExchange, server: string | null): boolean =>
  method === "POST" && !isSameSite(url, server);

const postRemedy = "Set this one cookie with SameSite=None; Secure, or ask for response_mode=query.";

/** The exchange in which the client's site sent the browser on to the authorization endpoint. */
const startOf = ({ documents, request }: Login): DocumentExchange | null =>
  documents
    .flatMap(({ exchanges }) => exchanges)
    .find(({ redirectUrl }) => redirectUrl !== null && splitUrl(redirectUrl).base === request?.endpoint) ??
  null;

/** Why a browser did not send a cookie: what its attributes forbid. */
function cookieLeads(
  cookie: CookieSet,
  start: DocumentExchange,
  callback: DocumentExchange,
  login: Login,
): readonly Lead[] {
  const { samesite, domain, path, secure } = cookie.attributes;
  const site = samesite?.toLowerCase();
  const isPost = isForeignPost(callback, login.server.origin);
  const host = hostNameOf(callback.url);
  const scope = domain?.replace(/^\./, "").toLowerCase();
  const isOtherHost = scope ? host !== scope && !host.endsWith(`.${scope}`) : host !== hostNameOf(start.url);
  const isOtherPath = Boolean(path?.startsWith("/")) && !pathOf(callback.url).startsWith(path ?? "");
  const isStrict = site === "strict" && !isSameSite(callback.url, login.server.origin);
  const isRefused = site === "none" && secure === undefined;
  const isPlain = secure !== undefined && callback.url.startsWith("http:") && !isLoopback(host);
  const leads: readonly (readonly [boolean, Lead])[] = [
    [
      (isPost && site !== "none") || isStrict,
      {
        what: `Browsers do not send a cookie with ${site ? `SameSite=${excerpt(samesite ?? "")}` : "no SameSite, which is Lax,"} along with ${isPost ? "a form that another site posts" : "a navigation that another site began"}.`,
        tryThis: isPost ? postRemedy : "Set this one cookie with SameSite=Lax.",
      },
    ],
    [
      isOtherHost,
      {
        what: `The cookie belongs to ${scope ?? hostNameOf(start.url)}, and the callback ran at ${host}.`,
        tryThis: "Start the login at the host of the redirect URI.",
      },
    ],
    [isOtherPath, { what: `The cookie is for ${excerpt(path ?? "")} only.`, tryThis: "Set it with Path=/." }],
    [isRefused, { what: "Browsers refuse SameSite=None without Secure.", tryThis: "Add Secure." }],
    [
      isPlain,
      {
        what: "A cookie with Secure does not go over plain HTTP.",
        tryThis: "Serve the callback over HTTPS.",
      },
    ],
  ];
  const holding = leads
    .filter(([holds]) => holds)
    .map(
      ([, lead]): Lead => ({
        ...lead,
        because: ["Its attributes and both addresses were seen."],
        proven: true,
      }),
    );
  return holding.length > 0
    ? holding
    : [
        {
          what: "The browser blocks the cookie, or it was deleted or replaced meanwhile.",
          tryThis: "Look at the site's cookies in the browser's own tools.",
        },
      ];
}

/**
 * @fires The response came to another tab than the one that asked, with the `state` that was sent, and the client did not go on, or
 *   was not seen to.
 * @silent The client went on; it keeps its state at its server; its site may not be read.
 */
const otherTab: FailureRule = {
  id: "state-other-tab",
  title: "The answer came in another tab than the one that asked.",
  citations: [...binding, ...citePage("HTML, session storage")],
  read: (theCase) => {
    const { login } = theCase;
    const stopped = whyStopped(theCase);
    const callback = callbackDocument(login);
    const asked = requestDocument(login)?.tabId ?? login.tabId;
    if (callback === null || callback.tabId === asked || !isReturned(login) || login.response?.error)
      return null;
    if (stopped === null && (!seesClient(login) || clientKindOf(login) !== "unknown" || isUsed(login)))
      return null;
    return reading(
      [
        ["callback", splitUrl(callback.url).base],
        ["app", stopped ?? "Not seen to go on."],
      ],
      [
        {
          what: "The app keeps its state in the session storage of the tab that asked, which no other tab sees.",
          because: [stopped],
          tryThis: "Finish the login in the tab in which it began, or keep the state in a cookie.",
        },
      ],
    );
  },
};

const isUsed = ({ calls, tokenCalls, traces }: Login): boolean =>
  calls.length + tokenCalls.length + traces.length > 0;

/**
 * @fires The page that asked and the callback are of two origins of one site, or of this machine, and the client did not go on.
 * @silent The client went on; origins of different sites.
 */
const otherOrigin: FailureRule = {
  id: "state-other-origin",
  title: "The login began on one origin of the app and came back to another.",
  citations: [...binding, ...citePage("HTML, session storage"), ...cited("RFC 6749 §3.1.2")],
  read: (theCase) => {
    const { login } = theCase;
    const stopped = whyStopped(theCase);
    const from = requestDocument(login)?.initiator ?? null;
    const to = originOf(login.response?.receivedAt ?? null);
    if (stopped === null || from === null || to === null || from === to || !isReturned(login)) return null;
    const areLocal = isLoopback(hostNameOf(from)) && isLoopback(hostNameOf(to));
    if (from === login.server.origin || !(areLocal || isSameSite(from, to))) return null;
    return reading(
      [
        ["began on", from],
        ["came back to", to],
        ["app", stopped],
      ],
      [
        {
          what: "The app keeps its state in the storage or cookie of the first origin, which the second does not see.",
          because: [stopped],
          tryThis: `Open the app at ${to}, or register a redirect URI at ${from}.`,
        },
      ],
    );
  },
};

/** Ways in which a client forgets the login that it began. */
export const stateLostRules: readonly FailureRule[] = [cookieLost, otherOrigin, otherTab];
