import browser from "webextension-polyfill";
import { documentRing } from "../../../background/capture/network.js";
import type { Observation } from "../../../extension/flow/observation.js";

type Listener = (details: object) => void;

jest.mock("webextension-polyfill", () => {
  const event = () => {
    const listeners = new Set<Listener>();
    return {
      listeners,
      addListener: (listener: Listener) => void listeners.add(listener),
      removeListener: (listener: Listener) => void listeners.delete(listener),
    };
  };
  const names = [
    "onBeforeRequest",
    "onSendHeaders",
    "onBeforeRedirect",
    "onResponseStarted",
    "onErrorOccurred",
  ];
  return {
    __esModule: true,
    default: { webRequest: Object.fromEntries(names.map((name) => [name, event()])) },
  };
});

const { webRequest } = browser as unknown as {
  readonly webRequest: Readonly<Record<string, { readonly listeners: ReadonlySet<Listener> }>>;
};
const tell = (name: string, details: object) => {
  for (const listener of [...(webRequest[name]?.listeners ?? [])]) listener(details);
};
const details = (requestId: string) => ({
  requestId,
  timeStamp: 1000,
  tabId: 1,
  frameId: 0,
  url: "https://login.example/authorize",
  method: "GET",
  type: "main_frame",
  statusCode: 200,
});

describe("documentRing", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("renews its listeners without a gap, and tells of each event once", () => {
    const seen: Observation[] = [];
    const ring = documentRing(
      (fact) => void seen.push(fact),
      () => false,
    );
    ring.lay();
    tell("onBeforeRequest", details("1"));
    ring.lay();
    // Until the browser has taken the new ones, the old ones hear; for a while both do.
    expect(webRequest.onResponseStarted?.listeners.size).toBe(2);
    tell("onResponseStarted", details("1"));
    jest.runAllTimers();
    expect(webRequest.onResponseStarted?.listeners.size).toBe(1);
    tell("onBeforeRequest", details("2"));
    expect(seen.map((fact) => [fact.kind, "requestId" in fact && fact.requestId])).toEqual([
      ["request", "1"],
      ["response", "1"],
      ["request", "2"],
    ]);
  });
});
