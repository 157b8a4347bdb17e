import type { Evidence, Finding, Severity } from "../checks/check.js";
import type { Flow } from "../flow/flow.js";
import type {
  ApiCall,
  DocumentExchange,
  FlowName,
  LoginDocument,
  Party,
  PostedResponse,
  ResponseRepeat,
  ScriptedRequest,
  SessionFrame,
  Step,
  Surroundings,
  TokenCall,
  Trace,
  UrlChange,
  Visibility,
} from "../flow/login.js";
import type { ForeignContent, FoundKey, FoundToken, Header, Provenance } from "../flow/observation.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { JsonObject } from "../oauth/json.js";
import type { ReceivedToken } from "../token/received-token.js";

export const reportFormat = "token-inspector-report";
/** A report of another version is not read. */
export const reportVersion = 1;

/**
 * A report on logins, as `docs/report.md` and `docs/report.schema.json` describe it.
 *
 * What it tells is derived from `source`, and there for people and scripts; a report that is read again is derived anew.
 */
export interface Report {
  readonly format: typeof reportFormat;
  readonly version: typeof reportVersion;
  readonly createdAt: Time;
  /** Whether secrets and personal claims were replaced. */
  readonly redacted: boolean;
  readonly flows: readonly ReportFlow[];
}

/** ISO 8601 in UTC with milliseconds: `2026-03-01T13:02:11.250Z`. */
export type Time = string;

/** The same with every `at` as a time. */
type Timed<Fact extends { readonly at: number | null }> = Omit<Fact, "at"> & {
  readonly at: Fact["at"] extends number ? Time : Time | null;
};

export interface ReportFlow {
  readonly id: string;
  readonly name: FlowName;
  readonly startedAt: Time;
  readonly endedAt: Time | null;
  readonly client: Party;
  readonly server: Party;
  readonly surroundings: Omit<Surroundings, "lookedAt"> & { readonly lookedAt: Time | null };
  readonly request: ReportRequest | null;
  readonly response: ReportResponse | null;
  readonly furtherResponses: readonly ReportResponse[];
  readonly repeats: readonly Timed<ResponseRepeat>[];
  /** Messages between windows that held a response. */
  readonly messages: readonly Timed<PostedResponse>[];
  /** Documents that the browser went to, with the redirects that led there. */
  readonly documents: readonly ReportDocument[];
  /** Authorization requests that a script sent. */
  readonly scriptedRequests: readonly ReportScriptedRequest[];
  readonly steps: readonly Timed<Step>[];
  readonly tokens: readonly ReportToken[];
  readonly tokenCalls: readonly ReportTokenCall[];
  readonly calls: readonly ReportCall[];
  readonly callsLeftOut: number;
  readonly logouts: readonly ReportLogout[];
  /** Frames of the server in which the client watches its session. */
  readonly sessionFrames: readonly Timed<SessionFrame>[];
  /** What looks into the pages of client and server found. */
  readonly looks: readonly ReportLook[];
  /** Where tokens and codes lay or went: storage and leaks. */
  readonly traces: readonly Timed<Trace>[];
  /** What could not be seen, and with which access it could. */
  readonly access: Visibility;
  readonly problems: readonly string[];
  readonly findings: readonly ReportFinding[];
  readonly source: ReportSource;
}

/** What all else is derived from, as it was observed: here times are milliseconds since the epoch. */
export type ReportSource = Omit<Flow, "id" | "pinned">;

export interface ReportParameter {
  readonly name: string;
  readonly value: string;
  /** What is wrong with its encoding; null if nothing is. */
  readonly problem: string | null;
}

/** A message, with when and by whom it was first seen. */
interface Message {
  readonly at: Time;
  readonly provenance: Provenance;
}

export interface ReportRequest
  extends Message,
    Pick<
      AuthorizationRequest,
      | "endpoint"
      | "method"
      | "requestObject"
      | "requestUri"
      | "hidden"
      | "clientId"
      | "redirectUri"
      | "responseTypes"
      | "scope"
      | "responseMode"
      | "codeChallengeMethod"
    > {
  /** As sent. */
  readonly parameters: readonly ReportParameter[];
  /** Overlaid with those of a readable Request Object. */
  readonly effective: readonly ReportParameter[];
}

