import type { Page } from "puppeteer-core";
import type { Finding } from "../../../extension/checks/check.js";
import type { Report } from "../../../extension/report/report.js";
import type { ExtensionBrowser } from "../harness/extension-browser.js";
import { until } from "../harness/until.js";
import type { Captured } from "./captured.js";

/** What the inspector says of a login. */
export interface Judged {
  /** `id: severity` of each check that fired, sorted. */
  readonly fired: readonly string[];
  /** Outcome of each check, by its id. */
  readonly outcomes: ReadonlyMap<string, Finding["verdict"]["outcome"]>;
}

/**
 * Has the extension judge the newest login that was captured, in the inspector, which is opened for it.
 *
 * @param look what the person does in the inspector, such as typing a secret, before its word is taken
 */
export async function judge(
  browser: ExtensionBrowser,
  captured: Captured,
  look: (inspector: Page) => Promise<unknown> = async () => {},
): Promise<Judged> {
  const [newest] = await captured.flows();
  if (!newest) throw new Error("No login was captured.");
  // Before the inspector opens, so that all is known that it begins with. It asks for it itself, but says not when it has it.
  await captured.learn(newest.id);
  const judged = await judgeOpen(browser, captured, newest.id, look);
  if (judged.outcomes.get("idt-signature-invalid") !== "undetermined") return judged;
  // The key may be newer than those that were known.
  await captured.learn(newest.id, true);
  return judgeOpen(browser, captured, newest.id, look);
}

async function judgeOpen(
  browser: ExtensionBrowser,
  captured: Captured,
  flowId: string,
  look: (inspector: Page) => Promise<unknown>,
): Promise<Judged> {
  const inspector = await browser.openPopup(`popup.html?view=tab&flow=${flowId}`);
  try {
    await until(() => inspector.evaluate(() => document.querySelector("[data-step]") !== null), {
      what: "the login in the inspector",
    });
    await look(inspector);
    return judgedIn(await captured.report(flowId));
  } finally {
    await inspector.close();
  }
}

function judgedIn({ flows }: Report): Judged {
  const findings = flows[0]?.findings ?? [];
  const fired = findings.flatMap(({ id, outcome, severity }) =>
    outcome === "fired" ? [`${id}: ${severity}`] : [],
  );
  return { fired: fired.toSorted(), outcomes: new Map(findings.map(({ id, outcome }) => [id, outcome])) };
}
