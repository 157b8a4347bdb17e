import type { Way } from "./failures-told.js";

/** Ways for a login to fail at the token endpoint, in the app and at an API. */
export const waysAfterwards: readonly Way[] = [
  {
    name: "token-cors",
    told: {
      id: "token-cors",
      certainty: "likely",
      cause:
        "likely: The server did not allow the request by CORS, in its answer or already when the browser asked ahead.",
      seen: { "asked by": "WWW" },
    },
    inFirefox: {
      id: "token-cors",
      cause: "seen: The answer does not say that pages of other origins may read it.",
      seen: { "asked by": "WWW", "Access-Control-Allow-Origin": "absent" },
    },
  },
  {
    name: "code-twice",
    told: { id: "token-invalid_grant", cause: "seen: The code was used twice, and works only once." },
  },
  {
    name: "code-expired",
    told: { id: "token-invalid_grant", cause: "likely: The code had expired." },
  },
  {
    name: "wrong-verifier",
    told: {
      id: "token-invalid_grant",
      cause: "seen: The code_verifier is not that of the code_challenge.",
    },
  },
  {
    name: "no-verifier",
    told: {
      id: "token-invalid_grant",
      cause: "seen: No code_verifier was sent, though the request had a code_challenge.",
    },
  },
  {
    name: "wrong-redirect-uri",
    told: {
      id: "token-invalid_grant",
      cause:
        "seen: The redirect URI is FAILING/loop/callback, and the authorization request's was FAILING/wrong-redirect-uri/callback.",
    },
  },
  {
    name: "no-secret",
    told: {
      id: "token-invalid_client",
      cause: "likely: The client is registered as one with a secret, and a page cannot keep one.",
      seen: { answer: "401" },
    },
  },
  {
    name: "clock-skew",
    session: "earlier login",
    told: {
      id: "clock-skew",
      cause: "likely: This computer's clock is behind.",
      seen: { app: "Its callback went on to an error page." },
    },
  },
  {
    name: "state-accepted",
    told: {
      id: "app-accepted-wrong",
      seen: { "state-mismatch": "The returned state is absent or different." },
    },
  },
  {
    name: "state-refused",
    told: {
      id: "app-refused-wrong",
      cause: "seen: The returned state is absent or different.",
      seen: { app: "Its callback went on to an error page." },
    },
  },
  {
    name: "stopped-though-right",
    told: { id: "app-stopped", seen: { app: "Its callback went on to an error page." } },
  },
  {
    name: "api-audience",
    told: { id: "api-refused", cause: "likely: The token is for another API.", seen: { status: "401" } },
  },
  {
    name: "api-scope",
    told: {
      id: "api-refused",
      cause: "seen: The token lacks the scope write:contacts.",
      seen: { status: "403" },
    },
  },
  {
    name: "api-expired",
    told: { id: "api-refused", cause: "likely: The token had expired.", seen: { status: "401" } },
  },
  {
    name: "api-cors",
    told: {
      id: "api-cors",
      certainty: "likely",
      cause:
        "likely: The server did not allow the request by CORS, in its answer or already when the browser asked ahead.",
      seen: { API: "API/contacts", "asked by": "WWW" },
    },
  },
  {
    name: "dpop-as-bearer",
    told: {
      id: "api-refused",
      cause: "seen: A token that is bound to a key was sent as Bearer.",
      seen: { status: "401" },
    },
  },
  {
    name: "dpop-without-proof",
    told: { id: "api-refused", cause: "seen: No DPoP proof was sent.", seen: { status: "400" } },
  },
];
