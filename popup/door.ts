import type { Door } from "./state.js";

/**
 * Reads what the page was opened as from its query: `?view=tab&flow=ID` for the inspector, `?view=settings` for the
 * settings, `?view=files` for the inspector where files are to be opened, `?view=workbench` for the workbench, `?view=panel`
 * for the panel in DevTools, nothing for the toolbar popup.
 */
export function doorOf(query: string): Door {
  const parameters = new URLSearchParams(query);
  const view = parameters.get("view");
  const page = view === "settings" || view === "files" || view === "workbench" ? view : "logins";
  return {
    kind: view === "panel" ? "panel" : view === "tab" || page !== "logins" ? "tab" : "popup",
    flowId: parameters.get("flow"),
    page,
  };
}
