import type { Case } from "../checks/case.js";
import { cited } from "../checks/citation.js";
import { metadataOf } from "../checks/server-facts.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { earlierThan } from "../flow/history.js";
import type { LoginDocument } from "../flow/login.js";
import { shortHash } from "../oauth/digest.js";
import { listsEndpoint, textOf } from "../oauth/metadata.js";
import { originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import { type FailureRule, type Lead, reading } from "./diagnosis.js";
import { askedOf, faultsOf } from "./error-leads.js";
import { isAborted, namesError, requestDocument, serverDocuments } from "./facts.js";
import { framing } from "./frame-refused.js";

/**
 * @fires The authorization request is answered, at the server, with status 400 or above or with a page whose URL names an error,
 *   and nothing follows.
 * @silent A login page that comes again with a status of 400, as after a wrong password; a page that others follow.
 */
const errorPage: FailureRule = {
  id: "server-error-page",
  title: "The server showed an error page and did not send the browser back to the app.",
  citations: cited("RFC 6749 §3.1.2.4, §4.1.2.1, §4.2.2.1; OIDC Core §3.1.2.2"),
  read: (theCase) => {
    const { login } = theCase;
    const { request, response, documents } = login;
    if (request === null || response !== null) return null;
    const page = requestDocument(login) ?? serverDocuments(login)[0];
    if (page === undefined || page !== documents.at(-1) || page.interactive !== null) return null;
    const status = statusOf(page);
    if (originOf(page.url) === login.client.origin || ((status ?? 0) < 400 && !namesError(page.url)))
      return null;
    const seen: readonly Seen[] = [
      ["page", excerpt(splitUrl(page.url).base)],
      ["status", status?.toString() ?? "not visible"],
      ...wordsIn(page),
      ["client_id sent", excerpt(request.clientId ?? "none")],
      [
        "redirect_uri sent",
        request.redirectUri
          ? excerpt(request.redirectUri)
          : request.requestUri
            ? "in the pushed request"
            : "none",
      ],
    ];
    return reading(seen, leadsOf(theCase, page, status));
  },
};

const statusOf = ({ exchanges }: LoginDocument): number | null => exchanges.at(-1)?.status ?? null;

/** What the URL of an error page says: short parameters whose names speak of an error. */
const wordsIn = ({ url }: LoginDocument): readonly Seen[] =>
  parametersOf(splitUrl(url).query)
    .filter(({ name, value }) => /^(?:auth)?error(?:_description)?$/i.test(name) && value !== "")
    .map(({ name, value }) => [name, excerpt(value)]);

function leadsOf(theCase: Case, page: LoginDocument, status: number | null): readonly Lead[] {
  const { login, history, server } = theCase;
  const { request } = login;
  const words = wordsIn(page)
    .map(([, value]) => value)
    .join(" ");
  const same = earlierThan(login, history).filter(
    ({ clientId, serverOrigin }) => clientId === login.client.id && serverOrigin === login.server.origin,
  );
  const answered = same.filter(({ endedAt }) => endedAt !== null);
  const redirectUri = shortHash(splitUrl(request?.redirectUri ?? "").base);
  const isKnownUri = answered.some(({ hashes }) => hashes.redirect_uri === redirectUri);
  const isServerFault = (status ?? 0) >= 500 && `The status is ${status}.`;
  const metadata = metadataOf(server);
  const isListed =
    metadata !== null && listsEndpoint(metadata, "authorization_endpoint", request?.endpoint ?? "");
  const isMissing = (status === 404 || status === 405) && `The status is ${status}.`;
  return [
    {
      what: request?.redirectUri
        ? `The redirect URI ${excerpt(request.redirectUri)} is not registered for this client.`
        : "No redirect URI was sent, and the client has not exactly one.",
      because: [
        answered.length > 0 &&
          !isKnownUri &&
          "Earlier logins of this client with another redirect URI were answered.",
        /redirect|callback|reply.?url/i.test(words) && "The page's address speaks of it.",
      ],
      against: [
        isKnownUri && "An earlier login with the same redirect URI was answered.",
        isServerFault,
        isMissing,
      ],
      tryThis: "Register exactly this redirect URI, to the last character, for the client at the server.",
    },
    {
      what: `The server knows no client ${excerpt(request?.clientId ?? "")}.`,
      because: [/client|app(?:lication)?\b/i.test(words) && "The page's address speaks of the client."],
      against: [
        answered.length > 0 && "An earlier login of this client was answered.",
        isServerFault,
        isMissing,
      ],
      tryThis: "Compare client_id and tenant with what the server's console shows.",
    },
    {
      what: "The server itself failed.",
      because: [isServerFault],
      against: [!isServerFault && status !== null && `The status is ${status}.`],
      tryThis: "Try again later, and look into the server's log.",
    },
    {
      what: "This is not the authorization endpoint.",
      because: [
        isMissing,
        metadata !== null &&
          !isListed &&
          `The metadata list ${excerpt(textOf(metadata, "authorization_endpoint") ?? "none")}.`,
      ],
      against: [
        isListed && "The server's metadata list it.",
        answered.length > 0 && "Earlier logins were answered there.",
      ],
      tryThis: "Take the endpoint from the server's metadata.",
    },
    ...faultsOf(askedOf(theCase, words)),
  ];
}

/**
 * @fires The browser could not load the server's page.
 * @silent A load that another replaced; a page that came later all the same.
 */
const unreachable: FailureRule = {
  id: "server-unreachable",
  title: "The browser did not reach the server.",
  citations: cited("RFC 6749 §3.1"),
  read: ({ login }) => {
    const page = requestDocument(login);
    if (login.response !== null || page?.error == null || page.committedAt !== null) return null;
    const isBlocked = framing.test(page.error);
    if (isAborted(page.error) || isBlocked || page !== login.documents.at(-1)) return null;
    return reading(
      [
        ["page", excerpt(splitUrl(page.url).base)],
        ["error", excerpt(page.error)],
      ],
      [],
      { tryThis: ["See whether the host name is right, and whether network, proxy and certificate are."] },
    );
  },
};

/** Ways in which a login ends at the server. */
export const serverPageRules: readonly FailureRule[] = [errorPage, unreachable];
