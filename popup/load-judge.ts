import type { Judge } from "../extension/judge-script.js";

/** What judges logins; its script is loaded on first use. Rejects where that fails. */
export async function loadJudge(): Promise<Judge> {
  await import("/judge.js");
  if (!globalThis.tokenInspectorJudge) throw new Error("judge.js did not load");
  return globalThis.tokenInspectorJudge;
}
