import type { Judge } from "../extension/judge-script.js";

/** There in a service worker alone. */
const { importScripts } = globalThis as { importScripts?: (script: string) => void };

// A service worker may load later only what it has loaded while it was installed.
if (importScripts) addEventListener("install", () => importScripts("judge.js"));

/** What judges logins; its script is loaded on first use. Rejects where that fails. */
export async function loadJudge(): Promise<Judge> {
  if (!globalThis.tokenInspectorJudge) {
    if (importScripts) importScripts("judge.js");
    else await import("/judge.js");
  }
  if (!globalThis.tokenInspectorJudge) throw new Error("judge.js did not load");
  return globalThis.tokenInspectorJudge;
}
