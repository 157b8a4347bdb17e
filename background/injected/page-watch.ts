/**
 * Runs in the isolated world of the pages that the extension has access to. Remembers the last click and tells of it
 * when the document is left by one: so a click costs nothing, and a page that nobody clicks in sends nothing.
 */
import type { PageReport } from "../../extension/page-report.js";

declare const chrome: { runtime: { id?: string; sendMessage(message: PageReport): Promise<unknown> } };

/** A click older than this did not cause the page to be left, ms. */
const recentMs = 30_000;
let click: PageReport["click"] = null;

function remember({ isTrusted, target }: MouseEvent): void {
  if (!isTrusted || !(target instanceof Element)) return;
  const clicked = target.closest("a, button, input, summary, [role=button]");
  click = { at: Date.now(), label: labelOf(clicked).replaceAll(/\s+/g, " ").trim().slice(0, 80) };
}

/** The words on a control; never what was typed into a field. */
function labelOf(clicked: Element | null): string {
  if (clicked instanceof HTMLInputElement) {
    return /^(submit|button|reset)$/.test(clicked.type) ? clicked.value : clicked.type;
  }
  return clicked?.textContent ?? "";
}

function report({ destination, downloadRequest }: NavigateEvent): void {
  const at = Date.now();
  if (click === null || at - click.at > recentMs || destination.sameDocument || downloadRequest !== null)
    return;
  // Without an id the extension has been reloaded or removed since, and nobody listens.
  if (!chrome.runtime.id) return;
  const passwordField = document.querySelector("input[type=password]") !== null;
  const message: PageReport = { name: "page-left", at, url: location.href, click, passwordField };
  click = null;
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

addEventListener("click", remember, { capture: true, passive: true });
// Not "pagehide": what is sent then is lost in Chromium when the next document runs in another process.
navigation.addEventListener("navigate", report);
