import { excerpt } from "../checks/verdict.js";
import { normaliseResponseType } from "../oauth/authorization-request.js";
import { listOf } from "../oauth/metadata.js";
import {
  faultsOf,
  grantRefused,
  listed,
  type Meaning,
  nonceLeads,
  proofLeads,
  sent,
  serverFailed,
  told,
  wasAsked,
} from "./error-leads.js";
import { openidErrors } from "./openid-error-codes.js";

/**
 * The error codes that are registered for authorization responses, and for pushed requests.
 *
 * @see OAuth Extensions Error Registry (RFC 6749, section 11.4)
 */
export const authorizationErrors: Readonly<Record<string, Meaning>> = {
  invalid_request: [
    "The server could not take the request: something in it is missing, repeated or malformed.",
    "RFC 6749 §4.1.2.1, §4.2.2.1; RFC 7636 §4.4.1; RFC 9126 §2.3",
    (asked) => [
      ...faultsOf(asked),
      {
        what: "The server demands PKCE of this client.",
        because: [
          asked.request?.responseTypes.includes("code") &&
            !asked.request.codeChallenge &&
            "The request has no code_challenge.",
          told(asked, /pkce|code.?challenge/i),
        ],
        against: [asked.request?.codeChallenge && "The request has a code_challenge."],
        tryThis: "Send code_challenge with code_challenge_method=S256.",
      },
      {
        what: "The server does not know a value or parameter that was sent.",
        because: [told(asked, /unsupported|unknown|unrecogni[sz]ed|not supported/i)],
      },
      // Some servers say this where unauthorized_client is meant.
      ...(told(asked, /not allowed for this client/i) ||
      (told(asked, /response.?type/i) && told(asked, /\bnot\b|disabled/i))
        ? grantRefused(asked)
        : []),
    ],
  ],
  unauthorized_client: ["The client may not ask in this way.", "RFC 6749 §4.1.2.1, §4.2.2.1", grantRefused],
  access_denied: [
    "The person, or the server in the person's stead, said no.",
    "RFC 6749 §4.1.2.1, §4.2.2.1",
    (asked) => {
      const { documents, visibility } = asked.theCase.login;
      const isUnasked = visibility.allSites && documents.length > 0 && !wasAsked(asked);
      return [
        {
          what: "The person cancelled or did not consent.",
          because: [
            wasAsked(asked) && "A page of the server asked the person for something.",
            told(asked, /cancel|consent|(?:user|owner) (?:has |did )?(?:not|denied|declined)/i),
          ],
          against: [isUnasked && "No page of the server asked the person for anything."],
          tryThis: "Log in again and consent to what is asked.",
        },
        {
          what: "A rule of the server refused this person: not assigned to the app, not verified, blocked, or a condition not met.",
          because: [
            isUnasked && "The server answered without asking the person.",
            told(asked, /verif|assign|polic|\brule|block|not allowed|permission/i),
          ],
          tryThis: "Look the login up in the server's log, where the rule that refused it is named.",
        },
      ];
    },
  ],
  unsupported_response_type: [
    "The server does not answer with what response_type asks for.",
    "RFC 6749 §4.1.2.1, §4.2.2.1",
    (asked) => [
      {
        what: `response_type ${excerpt(asked.request?.responseTypes.join(" ") ?? "")} is not offered, or is switched off at the server.`,
        ...listed(asked, "response_types_supported", (types) =>
          types.some((type) => normaliseResponseType(type).join() === asked.request?.responseTypes.join()),
        ),
        tryThis: "Ask for response_type=code with PKCE, which nearly every server offers.",
      },
      ...grantRefused(asked),
    ],
  ],
  invalid_scope: [
    "A scope is unknown, malformed or more than the client may ask for.",
    "RFC 6749 §3.3, §4.1.2.1, §4.2.2.1",
    (asked) => {
      const scopes = asked.request?.scope ?? [];
      const unlisted = scopes.filter((scope) => !listOf(asked.metadata, "scopes_supported").includes(scope));
      return [
        {
          what: `The server does not know ${excerpt((unlisted.length > 0 ? unlisted : scopes).join(", ")) || "the scope"}.`,
          ...listed(asked, "scopes_supported", () => unlisted.length === 0),
          tryThis: "Leave out what the server does not list, then add one scope at a time.",
        },
        {
          what: "The client has not been given a scope that it asks for.",
          because: [told(asked, /\bclient|allow|granted|permi/i)],
          tryThis: "Grant the scope to the client at the server.",
        },
        {
          what: "offline_access was asked for where no refresh token can be issued.",
          because: [
            scopes.includes("offline_access") &&
              !asked.request?.responseTypes.includes("code") &&
              "offline_access is in scope, and code is not in response_type.",
          ],
          against: [!scopes.includes("offline_access") && "offline_access was not asked for."],
          tryThis: "Leave out offline_access, or ask for response_type=code.",
        },
      ];
    },
  ],
  server_error: ["The server failed inside.", "RFC 6749 §4.1.2.1, §4.2.2.1", serverFailed],
  temporarily_unavailable: [
    "The server is overloaded or under maintenance.",
    "RFC 6749 §4.1.2.1, §4.2.2.1",
    serverFailed,
  ],
  ...openidErrors,
  invalid_target: [
    "The server issues no token for the API that was named.",
    "RFC 8707 §2",
    (asked) => [
      {
        what: `${excerpt(sent(asked, "resource") || sent(asked, "audience")) || "The resource"} is not registered at the server, or not for this client.`,
        because: [told(asked, /resource|audience|target|\bapi\b|service/i)],
        tryThis: "Compare resource, to the last slash, with the API's identifier at the server.",
      },
    ],
  ],
  invalid_authorization_details: [
    "The server does not accept authorization_details.",
    "RFC 9396 §5",
    (asked) => [
      ...faultsOf(asked),
      {
        what: "A type of it is unknown, or a field of it is wrong.",
        because: [told(asked, /\btype|field/i)],
        tryThis: "Use the types of authorization_details_types_supported.",
      },
    ],
  ],
  invalid_dpop_proof: ["The server does not accept the DPoP proof.", "RFC 9449 §5, §10.1", proofLeads],
  use_dpop_nonce: ["The server wants its nonce in the DPoP proof.", "RFC 9449 §8", nonceLeads],
};
