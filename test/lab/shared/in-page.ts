/** Helpers for the scripts of the clients' pages; they run in the browser. */

/** Reads the page's data island. */
export function readConfig<Config>(): Config {
  return JSON.parse(element("config").textContent ?? "null") as Config;
}

/** Gives the element of an id that the page has. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}".`);
  return found;
}

/** Shows a value as text, objects as JSON. */
export function show(id: string, value: unknown): void {
  element(id).textContent = typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Runs an action at every click; what it throws is shown as the status. */
export function onClick(id: string, action: () => unknown): void {
  element(id).addEventListener("click", async () => {
    try {
      await action();
    } catch (error) {
      showFailure(error);
    }
  });
}

/** Shows a failure as the status: `error: …`. */
export function showFailure(error: unknown): void {
  const parts = error as { error?: string; errorDescription?: string; message?: string } | null;
  const text = [parts?.error, parts?.errorDescription ?? parts?.message].filter(Boolean).join(" - ");
  show("status", `error: ${text || String(error)}`);
}

/** Shows a response of the API: its status, its challenge if any, its body. */
export async function showResponse(response: Response): Promise<void> {
  const challenge = response.headers.get("www-authenticate");
  const heading = [`HTTP ${response.status}`, challenge && `WWW-Authenticate: ${challenge}`];
  show("result", [...heading.filter(Boolean), await response.text()].join("\n"));
}

/** Enables or disables the buttons that need a login. */
export function enable(ids: readonly string[], enabled: boolean): void {
  for (const id of ids) (element(id) as HTMLButtonElement).disabled = !enabled;
}
