import type { Flow } from "../../extension/flow/flow.js";
import type { Notice } from "../../extension/flow/stored.js";
import type { FileProgress } from "../../extension/load-file.js";
import type { MessageName, Messages } from "../../extension/messages.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";
import type { Places } from "../../extension/place.js";
import { defaultSettings, type Settings } from "../../extension/settings.js";
import type { Capture, Gateway } from "../../popup/gateway.js";
import type { FileRequest } from "../../popup/import/file-protocol.js";
import type { FileOutcome } from "../../popup/import/read-file.js";

interface Sent {
  readonly name: MessageName;
  readonly parameters: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A file that is read no further than a test says. */
export interface FileInBrowser extends FileRequest {
  readonly tell: (progress: FileProgress) => void;
  readonly settle: (outcome: FileOutcome) => void;
}

/** A browser in which nothing happens but what a test makes happen. */
export function fakeGateway(tabId: number | null = 1) {
  const sent: Sent[] = [];
  const learnt: Sent[] = [];
  const remembered: Sent[] = [];
  const copied: string[] = [];
  const saved: { readonly name: string; readonly json: string }[] = [];
  const savedBlobs: { readonly name: string; readonly blob: Blob }[] = [];
  let answerPage: Parameters<Gateway["answerPages"]>[0] = () => undefined;
  const files: FileInBrowser[] = [];
  const opened: (string | null)[] = [];
  const asked: { patterns: readonly string[]; answer: (granted: boolean) => void }[] = [];
  const removed: { patterns: readonly string[]; answer: (removed: boolean) => void }[] = [];
  let capture: Capture = {
    flows: [],
    complete: true,
    paused: false,
    notice: null,
    servers: new Map(),
    places: [],
  };
  let settings = defaultSettings;
  let showCapture: (capture: Capture) => void = () => {};
  let showSettings: (settings: Settings) => void = () => {};
  let failFlows: (error: unknown) => void = () => {};
  let showAccess: (patterns: readonly string[]) => void = () => {};
  const gateway: Gateway = {
    text: (name) => name,
    watchCapture(_first, show, fail) {
      showCapture = show;
      failFlows = fail;
      return () => {
        showCapture = () => {};
      };
    },
    watchSettings(show) {
      showSettings = show;
      show(settings);
      return () => {};
    },
    watchAccess(show) {
      showAccess = show;
      return () => {};
    },
    currentTab: async () => tabId,
    ownTab: async () => 50,
    comeToFront: async () => {
      opened.push("front");
    },
    openKey: async () => "Alt+Shift+T",
    changeOpenKey: async () => {
      opened.push("keys");
    },
    requestAccess: (patterns) =>
      new Promise((answer) => {
        asked.push({ patterns, answer });
      }),
    removeAccess: (patterns) =>
      new Promise((answer) => {
        removed.push({ patterns, answer });
      }),
    send: <Name extends MessageName>(name: Name, parameters: Messages[Name]["parameters"]) =>
      new Promise<Messages[Name]["result"]>((resolve, reject) => {
        const list = name === "learn" ? learnt : name === "remember" ? remembered : sent;
        list.push({ name, parameters, resolve: resolve as Sent["resolve"], reject });
      }),
    openInspector: async (flowId) => {
      opened.push(flowId);
    },
    openInspectorForFiles: async () => {
      opened.push("files");
    },
    readFile(request, onProgress) {
      let settle: FileInBrowser["settle"] = () => {};
      const outcome = new Promise<FileOutcome>((resolve) => {
        settle = resolve;
      });
      files.push({ ...request, tell: onProgress, settle });
      return { outcome, cancel: () => settle({ kind: "cancelled" }) };
    },
    copy: async (text) => {
      copied.push(text);
    },
    save: async (name, content) => {
      if (typeof content === "string") saved.push({ name, json: content });
      else savedBlobs.push({ name, blob: content });
    },
    answerPages(answer) {
      answerPage = answer;
      return () => {
        answerPage = () => undefined;
      };
    },
  };
  const change = (changes: Partial<Capture>) => {
    capture = { ...capture, ...changes };
    showCapture(capture);
  };
  return {
    gateway,
    sent,
    /** What the popup asked to be found out of servers; it does so by itself. */
    learnt,
    /** Where the page said that it is; it does so by itself. */
    remembered,
    asked,
    removed,
    copied,
    saved,
    savedBlobs,
    /** What the page answers to another page of the extension; undefined for nothing. */
    ask: (message: unknown) => answerPage(message),
    opened,
    /** Files that the page has asked to be read. */
    files,
    flows: (...flows: readonly Flow[]) => change({ flows }),
    /** The rest of the flows is still being read. */
    incomplete: () => change({ complete: false }),
    paused: (paused: boolean) => change({ paused }),
    servers: (servers: Readonly<Record<string, ServerKnowledge>>) =>
      change({ servers: new Map(Object.entries(servers)) }),
    places: (places: Places) => change({ places }),
    notice: (notice: Notice | null) => change({ notice }),
    settings: (changes: Partial<Settings>) => {
      settings = { ...settings, ...changes };
      showSettings(settings);
    },
    failFlows: (error: unknown) => failFlows(error),
    access: (...patterns: readonly string[]) => showAccess(patterns),
  };
}
