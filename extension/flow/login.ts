import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Header, Provenance } from "./observation.js";

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
  readonly tokens: readonly ReceivedToken[];
  readonly calls: readonly ApiCall[];
  /** The seven steps of the Implicit Flow, in order. */
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

/** One of the seven steps of the Implicit Flow. Nothing in it is guessed: an unseen step says why. */
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
