import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { Parameter } from "../oauth/parameter.js";
import type { TokenRequest } from "../oauth/token-request.js";
import type { TokenResponse } from "../oauth/token-response.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Header, Provenance, Resource } from "./observation.js";

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
  /** All tokens, of the front channel and of the token endpoint, in the order in which they came. */
  readonly tokens: readonly ReceivedToken[];
  /** Requests to the token endpoint, in order; a chain of refreshes is all here. */
  readonly tokenCalls: readonly TokenCall[];
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

/** A request to the token endpoint with its answer. */
export interface TokenCall {
  readonly requestId: string;
  readonly at: number;
  /** URL without query and fragment. */
  readonly endpoint: string;
  readonly request: TokenRequest;
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
  /** {@link ReceivedToken.id}, or `code`. */
  readonly tokenId: string;
  readonly where:
    | "url-after-settling"
    | "localStorage"
    | "sessionStorage"
    | "cookie"
    | "referer"
    | "other-site-url"
    | "other-site-body"
    | "any-origin";
  /** Key of a storage item, name of a cookie, or URL without query of the page or request that it lay in. */
  readonly place: string;
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
