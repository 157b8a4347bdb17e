import type { Header } from "./flow/observation.js";
import type { JwkSet, Learnt } from "./oauth/server-knowledge.js";
import type { Place } from "./place.js";
import type { Report } from "./report/report.js";
import type { Settings } from "./settings.js";

/**
 * What the popup asks of the background: from a name to parameters and result.
 *
 * Data does not travel this way: the popup reads flows from `storage.session` and hears of changes there.
 */
export interface Messages {
  /** Sends the request once. Rejects only where the message itself is invalid. */
  replay: { readonly parameters: ReplayRequest; readonly result: ReplayResult };
  /** Ends a running replay; does nothing if it has ended. */
  "abort-replay": { readonly parameters: { readonly id: string }; readonly result: null };
  /** Forgets the flows that are not pinned; with `all` the pinned ones too. */
  clear: { readonly parameters: { readonly all?: boolean }; readonly result: null };
  /** Keeps a flow when the oldest have to go, or no longer so. */
  pin: {
    readonly parameters: { readonly id: string; readonly pinned: boolean };
    readonly result: PinOutcome;
  };
  /** Looks for the tokens of a login in the pages of its client, as far as they are open in its tab. */
  look: { readonly parameters: { readonly flowId: string }; readonly result: null };
  /** Observes nothing until `resume`. */
  pause: { readonly parameters: Record<string, never>; readonly result: null };
  resume: { readonly parameters: Record<string, never>; readonly result: null };
  /**
   * Finds out what the server of a flow publishes, metadata and keys, or the issuer that is named; the answer lands in
   * `storage.session`. Fetches nothing that is known already, unless `again`. Does nothing where the flow is gone, or its
   * authorization endpoint was not visible.
   */
  learn: {
    readonly parameters: { readonly flowId: string; readonly issuer?: string; readonly again?: boolean };
    readonly result: null;
  };
  /**
   * Fetches the JWK Set at a URL that the person typed, with the limits of `learn`; keeps it nowhere. Sends nothing but the
   * request for it.
   */
  "fetch-keys": { readonly parameters: { readonly url: string }; readonly result: Learnt<JwkSet> };
  /** Forgets what the notice says; see `Notice`. */
  "dismiss-notice": { readonly parameters: Record<string, never>; readonly result: null };
  /** Match patterns of the sites that may be read: Firefox does not tell them to its DevTools panel. */
  access: { readonly parameters: Record<string, never>; readonly result: readonly string[] };
  /** Keeps where a page of the inspector was left, in memory, until `clear`. */
  remember: { readonly parameters: { readonly slot: string; readonly place: Place }; readonly result: null };
  /** Keeps all settings. Rejects where they are malformed or storage refuses. */
  "save-settings": { readonly parameters: Settings; readonly result: null };
}

/**
 * What the inspector answers while it is open in a tab, to the background and to other pages of the extension: no site and
 * no other extension can ask.
 */
export interface InspectorMessages {
  /**
   * The report that "Export report" saves, for automated tests; see `docs/report.md`. Rejects where there is no such login,
   * or where it cannot be redacted.
   */
  report: {
    readonly parameters: {
      /** Without it, all logins. */
      readonly flowId?: string | undefined;
      /** false: with live tokens. */
      readonly redacted: boolean;
    };
    readonly result: Report;
  };
  /** Comes to the front, and shows a login; null leaves on show what is there. */
  show: { readonly parameters: { readonly flowId: string | null }; readonly result: true };
}

/** `gone`: there is no such flow any more. `full`: half of what can be held is pinned already. */
export type PinOutcome = "done" | "gone" | "full";

export type MessageName = keyof Messages;

export interface ReplayRequest {
  /** Chosen by the caller, to abort it by. */
  readonly id: string;
  readonly method: string;
  /** Absolute `http` or `https` URL. */
  readonly url: string;
  readonly headers: readonly Header[];
  /** null for a request without a body. */
  readonly body: string | null;
}

export type ReplayResult =
  | {
      readonly outcome: "answered";
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly Header[];
      /** At most 1 MB (1,048,576 bytes), decoded as UTF-8. */
      readonly body: string;
      /** Whether the body was longer than what is kept. */
      readonly truncated: boolean;
      readonly durationMs: number;
      /** URL that answered, after redirects. */
      readonly url: string;
    }
  | {
      /** `no-access`: the site is not among those the extension may reach. */
      readonly outcome: "aborted" | "timed-out" | "failed" | "no-access";
      /** Plain words; never holds a token. */
      readonly message: string;
      readonly durationMs: number;
    };
