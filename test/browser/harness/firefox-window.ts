import type { Browser } from "puppeteer-core";

/** What is used of puppeteer's BiDi connection; its own type is not public. */
interface BidiConnection {
  send(method: string, parameters: object): Promise<{ readonly result: unknown }>;
}

interface ContextTree {
  readonly contexts: readonly { readonly context: string; readonly url: string }[];
}

type Evaluation =
  | { readonly type: "success"; readonly result: { readonly value?: unknown } }
  | { readonly type: "exception"; readonly exceptionDetails: { readonly text: string } };

/**
 * Runs code in Firefox's own window, where the browser's internals can be asked and told: whether an event page
 * sleeps, what a preference says, what a toolbar button does.
 *
 * Needs Firefox to be started with `--remote-allow-system-access`.
 *
 * @param body  body of an async function; strings, numbers, booleans and null can be returned
 */
export async function inFirefoxWindow(browser: Browser, body: string): Promise<unknown> {
  const { connection } = browser as unknown as { readonly connection: BidiConnection };
  const { contexts } = (await connection.send("browsingContext.getTree", { "moz:scope": "chrome" }))
    .result as ContextTree;
  const window = contexts.find(({ url }) => url === "chrome://browser/content/browser.xhtml");
  if (window === undefined) {
    throw new Error("Firefox has no window.");
  }
  const evaluation = (
    await connection.send("script.evaluate", {
      expression: `(async () => {${body}})()`,
      target: { context: window.context },
      awaitPromise: true,
    })
  ).result as Evaluation;
  if (evaluation.type === "exception") {
    throw new Error(`In Firefox's window: ${evaluation.exceptionDetails.text}`);
  }
  return evaluation.result.value;
}
