import { excerpt } from "../checks/verdict.js";
import { listOf } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import type { Lead } from "./diagnosis.js";
import { listed, nonceLeads, proofLeads, told } from "./error-leads.js";
import { type Called, codeLeads, refreshLeads } from "./invalid-grant.js";

type Meaning = readonly [says: string, sections: string, leads: (called: Called) => readonly Lead[]];

function clientLeads(called: Called): readonly Lead[] {
  const { call, metadata } = called;
  const { parameters, clientId } = call.request;
  const has = (name: string) => Boolean(firstValue(parameters, name));
  const isBasic = call.requestHeaders?.some(({ name }) => name.toLowerCase() === "authorization") ?? null;
  const shown = has("client_secret") || has("client_assertion") || isBasic === true;
  const methods = listOf(metadata, "token_endpoint_auth_methods_supported");
  return [
    {
      what: "The client is registered as one with a secret, and a page cannot keep one.",
      because: [
        !shown && isBasic === false && "The request authenticates no client.",
        methods.length > 0 &&
          !methods.includes("none") &&
          `The server's metadata list ${excerpt(methods.join(", "))}, without none.`,
      ],
      against: [shown && "The request does authenticate the client."],
      tryThis:
        "Register the app as a public client (token_endpoint_auth_method none), or redeem the code at its server.",
    },
    {
      what: "The secret or assertion is wrong, or sent in a way that the server does not take.",
      because: [shown && "The request authenticates the client."],
      against: [!shown && isBasic === false && "The request holds none."],
      tryThis: "Compare secret and method with what the server's console shows.",
    },
    {
      what: "The server knows no such client.",
      because: [
        !clientId && isBasic === false && "No client_id was sent.",
        told(called, /unknown|not found|not exist/i),
      ],
      against: [
        called.theCase.login.response &&
          clientId === called.request?.clientId &&
          "The authorization endpoint answered this client.",
      ],
      tryThis: "Send the client_id of the authorization request to the same tenant.",
    },
  ];
}

const grantLeads = (called: Called): readonly Lead[] => [
  {
    what: `The client may not use grant_type ${excerpt(called.call.request.grantType)}.`,
    because: [told(called, /grant/i)],
    ...listed(called, "grant_types_supported", (grants) => grants.includes(called.call.request.grantType)),
    tryThis: "Allow the grant for the client at the server.",
  },
];

const requestLeads = (called: Called): readonly Lead[] => {
  const { call, request } = called;
  const { code, redirectUri, codeVerifier, clientId, grantType } = call.request;
  const isCode = grantType === "authorization_code";
  const lacking = [
    isCode && !code && "code",
    isCode && !redirectUri && request?.redirectUri && "redirect_uri",
    isCode && !codeVerifier && request?.codeChallenge && "code_verifier",
    grantType === "refresh_token" && !call.request.refreshToken && "refresh_token",
    !clientId && "client_id",
  ].filter((name) => typeof name === "string");
  const type = call.requestHeaders?.find(({ name }) => name.toLowerCase() === "content-type")?.value;
  const isForm = type?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  return [
    {
      what: `The request lacks ${lacking.join(", ") || "something"}.`,
      because: [
        lacking.length > 0 &&
          `Sent were ${excerpt(call.request.parameters.map(({ name }) => name).join(", "))}.`,
        told(called, /missing|required/i),
      ],
      tryThis: "Send all that the grant needs, each once.",
    },
    {
      what: "The body is not urlencoded.",
      because: [type && !isForm && `Its Content-Type is ${excerpt(type)}.`],
      against: [isForm && "It is."],
      tryThis: "Send application/x-www-form-urlencoded.",
    },
  ];
};

/**
 * The error codes that are registered for the token endpoint.
 *
 * @see RFC 6749, section 5.2; OAuth Extensions Error Registry
 */
export const tokenErrors: Readonly<Record<string, Meaning>> = {
  invalid_grant: [
    "The token endpoint refused what it was to redeem.",
    "RFC 6749 §4.1.2, §4.1.3, §5.2; RFC 7636 §4.6",
    (called) => (called.call.request.refreshToken === null ? codeLeads(called) : refreshLeads(called)),
  ],
  invalid_client: ["The token endpoint did not accept the client.", "RFC 6749 §2.3, §5.2", clientLeads],
  invalid_request: [
    "The token endpoint could not take the request.",
    "RFC 6749 §4.1.3, §5.2; RFC 7636 §4.5",
    requestLeads,
  ],
  unauthorized_client: ["The client may not use this grant.", "RFC 6749 §5.2", grantLeads],
  unsupported_grant_type: ["The token endpoint does not know the grant.", "RFC 6749 §5.2", grantLeads],
  invalid_scope: [
    "The scope goes beyond what was granted.",
    "RFC 6749 §5.2, §6",
    () => [
      {
        what: "The token request asks for another scope than the authorization request.",
        tryThis: "Leave scope out of the token request.",
      },
    ],
  ],
  invalid_target: [
    "The server issues no token for the API that was named.",
    "RFC 8707 §2.2",
    () => [
      {
        what: "resource names an API that the authorization request did not.",
        tryThis: "Send the resource of the authorization request.",
      },
    ],
  ],
  invalid_authorization_details: [
    "The server does not accept authorization_details.",
    "RFC 9396 §8",
    () => [{ what: "They go beyond what was granted.", tryThis: "Leave them out of the token request." }],
  ],
  invalid_dpop_proof: ["The server does not accept the DPoP proof.", "RFC 9449 §5", proofLeads],
  use_dpop_nonce: ["The server wants its nonce in the DPoP proof.", "RFC 9449 §8", nonceLeads],
};
