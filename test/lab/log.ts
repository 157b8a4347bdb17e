/** Names and values in their order on the wire, decoded; a name may occur more than once. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** An authorization request as the authorization server received it. */
export interface AuthorizationRequestEntry {
  readonly type: "authorization-request";
  readonly at: number;
  readonly method: string;
  /** URL of the endpoint, without the query. */
  readonly endpoint: string;
  readonly parameters: Parameters;
  readonly clientId: string | null;
  readonly redirectUri: string | null;
}

/** A prompt that the authorization server sent the browser to. */
export interface PromptEntry {
  readonly type: "prompt";
  readonly at: number;
  readonly prompt: "login" | "consent";
}

/** How an authorization response travels; those with `.jwt` carry only the parameter `response` (JARM). */
export type WireResponseMode =
  | "query"
  | "fragment"
  | "form_post"
  | "web_message"
  | "query.jwt"
  | "fragment.jwt"
  | "form_post.jwt"
  | "web_message.jwt";

/** An authorization response, error responses included, read from what left the server. */
export interface AuthorizationResponseEntry {
  readonly type: "authorization-response";
  readonly at: number;
  readonly mode: WireResponseMode;
  readonly redirectUri: string;
  readonly parameters: Parameters;
}

/** A pushed authorization request (RFC 9126), logged with its answer. */
export interface PushedAuthorizationRequestEntry {
  readonly type: "pushed-authorization-request";
  readonly at: number;
  readonly parameters: Parameters;
  readonly status: number;
  readonly body: string;
}

/** A request to the token endpoint; client credentials and all. */
export interface TokenRequestEntry {
  readonly type: "token-request";
  readonly at: number;
  readonly parameters: Parameters;
  /** Authentication scheme of the `Authorization` header, without its credentials. */
  readonly scheme: string | null;
  readonly dpop: boolean;
}

/** The answer of the token endpoint. */
export interface TokenResponseEntry {
  readonly type: "token-response";
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

/** A request for the claims of the user, logged with its status. */
export interface UserinfoEntry {
  readonly type: "userinfo";
  readonly at: number;
  readonly method: string;
  readonly scheme: string | null;
  readonly status: number;
}

/** A request for the server's key set, whole: its URL and its headers as received. */
export interface KeySetRequestEntry {
  readonly type: "key-set-request";
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A request to end the session at the authorization server. */
export interface LogoutEntry {
  readonly type: "logout";
  readonly at: number;
  readonly parameters: Parameters;
}

/** A request to the API, logged with its status; CORS preflights are left out. */
export interface ApiCallEntry {
  readonly type: "api-call";
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly scheme: string | null;
  /** 101 for a WebSocket. */
  readonly status: number;
}

/** A URL that the third-party script reported home. */
export interface LeakEntry {
  readonly type: "leak";
  readonly at: number;
  readonly url: string;
}

/** The `Referer` with which the third party's image was loaded. */
export interface RefererEntry {
  readonly type: "referer";
  readonly at: number;
  readonly url: string;
}

/** One thing that happened, `at` in milliseconds since the epoch. */
export type LogEntry =
  | AuthorizationRequestEntry
  | PromptEntry
  | AuthorizationResponseEntry
  | PushedAuthorizationRequestEntry
  | TokenRequestEntry
  | TokenResponseEntry
  | UserinfoEntry
  | KeySetRequestEntry
  | LogoutEntry
  | ApiCallEntry
  | LeakEntry
  | RefererEntry;

type WithoutTime<Entry> = Entry extends LogEntry ? Omit<Entry, "at"> : never;

/** What the servers of the lab received and sent, in order: the oracle of the browser tests. */
export class Log {
  #entries: LogEntry[] = [];

  /** Appends an entry under the present time. */
  add(entry: WithoutTime<LogEntry>): void {
    this.#entries.push({ ...entry, at: Date.now() } as LogEntry);
  }

  /** A copy of all entries, oldest first. */
  entries(): readonly LogEntry[] {
    return [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}