export interface ReportResponse extends Message {
  readonly channel: string;
  readonly receivedAt: string;
  readonly parameters: readonly ReportParameter[];
  /** As they travelled: the JWT that wrapped them. */
  readonly outer: readonly ReportParameter[];
  /** How the JWT that wrapped the response can be read; null if there was none. */
  readonly jarm: string | null;
  readonly error: string | null;
}

export interface ReportToken extends Pick<ReceivedToken, "id" | "kind" | "channel" | "lifetimeSource"> {
  readonly receivedAt: Time;
  readonly lifetimeSeconds: number | null;
  readonly expiresAt: Time | null;
  readonly format: "jws" | "jwe" | "opaque";
  /** JOSE header; null where there is none that can be read. */
  readonly header: JsonObject | null;
  /** null where they are encrypted, or there are none. */
  readonly claims: JsonObject | null;
  readonly problems: readonly string[];
  /** Exactly as received; in a report that is not redacted only. A live credential. */
  readonly raw?: string;
}

export interface ReportTokenCall extends Message {
  readonly requestId: string;
  readonly endpoint: string;
  readonly initiator: string | null;
  readonly grantType: string;
  readonly parameters: readonly ReportParameter[];
  /** Of the request; null where they were not visible. */
  readonly headers: readonly Header[] | null;
  readonly pkce: TokenCall["pkce"];
  readonly answer: {
    readonly at: Time;
    readonly status: number | null;
    readonly error: string | null;
    readonly headers: readonly Header[];
    /** Members of the body; null where it was not seen or is no JSON object. */
    readonly members: JsonObject | null;
    readonly problems: readonly string[];
    /** Who reported the body; null while none was seen. */
    readonly provenance: Provenance | null;
  } | null;
}

export interface ReportCall
  extends Message,
    Pick<ApiCall, "requestId" | "method" | "url" | "initiator" | "tokenId" | "scheme" | "via" | "resource"> {
  readonly headers: readonly Header[];
  readonly answer: ReportAnswer | null;
}

export interface ReportAnswer {
  readonly at: Time;
  /** null where the request failed; then `error` says how the browser put it. */
  readonly status: number | null;
  readonly error: string | null;
  readonly headers: readonly Header[];
  /** null where it was not seen. */
  readonly body: string | null;
  /** Whether no server was asked. */
  readonly fromCache: boolean;
}

export interface ReportDocument
  extends Omit<Timed<LoginDocument>, "committedAt" | "leftAt" | "exchanges" | "changes"> {
  readonly committedAt: Time | null;
  readonly leftAt: Time | null;
  /** All hops in order, the last of them its own. */
  readonly exchanges: readonly Timed<DocumentExchange>[];
  readonly changes: readonly Timed<UrlChange>[];
}

export interface ReportScriptedRequest extends Pick<ScriptedRequest, "kind" | "endpoint" | "initiator"> {
  readonly at: Time;
  readonly parameters: readonly ReportParameter[];
  /** Of the request; null where they were not visible. */
  readonly headers: readonly Header[] | null;
  readonly answer: ReportAnswer | null;
}

export interface ReportLook extends Message {
  readonly tabId: number;
  readonly frameId: number;
  /** `url`: without access to the site nothing but the address of the page was looked at. */
  readonly reach: "page" | "url";
  readonly url: string;
  readonly found: readonly FoundToken[];
  readonly foreignContent: readonly Timed<ForeignContent>[];
  /** What `<meta name="referrer">` says; null where there is none. */
  readonly referrerPolicy: string | null;
  /** Private keys that the page's scripts can reach. */
  readonly keys: readonly FoundKey[];
}

export interface ReportLogout extends Message {
  readonly tabId: number;
  readonly kind: "rp-initiated" | "front-channel";
  readonly endpoint: string;
  readonly parameters: readonly ReportParameter[];
}

/** A check with its verdict; members that the verdict has not are null or empty. */
export interface ReportFinding extends Pick<Finding["check"], "id" | "title" | "citations" | "remedy"> {
  readonly outcome: Finding["verdict"]["outcome"];
  readonly severity: Severity | null;
  readonly evidence: readonly Evidence[];
  /** What was not visible. */
  readonly reason: string | null;
}
