import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Parameter } from "../oauth/parameter.js";
import type { TokenRequest } from "../oauth/token-request.js";
import type { TokenResponse } from "../oauth/token-response.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { CookieSet, Header, PageLookedAt, Provenance, Resource } from "./observation.js";

/** What a flow tells, derived from its observations and nothing else. */
export interface Login {
  readonly id: string;
  readonly tabId: number;
  readonly name: FlowName;
  /** First moment of the login: the click if it was seen, else the authorization request, else the response. */
  readonly startedAt: number;
  /** When the authorization response arrived; null while there is none. */
  readonly endedAt: number | null;
  readonly client: Party;
  readonly server: Party;
  /** null where the authorization request was not visible. */
  readonly request: Sighted<AuthorizationRequest> | null;
  /** null while none has arrived, or where it was not visible. */
  readonly response: Sighted<AuthorizationResponse> | null;
  /** Later sightings of the very same response, such as a reload of the callback page. */
  readonly repeats: readonly ResponseRepeat[];
  /** Responses with other parameters that arrived after the first. */
  readonly furtherResponses: readonly Sighted<AuthorizationResponse>[];
  /** Messages between windows that held a response to this login. */
  readonly messages: readonly PostedResponse[];
  /** All tokens, of the front channel and of the token endpoint, in the order in which they came. */
  readonly tokens: readonly ReceivedToken[];
  /** Requests to the token endpoint, in order; a chain of refreshes is all here. */
  readonly tokenCalls: readonly TokenCall[];
  /** Documents that the browser went to: the authorization endpoint, prompts, the callback, and what follows at once. */
  readonly documents: readonly LoginDocument[];
  readonly scriptedRequests: readonly ScriptedRequest[];
  /** Requests of the client's scripts that failed before anything else of them was seen; the first few. */
  readonly unexplained: readonly UnexplainedFailure[];
  /** What looks into the pages of client and server found, in order. */
  readonly looks: readonly PageLookedAt[];
  readonly logouts: readonly Logout[];
  /** Frames of the server in which the client watches its session. */
  readonly sessionFrames: readonly SessionFrame[];
  /** Where tokens and codes were found to lie or to have gone, besides the API calls. */
  readonly traces: readonly Trace[];
  readonly surroundings: Surroundings;
  readonly calls: readonly ApiCall[];
  /** How many further API calls were counted without being kept. */
  readonly callsLeftOut: number;
  /** The seven steps of the Implicit Flow, in order, with two more at the token endpoint where the login has them. */
  readonly steps: readonly Step[];
  readonly visibility: Visibility;
  /** Plain lines on malformed input, each saying what is wrong and where. */
  readonly problems: readonly string[];
}

/** A message, with when (ms since the epoch) and by whom it was first seen. */
export type Sighted<T> = T & { readonly at: number; readonly provenance: Provenance };

/** `Implicit Flow`, `id_token token`, `fragment`. */
export interface FlowName {
  readonly flow: string;
  /** Normalised order; null where no request was visible. */
  readonly responseType: string | null;
  /** Channel of the response, or the one the request asks for; null where neither is known. */
  readonly channel: string | null;
}

export interface Party {
  /** `client_id` of the client; null for the server and where it was not visible. */
  readonly id: string | null;
  /** Origin such as `https://app.example`; null where it was not visible. */
  readonly origin: string | null;
}

export interface ResponseRepeat {
  readonly at: number;
  readonly how: "reload" | "back";
}

/** A request of a script that failed for a reason that the browser hides; what it carried was not visible. */
export interface UnexplainedFailure {
  readonly at: number;
  readonly url: string;
  readonly error: string;
  /** Origin of the page. */
  readonly initiator: string;
}

/** An authorization request that a script sent: pushed to the server, or, as it should not be, to the endpoint itself. */
export interface ScriptedRequest {
  readonly kind: "pushed" | "authorization";
  readonly at: number;
  /** URL without query and fragment. */
  readonly endpoint: string;
  readonly parameters: readonly Parameter[];
  /** Headers of the request; null where they were not visible. */
  readonly requestHeaders: readonly Header[] | null;
  /** Origin of the page that sent it, or null. */
  readonly initiator: string | null;
  readonly answer: ApiAnswer | null;
}

/** One document that the browser went to, with the redirects that led there. */
export interface LoginDocument {
  /** When it was asked for, or committed where that was not visible; ms since the epoch. */
  readonly at: number;
  readonly tabId: number;
  /** 0 for the document of the tab itself. */
  readonly frameId: number;
  /** Where it is in the end, with its fragment. */
  readonly url: string;
  /** Origin of the page that asked for it, or null. */
  readonly initiator: string | null;
  /** All hops in order, the last of them its own; empty where they were not visible. */
  readonly exchanges: readonly DocumentExchange[];
  /** When it was shown; null for what never was, such as a file that is saved. */
  readonly committedAt: number | null;
  /** When another took its place or its tab was closed; null while neither was seen. */
  readonly leftAt: number | null;
  /** How its URL changed while it was shown. */
  readonly changes: readonly UrlChange[];
  /** What it asked of a person: a password field was in it, or it sent a form to its own site; null if neither was seen. */
  readonly interactive: "password" | "form" | null;
  /** How the browser put it that it did not come; null if it came. */
  readonly error: string | null;
  readonly provenance: Provenance;
}

/** A request for a document and how it was answered. */
export interface DocumentExchange {
  readonly at: number;
  /** With its fragment. */
  readonly url: string;
  readonly method: string;
  /** Names of the form's fields; null for no form, and for one that could not be seen. */
  readonly fields: readonly string[] | null;
  /** null while there is no answer, and where it was not visible. */
  readonly status: number | null;
  /** Those that matter, by their lower-case names. */
  readonly headers: readonly Header[];
  readonly setCookies: readonly CookieSet[];
  /** Names of the cookies that went along; null where they were not visible. */
  readonly cookiesSent: readonly string[] | null;
  /** Where a redirect leads, absolute and with its fragment; null for any other answer. */
  readonly redirectUrl: string | null;
}

