import type { Flow } from "../extension/flow/flow.js";
import type { Servers } from "../extension/flow/servers.js";
import type { Notice } from "../extension/flow/stored.js";
import type { FileProgress } from "../extension/load-file.js";
import type { MessageName, Messages } from "../extension/messages.js";
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
}

/** Which flows are shown first: that one, then those of the tab; null for none. */
export interface FirstShown {
  readonly flowId: string | null;
  readonly tabId: number | null;
}

/** All that the popup asks of the browser. Nothing else in `popup/` knows the browser's interfaces. */
export interface Gateway {
  /** A text of `_locales` in the language of the browser; at once. */
  text: Lookup;
  /** Shows what was captured, now and after every change. */
  watchCapture(
    first: Promise<FirstShown>,
    show: (capture: Capture) => void,
    fail: (error: unknown) => void,
  ): Stop;
  /** Shows the settings, now and after every change. */
  watchSettings(show: (settings: Settings) => void, fail: (error: unknown) => void): Stop;
  /** Shows the match patterns of the sites that may be read, now and after every change. */
  watchAccess(show: (patterns: readonly string[]) => void, fail: (error: unknown) => void): Stop;
  /** Tab that is inspected in DevTools, or that the person looks at; null where there is none. */
  currentTab(): Promise<number | null>;
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
  /** Opens the inspector in a tab of its own, to open files in. */
  openInspectorForFiles(): Promise<void>;
  /** Reads a HAR file or a report, off the main thread. */
  readFile(request: FileRequest, onProgress: (progress: FileProgress) => void): FileRead;
  copy(text: string): Promise<void>;
  /** Hands a JSON file to the person, who finds it among the downloads. */
  save(fileName: string, json: string): Promise<void>;
  /**
   * Answers messages of the background and of the extension's other pages, and of nobody else.
   *
   * @param answer undefined for a message that is not for this page
   */
  answerPages(answer: (message: unknown) => Promise<unknown> | undefined): Stop;
}
