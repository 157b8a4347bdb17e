import type { Flow } from "../extension/flow/flow.js";
import type { Servers } from "../extension/flow/servers.js";
import type { Notice } from "../extension/flow/stored.js";
import type { FileProgress } from "../extension/load-file.js";
import type { MessageName, Messages } from "../extension/messages.js";
import type { Places } from "../extension/place.js";
import type { Settings } from "../extension/settings.js";
import type { FileRequest } from "./import/file-protocol.js";
import type { FileRead } from "./import/read-file.js";
import type { Lookup } from "./text/say.js";

export type Stop = () => void;

/** Match pattern for every site. One with `*` for the scheme would leave out WebSockets in Chromium. */
export const allSites = "<all_urls>";

/** What the background holds. */
export interface Capture {
  /** Newest first, as far as they are read. Flows that did not change keep their identity. */
  readonly flows: readonly Flow[];
  /** Whether all flows are among them: those that are shown first are read first. */
  readonly complete: boolean;
  /** Whether nothing is observed at present. */
  readonly paused: boolean;
  /** What was given up for want of room; null for nothing. */
  readonly notice: Notice | null;
  /** What is known of servers; what did not change keeps its identity. */
  readonly servers: Servers;
  /** Where pages of the inspector were left. They change with every step in one, which alone shows nothing anew. */
  readonly places: Places;
}

/** Which flows are shown first: that one, then those of the tab; null for none. */
export interface FirstShown {
  readonly flowId: string | null;
  readonly tabId: number | null;
}

/** The same as the page knows it when it opens: where nothing is asked for, the login that was on show in its slot is. */
export interface OpenedAt extends FirstShown {
  /** See `Places`. */
  readonly slot: string;
}

/** All that the popup asks of the browser. Nothing else in `popup/` knows the browser's interfaces. */
export interface Gateway {
  /** A text of `_locales` in the language of the browser; at once. */
  text: Lookup;
  /** Shows what was captured, now and after every change. */
  watchCapture(
    first: Promise<OpenedAt>,
    show: (capture: Capture) => void,
    fail: (error: unknown) => void,
  ): Stop;
  /** Shows the settings, now and after every change. */
  watchSettings(show: (settings: Settings) => void, fail: (error: unknown) => void): Stop;
  /** Shows the match patterns of the sites that may be read, now and after every change. */
  watchAccess(show: (patterns: readonly string[]) => void, fail: (error: unknown) => void): Stop;
  /** Tab that is inspected in DevTools, or that the person looks at; null where there is none. */
  currentTab(): Promise<number | null>;
  /** Tab that the page fills; null where it is a popup or a panel. */
  ownTab(): Promise<number | null>;
  /**
   * Asks the person for access to sites; false if it was refused.
   *
   * To be called within a click's handler and before any `await`: the browser asks only then.
   */
  requestAccess(patterns: readonly string[]): Promise<boolean>;
  /** Takes back access to sites; false if the browser keeps it. */
  removeAccess(patterns: readonly string[]): Promise<boolean>;
  /** Rejects where the background refuses the message or fails. */
  send<Name extends MessageName>(
    name: Name,
    parameters: Messages[Name]["parameters"],
  ): Promise<Messages[Name]["result"]>;
  /** Opens the inspector in a tab of its own, at that login. */
  openInspector(flowId: string | null): Promise<void>;
  /** Brings the tab that the page fills to the front. */
  comeToFront(): Promise<void>;
  /** The key that opens the inspector, such as `Alt+Shift+T`, as the browser writes it; the empty text where there is none. */
  openKey(): Promise<string>;
  /** Shows where the browser lets that key be changed. */
  changeOpenKey(): Promise<void>;
  /** Opens the inspector in a tab of its own, to open files in. */
  openInspectorForFiles(): Promise<void>;
  /** Reads a HAR file or a report, off the main thread. */
  readFile(request: FileRequest, onProgress: (progress: FileProgress) => void): FileRead;
  copy(text: string): Promise<void>;
  /** Hands a file to the person, who finds it among the downloads. A text is JSON; a blob says itself what it is. */
  save(fileName: string, content: string | Blob): Promise<void>;
  /**
   * Answers messages of the background and of the extension's other pages, and of nobody else.
   *
   * @param answer undefined for a message that is not for this page
   */
  answerPages(answer: (message: unknown) => Promise<unknown> | undefined): Stop;
}
