import browser from "webextension-polyfill";
import type { Observation } from "../../extension/flow/observation.js";

interface NavigationDetails {
  readonly timeStamp: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
}

/** Web pages only; the browser itself drops the rest. */
export const pages = { url: [{ schemes: ["http", "https"] }] };

/** Observes navigations. Needs no site access, and sees fragments, but no redirect and no body. */
export function watchNavigation(observe: (observation: Observation) => void): void {
  const { webNavigation } = browser;
  webNavigation.onBeforeNavigate.addListener((details) => {
    observe({ ...factOf(details), kind: "navigation-started" });
  }, pages);
  webNavigation.onCommitted.addListener((details) => {
    const { transitionType, transitionQualifiers } = details;
    observe({
      ...factOf(details),
      kind: "committed",
      transition: transitionType,
      qualifiers: transitionQualifiers,
    });
  }, pages);
  webNavigation.onHistoryStateUpdated.addListener((details) => {
    observe({ ...factOf(details), kind: "url-changed", how: "history" });
  }, pages);
  webNavigation.onReferenceFragmentUpdated.addListener((details) => {
    observe({ ...factOf(details), kind: "url-changed", how: "fragment" });
  }, pages);
  webNavigation.onErrorOccurred.addListener((details) => {
    const { error } = details as { error?: unknown };
    observe({
      ...factOf(details),
      kind: "navigation-failed",
      error: typeof error === "string" ? error : "no reason given",
    });
  }, pages);
}

const factOf = ({ timeStamp, tabId, frameId, url }: NavigationDetails) =>
  ({ at: timeStamp, tabId, frameId, url, provenance: "browser" }) as const;
