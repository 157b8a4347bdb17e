import type { Judge } from "../extension/judge-script.js";

/** The script stands beside the page, and is the one that the background loads too. */
const script = "./judge.js";

/** What judges logins; its script is loaded on first use. Rejects where that fails. */
export async function loadJudge(): Promise<Judge> {
  await import(script);
  if (!globalThis.tokenInspectorJudge) throw new Error("judge.js did not load");
  return globalThis.tokenInspectorJudge;
}
