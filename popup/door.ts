import type { Door } from "./state.js";

/** Reads what the page was opened as from its query: `?view=tab&flow=ID`, or nothing for the toolbar popup. */
export function doorOf(query: string): Door {
  const parameters = new URLSearchParams(query);
  return { kind: parameters.get("view") === "tab" ? "tab" : "popup", flowId: parameters.get("flow") };
}
