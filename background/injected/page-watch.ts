/**
 * Runs in the isolated world of the pages that the extension has access to, frames included. Reports four things:
 *
 * - the last click, when the document is left by one: so a click costs nothing, and a page that nobody clicks in sends
 *   nothing;
 * - messages from other windows that look like an authorization response;
 * - in a frame or a pop-up, that the document posts such a message to whoever is there;
 * - what the tap in the page's own world copied from answers to token requests and of UserInfo endpoints.
 */
import type { CopiedBody, LeftPage, PageReport } from "../../extension/page-report.js";
import { Allowance } from "./allowance.js";
import { asked, offered } from "./handshake.js";
import { jsonOf, mayHoldResponse } from "./response-message.js";
import { postedToAnyone } from "./wildcard-post.js";

declare const chrome: { runtime: { id?: string; sendMessage(message: PageReport): Promise<unknown> } };

declare global {
  /** The page watch that runs in this world, so that a second one is not started beside it. */
  var tokenInspectorWatch: { readonly isAlive: () => boolean; readonly isTapped: () => boolean } | undefined;
}

/** A click older than this did not cause the page to be left, ms. */
const recentMs = 30_000;
const urlLimit = 65_536;

/** Reports of each kind: 20 at once, and one a minute after that. */
const reportsPerMs = 1 / 60_000;
const now = () => performance.now();
const messageReports = new Allowance(20, reportsPerMs, now);
const bodyReports = new Allowance(20, reportsPerMs, now);
/** Time for looking at messages, ms: however many a page sends, no more than 2 % of all time. */
const lookingTime = new Allowance(50, 0.02, now);

let click: LeftPage["click"] = null;
let port: MessagePort | null = null;

/** Without an id the extension has been reloaded or removed since, and nobody listens. */
const isAlive = () => chrome.runtime.id !== undefined;

function tell(report: PageReport): void {
  if (isAlive()) chrome.runtime.sendMessage(report).catch(() => undefined);
}

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

function leave({ destination, downloadRequest }: NavigateEvent): void {
  const at = Date.now();
  if (click === null || at - click.at > recentMs || destination.sameDocument || downloadRequest !== null)
    return;
  const passwordField = document.querySelector("input[type=password]") !== null;
  const report: LeftPage = { name: "page-left", at, url: ownUrl(), click, passwordField };
  click = null;
  tell(report);
}

/** Reads data only of what another window really sent, as reading it costs as much as it is long. */
function receive(event: MessageEvent): void {
  if (!event.isTrusted || event.source === window || lookingTime.left() <= 0) return;
  const started = now();
  const data = mayHoldResponse(event.data) && messageReports.left() >= 1 ? jsonOf(event.data) : null;
  lookingTime.spend(now() - started);
  if (data === null) return;
  messageReports.spend(1);
  tell({ name: "message", at: Date.now(), url: ownUrl(), origin: event.origin.slice(0, urlLimit), data });
}

/** A page that is quick may be parsed before this script gets to run. */
function onceParsed(run: () => void): void {
  if (document.readyState !== "loading") run();
  else document.addEventListener("DOMContentLoaded", run, { once: true });
}

function readScripts(): void {
  const scripts = [...document.scripts].filter(({ src }) => src === "").map(({ text }) => text);
  const names = postedToAnyone(scripts);
  if (names.length > 0) tell({ name: "posted-to-anyone", at: Date.now(), url: ownUrl(), names: [...names] });
}

function accept({ ports: [offer] }: MessageEvent): void {
  if (!offer || port) return;
  port = offer;
  document.removeEventListener(offered, accept as EventListener);
  port.onmessage = ({ data }: MessageEvent<Omit<CopiedBody, "name" | "at">>) => {
    if (bodyReports.left() < 1) return;
    bodyReports.spend(1);
    tell({ ...data, name: "response-body", at: Date.now() });
  };
}

const ownUrl = () => location.href.slice(0, urlLimit);

if (!globalThis.tokenInspectorWatch?.isAlive()) {
  globalThis.tokenInspectorWatch = { isAlive, isTapped: () => port !== null };
  addEventListener("click", remember, { capture: true, passive: true });
  // Not "pagehide": what is sent then is lost in Chromium when the next document runs in another process.
  navigation.addEventListener("navigate", leave);
  addEventListener("message", receive, { capture: true });
  if (window !== parent || opener !== null) onceParsed(readScripts);
  document.addEventListener(offered, accept as EventListener);
  document.dispatchEvent(new Event(asked));
}
