import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { ToolbarPopup } from "../test/browser/harness/extension-browser.js";
import { until } from "../test/browser/harness/until.js";

/** What the popup says of one login, in its own words. */
export interface PopupReport {
  readonly name: string;
  readonly parties: string;
  readonly counts: string;
  readonly steps: readonly {
    readonly number: string;
    readonly title: string;
    readonly status: string;
    readonly details: string;
  }[];
  readonly tokens: readonly { readonly kind: string; readonly masked: string; readonly about: string }[];
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly title: string }[];
  readonly calls: readonly string[];
}

/**
 * Reads the popup as a person does: the overview, of which it saves a PNG, then tokens, findings and calls.
 *
 * Waits for the last step of the login to appear, but takes what is there where it does not.
 */
export async function readPopup(popup: ToolbarPopup, screenshot: string): Promise<PopupReport> {
  await until(() => popup.evaluate(() => document.querySelector("[data-step]") !== null), {
    what: "a login in the popup",
  });
  await until(
    () => popup.evaluate(() => document.querySelector('[data-step="7"][data-status="seen"]') !== null),
    {
      what: "the last step",
    },
  ).catch(() => undefined);
  const overview = await popup.evaluate(readOverview);
  await mkdir(dirname(screenshot), { recursive: true });
  await popup.screenshot(screenshot);

  await show(popup, "tokens");
  const tokens = await popup.evaluate(readTokens);
  await show(popup, "findings");
  const findings = await popup.evaluate(readFindings);
  await show(popup, "calls");
  const calls = await popup.evaluate(readCalls);
  await popup.close();
  return { ...overview, tokens, findings, calls };
}

/** The report as lines of plain text. */
export function reportLines(report: PopupReport): readonly string[] {
  return [
    "",
    report.name,
    report.parties,
    report.counts,
    "",
    "Steps",
    ...report.steps.flatMap(({ number, title, status, details }) => [
      `  ${number} ${title} (${status})`,
      `      ${details}`,
    ]),
    "",
    "Tokens",
    ...report.tokens.flatMap(({ kind, masked, about }) => [`  ${kind} ${masked}`, `      ${about}`]),
    "",
    "Findings",
    ...report.findings.map(({ id, severity, title }) => `  ${severity.padEnd(6)} ${title} [${id}]`),
    "",
    "API calls",
    ...report.calls.map((call) => `  ${call}`),
  ];
}

/** What a report of the lab's implicit login lacks; nothing, where the extension works. */
export function missingFrom(
  report: PopupReport,
  origins: { readonly app: string; readonly login: string },
): readonly string[] {
  const kinds = report.tokens.map(({ kind }) => kind);
  const expected: readonly (readonly [boolean, string])[] = [
    [report.name.includes("Implicit Flow"), "the name of the flow"],
    [report.parties.includes(new URL(origins.app).host), "the client"],
    [report.parties.includes(new URL(origins.login).host), "the authorization server"],
    [report.steps.length === 7, "seven steps"],
    [report.steps.every(({ details }) => details !== ""), "what a step shows"],
    ...report.steps.map(
      ({ number, status }) => [status === "seen", `step ${number}, it is ${status}`] as const,
    ),
    [kinds.includes("access_token"), "the access token"],
    [kinds.includes("id_token"), "the ID Token"],
    [report.tokens.every(({ masked }) => masked.includes("…")), "the mask of a token"],
    [report.findings.length > 0, "findings"],
    [report.calls.length > 0, "the API call"],
  ];
  return expected.filter(([isThere]) => !isThere).map(([, what]) => what);
}

async function show(popup: ToolbarPopup, view: string): Promise<void> {
  await popup.click(`[data-tab="${view}"]`);
  await until(
    () =>
      popup.evaluate(
        (name) => document.querySelector(`[data-tab="${name}"]`)?.getAttribute("aria-selected") === "true",
        view,
      ),
    { what: `the view ${view}` },
  );
}

// These run in the page: each must hold all that it needs.

function readOverview(): Pick<PopupReport, "name" | "parties" | "counts" | "steps"> {
  const text = (root: ParentNode, selector: string) => {
    const shown = root.querySelector(selector)?.cloneNode(true) as Element | undefined;
    // Words for screen readers repeat what the marks say.
    for (const extra of shown?.querySelectorAll(".hidden-words, button") ?? []) extra.remove();
    return shown?.textContent.replace(/\s+/g, " ").trim() ?? "";
  };
  return {
    name: text(document, ".login-header h1"),
    parties: text(document, ".login-header .parties"),
    counts: text(document, ".login-header .counts-line"),
    steps: [...document.querySelectorAll<HTMLElement>("[data-step]")].map((step) => ({
      number: step.dataset.step ?? "",
      title: text(step, ".step-title"),
      status: step.dataset.status ?? "",
      details: text(step, ".step-details"),
    })),
  };
}

function readTokens(): PopupReport["tokens"] {
  return [...document.querySelectorAll<HTMLElement>("[data-token]")].map((token) => ({
    kind: token.dataset.token ?? "",
    masked: token.querySelector<HTMLElement>(".masked")?.textContent ?? "",
    about: `${token.querySelector("h2")?.textContent ?? ""} · ${
      token.querySelector<HTMLElement>(".token-life")?.textContent ?? ""
    }`.replace(/\s+/g, " "),
  }));
}

function readFindings(): PopupReport["findings"] {
  return [...document.querySelectorAll<HTMLElement>('[data-finding][data-outcome="fired"]')].map(
    (finding) => ({
      id: finding.dataset.finding ?? "",
      severity: finding.dataset.severity ?? "",
      title: finding.getAttribute("aria-label") ?? "",
    }),
  );
}

function readCalls(): PopupReport["calls"] {
  return [...document.querySelectorAll<HTMLElement>("[data-call]")].map((call) =>
    [...call.querySelectorAll<HTMLElement>("td")]
      .slice(0, 5)
      .map((cell) => cell.textContent.replace(/\s+/g, " ").trim())
      .join("  "),
  );
}
