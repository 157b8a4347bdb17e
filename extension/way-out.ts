import { clientKindOf } from "./checks/acceptance.js";
import type { Case } from "./checks/case.js";
import type { Citation } from "./checks/check.js";
import { cited } from "./checks/citation.js";
import { effectiveRequest } from "./checks/effective-request.js";
import { challengeMethodOf, returnsIdToken } from "./checks/request-facts.js";
import { metadataOf, unknownMetadata } from "./checks/server-facts.js";
import { excerpt, isUndetermined } from "./checks/verdict.js";
import { corsOf } from "./failure/facts.js";
import type { Login } from "./flow/login.js";
import type { AuthorizationRequest } from "./oauth/authorization-request.js";
import { listOf, textOf } from "./oauth/metadata.js";
import { newRequest, newTokenRequest } from "./written-request.js";

/** What a login would have to become to be sound. */
export type WayOut =
  | { readonly state: "right"; readonly because: string; readonly citations: readonly Citation[] }
  /** `reason`: one plain line on what was not visible. */
  | { readonly state: "undetermined"; readonly reason: string }
  | Change;

export interface Change {
  readonly state: "change";
  /** What the server has to offer for it, as far as that is known. */
  readonly points: readonly Point[];
  /** What to do, in order, one sentence each. */
  readonly steps: readonly string[];
  /** URL of the new authorization request, with {@link placeholders}. */
  readonly request: string;
  /** The new token request, with placeholders. */
  readonly tokenRequest: string;
  /** URL of a request for the ID Token alone, by form post, where the login serves no other end; else null. */
  readonly formPost: string | null;
  readonly citations: readonly Citation[];
}

export interface Point {
  readonly question: string;
  readonly answer: "yes" | "no" | "undetermined";
  readonly because: string;
}

const citations = cited("RFC 9700 §2.1.1, §2.1.2; BBA-27 §6.3.2.1, §7.2; OAuth 2.1-15 §4.1");

/**
 * What the change to the Authorization Code Flow with PKCE takes for the client and server of a login, or that it is made.
 *
 * Asks nobody: by what was seen, and by the server's metadata as far as they are known.
 *
 * @returns null where there is nothing to change, as in a login that asks for no credential
 */
export function wayOutOf(theCase: Case): WayOut | null {
  const { login } = theCase;
  const request = effectiveRequest(login);
  if (isUndetermined(request)) return { state: "undetermined", reason: request.reason };
  const { responseTypes } = request;
  if (!responseTypes.some((type) => ["code", "token", "id_token"].includes(type))) return null;
  const right = whyRight(request);
  if (right !== null) return { state: "right", because: right, citations };
  const changed = {
    response_type: "code",
    ...(returnsIdToken(request) ? { nonce: "{nonce}" } : {}),
    ...(isPosted(request) ? { response_mode: "form_post" } : {}),
    code_challenge: "{code_challenge}",
    code_challenge_method: "S256",
  };
  const tokenEndpoint = textOf(metadataOf(theCase.server), "token_endpoint") ?? login.tokenCalls[0]?.endpoint;
  // Where not every site may be read, an access token may have gone to an API unseen.
  const isLoginOnly =
    responseTypes.join() === "id_token" ||
    (responseTypes.join(" ") === "id_token token" && login.visibility.allSites && login.calls.length === 0);
  return {
    state: "change",
    points: pointsOf(theCase, request),
    steps: stepsOf(login, request),
    request: newRequest(request, changed),
    tokenRequest: newTokenRequest(request, tokenEndpoint ?? "{token_endpoint}"),
    formPost: isLoginOnly
      ? newRequest(request, { response_type: "id_token", nonce: "{nonce}", response_mode: "form_post" })
      : null,
    citations,
  };
}

const isPosted = ({ responseMode }: AuthorizationRequest): boolean =>
  responseMode.resolved.startsWith("form_post");

/** Why a request needs no change; null if it does. */
function whyRight(request: AuthorizationRequest): string | null {
  const types = request.responseTypes.join();
  if (types === "code" && request.codeChallenge && challengeMethodOf(request) === "S256") {
    return "It is the Authorization Code Flow with PKCE and S256 already.";
  }
  return types === "id_token" && isPosted(request) && request.nonce
    ? "It asks for an ID Token alone, by form post and with a nonce: sound for a login that calls no API."
    : null;
}