/** A URL that changed without a load. */
export interface UrlChange {
  readonly at: number;
  readonly url: string;
  readonly how: "history" | "fragment";
}

/** A message between windows that held an authorization response. */
export interface PostedResponse {
  readonly at: number;
  /** Origin of the sender, as the browser stamped the message. */
  readonly from: string;
  /** Origin of the page that received it, or null. */
  readonly to: string | null;
  /** Names of the response's parameters. */
  readonly names: readonly string[];
}

/** A request to the token endpoint with its answer. */
export interface TokenCall {
  readonly requestId: string;
  readonly at: number;
  /** URL without query and fragment. */
  readonly endpoint: string;
  readonly request: TokenRequest;
  /** Headers of the request; null where they were not visible. */
  readonly requestHeaders: readonly Header[] | null;
  /** Whether `code_verifier` fits the `code_challenge` of the authorization request (RFC 7636, section 4.6). */
  readonly pkce: "match" | "mismatch" | "absent" | "undetermined";
  /** Origin of the page that sent it, or null. */
  readonly initiator: string | null;
  readonly answer: TokenAnswer | null;
  readonly provenance: Provenance;
}

export interface TokenAnswer {
  readonly at: number;
  /** null where the request failed; then `error` says how. */
  readonly status: number | null;
  readonly error: string | null;
  readonly headers: readonly Header[];
  /** null while no body was seen. */
  readonly response: TokenResponse | null;
  /** Who reported the body; null while none was seen. */
  readonly provenance: Provenance | null;
}

/** A logout request (OpenID Connect RP-Initiated Logout 1.0, section 2), or a front-channel logout frame. */
export interface Logout {
  readonly at: number;
  readonly tabId: number;
  readonly kind: "rp-initiated" | "front-channel";
  readonly endpoint: string;
  readonly parameters: readonly Parameter[];
  readonly provenance: Provenance;
}

/** A `check_session_iframe` in a page of the client (OpenID Connect Session Management 1.0, section 3.3). */
export interface SessionFrame {
  readonly at: number;
  /** Without query and fragment. */
  readonly url: string;
  readonly provenance: Provenance;
}

/** One place where a token or code was seen outside the way it should go. */
export interface Trace {
  readonly at: number;
  /** {@link ReceivedToken.id}, or `code`; in a Referer also `state` or `code_challenge`. */
  readonly tokenId: string;
  readonly where:
    | "url-after-settling"
    | "history"
    | "localStorage"
    | "sessionStorage"
    | "indexedDB"
    | "cookie"
    | "referer"
    | "other-site-url"
    | "other-site-header"
    | "other-site-body"
    | "any-origin";
  /** Key of a storage item, name of a cookie, or URL without query of the page or request that it lay in. */
  readonly place: string;
  /** Of a Referer: the page that it names, without query. */
  readonly from?: string;
  readonly provenance: Provenance;
}

export interface Surroundings {
  readonly incognito: boolean;
  /** Name of the Firefox container. */
  readonly container: string | null;
  /** When a page of the client was last looked into for tokens, ms since the epoch; null for never. */
  readonly lookedAt: number | null;
  /** Origins of other sites whose scripts ran in the callback page. */
  readonly foreignScripts: readonly string[];
}

/** How logins hang together; see `relationsOf`. */
export interface Relations {
  /** Login that this one silently renews. */
  readonly renews: string | null;
  /** Login during whose prompt this one took place, the server of the outer being the client here. */
  readonly nestedIn: string | null;
}

/** A call to an API that carried a captured token. */
export interface ApiCall {
  readonly requestId: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly initiator: string | null;
  readonly requestHeaders: readonly Header[];
  /** Which token went along, as {@link ReceivedToken.id}. */
  readonly tokenId: string;
  /** Authorization scheme as sent, such as `Bearer`. */
  readonly scheme: string;
  /** How the token travelled. */
  readonly via: "header" | "query" | "body";
  readonly resource: Resource;
  readonly answer: ApiAnswer | null;
  readonly provenance: Provenance;
}

export interface ApiAnswer {
  readonly at: number;
  /** null where the request failed; then `error` says how the browser put it. */
  readonly status: number | null;
  readonly headers: readonly Header[];
  readonly error: string | null;
  /** Text of the answer, where it was seen. */
  readonly body?: string;
  /** Present where no server was asked. */
  readonly fromCache?: true;
}

export type StepStatus = "seen" | "not-seen" | "not-visible";

/** One step of a login. Nothing in it is guessed: an unseen step says why. */
export interface Step {
  readonly number: number;
  /** `The person clicks Log in`. */
  readonly title: string;
  /** `not-visible`: it may have happened, but could not be seen without site access. */
  readonly status: StepStatus;
  /** ms since the epoch; null unless seen. */
  readonly at: number | null;
  /** What was seen, one short plain line each; for an unseen step the reason. */
  readonly details: readonly string[];
  readonly provenance: Provenance | null;
}

/** What could be seen while this login was captured. */
export interface Visibility {
  readonly allSites: boolean;
  /** Hosts of this login (client, server, audiences of its tokens) that were covered by site access. */
  readonly visibleHosts: readonly string[];
  /** Hosts of this login that were not. */
  readonly hiddenHosts: readonly string[];
  /** One plain line on what was not visible; null if nothing was hidden. */
  readonly summary: string | null;
  /** Match patterns which, once granted, show this login's sites; empty if nothing is missing. */
  readonly patterns: readonly string[];
}
