import { excerpt } from "../checks/verdict.js";
import { earlierThan } from "../flow/history.js";
import { shortHash } from "../oauth/digest.js";
import { originOf } from "../oauth/parameter.js";
import { isLoopback } from "../oauth/reach.js";
import { numericDate } from "../token/claim-time.js";
import { type Asked, type Meaning, needsPage, sent, told } from "./error-leads.js";
import { spanOf } from "./facts.js";

/** When a pushed request was answered before the authorization request used it, and how long that took, ms. */
function pushedBefore({ theCase: { login } }: Asked): number | null {
  const pushed = login.scriptedRequests.findLast(({ kind }) => kind === "pushed");
  return pushed && login.request ? login.request.at - (pushed.answer?.at ?? pushed.at) : null;
}

const isLocal = ({ request }: Asked): boolean => {
  const origin = originOf(request?.redirectUri ?? null);
  return origin !== null && isLoopback(new URL(origin).hostname);
};

/** Error codes of OpenID Connect and of Request Objects for authorization responses. */
export const openidErrors: Readonly<Record<string, Meaning>> = {
  login_required: [
    "The person has to log in, and no page could be shown for it.",
    "OIDC Core §3.1.2.1, §3.1.2.6",
    (asked) => [
      ...needsPage("There is no session at the server for this browser.")(asked),
      {
        what: "The session is older than max_age allows.",
        because: [sent(asked, "max_age") && `max_age is ${excerpt(sent(asked, "max_age"))}.`],
        against: [!sent(asked, "max_age") && "max_age was not sent."],
      },
      {
        what: "The session is another person's than id_token_hint names.",
        because: [told(asked, /hint|different user/i)],
        against: [!sent(asked, "id_token_hint") && "id_token_hint was not sent."],
      },
    ],
  ],
  interaction_required: [
    "The server has something to ask of the person, and no page could be shown for it.",
    "OIDC Core §3.1.2.6",
    needsPage("A second factor, a consent or another page is due."),
  ],
  account_selection_required: [
    "The person has several sessions and has to choose one, and no page could be shown for it.",
    "OIDC Core §3.1.2.6",
    needsPage("Several accounts are logged in at the server; login_hint or id_token_hint would name one."),
  ],
  consent_required: [
    "The person has to consent, and no page could be shown for it.",
    "OIDC Core §3.1.2.6",
    (asked) => [
      ...needsPage("The person has not consented to this client and scope yet.")(asked),
      {
        what: "The server does not skip consent for an app on this very machine.",
        because: [isLocal(asked) && "The redirect URI is on this machine."],
        against: [!isLocal(asked) && "The redirect URI is not on this machine."],
        tryThis: "Give the app a host name of its own for development.",
      },
    ],
  ],
  invalid_request_uri: [
    "The request behind request_uri could not be had.",
    "OIDC Core §3.1.2.6; RFC 9101 §7; RFC 9126 §4",
    (asked) => {
      const { login, history } = asked.theCase;
      const uri = asked.request?.requestUri;
      const waited = pushedBefore(asked);
      const isUsed =
        Boolean(uri) &&
        earlierThan(login, history).some(({ hashes }) => hashes.request_uri === shortHash(uri ?? ""));
      return [
        {
          what: "The request_uri had been used before.",
          because: [isUsed && "An earlier login of this browser session sent the same one."],
          proven: isUsed,
          tryThis: "Push the request anew for every login.",
        },
        {
          what: "The request_uri had expired.",
          because: [
            told(asked, /expire/i),
            waited !== null && waited > 60_000 && `It was used ${spanOf(waited)} after it was pushed.`,
          ],
          against: [
            waited !== null && waited <= 5000 && `It was used ${spanOf(waited)} after it was pushed.`,
          ],
          tryThis: "Push the request just before the browser is sent to the server.",
        },
        {
          what: "The server may not or cannot fetch it.",
          because: [/^https:/i.test(uri ?? "") && "It is a URL that the server has to fetch."],
          against: [/^urn:/i.test(uri ?? "") && "It is a name that the server itself has given."],
          tryThis: "Register the request_uri for the client, and see that the server can reach it.",
        },
      ];
    },
  ],
  invalid_request_object: [
    "The server does not accept the Request Object.",
    "OIDC Core §3.1.2.6; RFC 9101 §6, §7",
    (asked) => {
      const { requestObject = "none" } = asked.request ?? {};
      const expiry = numericDate(Number(sent(asked, "exp"))) ?? 0;
      const isExpired = expiry > 0 && expiry < (asked.theCase.login.request?.at ?? 0);
      return [
        {
          what: "It is not signed as the server demands.",
          because: [
            (requestObject === "unsigned" || requestObject === "unreadable") && `It is ${requestObject}.`,
            told(asked, /\b(?:sign|alg|key)/i),
          ],
          tryThis:
            "Sign it by an alg of request_object_signing_alg_values_supported, with a key registered for the client.",
        },
        {
          what: "It had expired.",
          because: [isExpired && `Its exp is ${new Date(expiry).toISOString()}.`, told(asked, /expire/i)],
          against: [expiry > 0 && !isExpired && "Its exp lies after the request."],
          tryThis: "Make a Request Object for each login.",
        },
        {
          what: "Its iss, aud or client_id is not the one expected.",
          because: [told(asked, /\b(?:aud|iss|client_id)\b|audience|issuer/i)],
          tryThis: "Set iss to the client_id and aud to the server's issuer.",
        },
      ];
    },
  ],
  request_not_supported: [
    "The server does not take Request Objects.",
    "OIDC Core §3.1.2.6, §6.1; RFC 9101 §7",
    () => [
      {
        what: "The request came as a JWT in the parameter request.",
        tryThis: "Send the parameters as they are, or push them.",
      },
    ],
  ],
  request_uri_not_supported: [
    "The server does not take a request by reference.",
    "OIDC Core §3.1.2.6, §6.2; RFC 9101 §7",
    () => [
      {
        what: "The request came by request_uri.",
        tryThis: "Send the parameters as they are, or as a Request Object.",
      },
    ],
  ],
  registration_not_supported: [
    "The server takes no client metadata in the request.",
    "OIDC Core §3.1.2.6, §7.2.1",
    () => [
      {
        what: "The parameter registration was sent.",
        tryThis: "Register the client at the server and leave it out.",
      },
    ],
  ],
  unmet_authentication_requirements: [
    "The server cannot authenticate the person in the way that was demanded.",
    "Unmet Authentication Requirements §1",
    (asked) => [
      {
        what: "The acr that the request demands is not offered, or not to this person.",
        because: [
          sent(asked, "acr_values") && `acr_values is ${excerpt(sent(asked, "acr_values"))}.`,
          sent(asked, "claims") && "claims was sent.",
        ],
        tryThis: "Ask for one of acr_values_supported, or enrol the person in the factor.",
      },
    ],
  ],
};