/** Whether a list of the metadata has a member. */
function listed({ server }: Case, question: string, name: string, wanted: string): Point {
  const metadata = metadataOf(server);
  if (metadata === null) return { question, answer: "undetermined", because: unknownMetadata(server).reason };
  const list = listOf(metadata, name);
  return {
    question,
    answer: list.includes(wanted) ? "yes" : list.length > 0 ? "no" : "undetermined",
    because: `${name}: ${excerpt(list.join(", ")) || "not in the metadata"}`,
  };
}

function pointsOf(theCase: Case, request: AuthorizationRequest): readonly Point[] {
  const { login } = theCase;
  const inBrowser = clientKindOf(login) !== "server";
  return [
    listed(theCase, "Does the server offer response_type=code?", "response_types_supported", "code"),
    listed(theCase, "Does it offer PKCE with S256?", "code_challenge_methods_supported", "S256"),
    ...(inBrowser
      ? [
          listed(
            theCase,
            "May a client without a secret redeem codes?",
            "token_endpoint_auth_methods_supported",
            "none",
          ),
          corsPoint(login),
          rotationPoint(theCase),
        ]
      : []),
    ...(request.responseTypes.join() === "id_token"
      ? [listed(theCase, "Does it offer response_mode=form_post?", "response_modes_supported", "form_post")]
      : []),
  ];
}

function corsPoint({ tokenCalls, client }: Login): Point {
  const question = "May pages of the app read the token endpoint's answers (CORS)?";
  const outcomes = tokenCalls.map(({ initiator, endpoint, answer }) =>
    corsOf(initiator, endpoint, answer?.headers ?? []),
  );
  const seen = outcomes.find((outcome) => outcome !== "unknown");
  if (seen === undefined) {
    return {
      question,
      answer: "undetermined",
      because: `No answer of it to a page was seen, and metadata do not say it. Ask it once from a page of ${client.origin ?? "the app"}.`,
    };
  }
  return seen === "refused"
    ? { question, answer: "no", because: "An answer of it did not name the app's origin." }
    : {
        question,
        answer: "yes",
        because: seen === "allowed" ? "An answer of it did." : "Both are of one origin.",
      };
}

/** Whether refresh tokens are replaced when they are used (RFC 9700, section 4.14.2). */
function rotationPoint({ login, server }: Case): Point {
  const question = "Does it rotate refresh tokens, so that no hidden frame has to renew the login?";
  const refreshed = login.tokenCalls.filter(
    ({ request, answer }) =>
      request.refreshToken !== null && typeof answer?.response?.members?.access_token === "string",
  );
  const isRotated = ({ request, answer }: Login["tokenCalls"][number]) =>
    typeof answer?.response?.members?.refresh_token === "string" &&
    answer.response.members.refresh_token !== request.refreshToken;
  if (refreshed.length > 0) {
    return refreshed.every(isRotated)
      ? { question, answer: "yes", because: "A new one came with each use." }
      : { question, answer: "no", because: "One was used, and no new one came." };
  }
  const grants = listOf(metadataOf(server), "grant_types_supported");
  const offers = grants.includes("refresh_token")
    ? "It offers refresh tokens"
    : "Whether it offers refresh tokens is not known";
  return {
    question,
    answer: "undetermined",
    because: `${offers}; metadata do not tell of rotation. Look into the client's settings.`,
  };
}

function stepsOf(login: Login, request: AuthorizationRequest): readonly string[] {
  const client = excerpt(request.clientId ?? "");
  const isHybrid = request.responseTypes.length > 1 && request.responseTypes.includes("code");
  const isCode = request.responseTypes.join() === "code";
  const inBrowser = clientKindOf(login) !== "server";
  return [
    ...(isCode ? [] : [`At the server, allow client ${client} the grant authorization_code.`]),
    "Make a code_verifier for each login and send the request below.",
    ...(isCode || isPosted(request)
      ? []
      : ["At the redirect URI, read code and state from the query instead of the fragment."]),
    "Compare state, then redeem the code by the token request below, once and at once.",
    ...(returnsIdToken(request) ? ["Check the ID Token of the token response, its nonce too."] : []),
    ...(inBrowser
      ? [
          "Keep the tokens in memory; renew by a rotated refresh token where the server gives one, else by asking again with prompt=none.",
        ]
      : ["Authenticate the client at the token endpoint, and keep the tokens at its server."]),
    ...(isCode
      ? []
      : [
          `Then take ${isHybrid ? "the hybrid response types" : "the grant implicit"} from client ${client}, so that nobody can ask for tokens in the front channel.`,
        ]),
  ];
}
