import browser from "webextension-polyfill";
import type { Judge } from "../extension/judge-script.js";

const script = "judge.js";

/** There in a service worker alone. */
const { importScripts } = globalThis as { importScripts?: (script: string) => void };

// A service worker may load later only what it has loaded while it was installed.
if (importScripts) addEventListener("install", () => importScripts(script));

/** What judges logins; its script is loaded on first use. Rejects where that fails. */
export async function loadJudge(): Promise<Judge> {
  if (!globalThis.tokenInspectorJudge) {
    if (importScripts) importScripts(script);
    else await import(browser.runtime.getURL(script));
  }
  if (!globalThis.tokenInspectorJudge) throw new Error(`${script} did not load`);
  return globalThis.tokenInspectorJudge;
}
