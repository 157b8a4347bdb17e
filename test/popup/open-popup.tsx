import { act, render } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import type { Login } from "../../extension/flow/login.js";
import { readLogin as shippedReadLogin } from "../../extension/flow/read-login.js";
import * as shipped from "../../extension/judge.js";
import { createClock } from "../../popup/clock.js";
import { App as Page } from "../../popup/components/app.js";
import type { Idle } from "../../popup/idle.js";
import { type App, createApp, type Door } from "../../popup/state.js";
import type { Judge } from "../../popup/verdicts.js";
import * as rest from "../../popup/views/rest.js";
import { findings } from "../fixtures/ui-findings.js";
import { loginAt } from "../fixtures/ui-tokens.js";
import { fakeGateway } from "./fake-gateway.js";

interface Options {
  readonly door?: Door;
  readonly tabId?: number | null;
  /** What judges differently from the one that is shipped. */
  readonly judge?: Partial<Judge>;
  readonly loadJudge?: () => Promise<Judge>;
  /** What reads flows in place of what is shipped. */
  readonly readLogin?: (flow: Flow) => Login;
  /** Whether time goes on by itself, as where the browser's cryptography is waited for; false unless told. */
  readonly timeGoesOn?: boolean;
  /** When the page has time; always unless told. */
  readonly idle?: Idle;
  /** Whether nothing is judged but what judges itself; false unless told. */
  readonly unjudged?: boolean;
}

/** Finds of every login what the fixture holds, which is some of everything. */
const fixed: Partial<Judge> = { evaluate: () => findings, diagnose: () => [] };

const timers = [
  "setTimeout",
  "clearTimeout",
  "queueMicrotask",
  "nextTick",
  "setImmediate",
  "performance",
] as const;

/** Opens the popup over a browser that has shown nothing so far. Two minutes have passed since the login began. */
export function openPopup(options: Options = {}) {
  const { door, tabId = 1, judge = fixed, loadJudge, timeGoesOn = false } = options;
  jest.useFakeTimers({ now: loginAt + 120_000, doNotFake: timeGoesOn ? [...timers] : [] });
  const browser = fakeGateway(tabId);
  const app = createApp(
    browser.gateway,
    {
      loadReader: async () => ({ readLogin: options.readLogin ?? shippedReadLogin }),
      idle: options.idle ?? (async () => () => true),
      loadJudge: loadJudge ?? (async () => ({ ...shipped, ...judge })),
      loadViews: async () => rest,
    },
    door ?? { kind: "popup", flowId: null, page: "logins" },
    createClock(),
  );
  const page = render(<Page app={app} />);
  return { ...browser, ...page, app };
}

/** Opens the popup and lets the browser answer: with these flows, and this access. */
export async function openPopupWith(flows: readonly Flow[], access: readonly string[], options?: Options) {
  const popup = openPopup(options);
  await act(async () => {
    popup.access(...access);
    popup.flows(...flows);
    // Most are read when the page has time, which is some turns later.
    for (let turn = 0; turn < 12; turn++) await null;
  });
  if (!options?.loadJudge && !options?.unjudged) await judged(popup.app);
  return popup;
}

/** Lets what reads logins arrive, which takes a moment after the page is drawn. */
export async function readerLoaded() {
  for (let tick = 0; tick < 3; tick++) await null;
}

/** Lets all that is shown be judged. */
export const judged = (app: App) => act(() => app.verdicts.judged(app.everyLogin.value));

export const everywhere = ["*://*/*"];

/** What a person reads, with runs of white space as one space. */
export const read = (element: Element | null): string =>
  (element?.textContent ?? "(nothing)").replace(/\s+/g, " ").trim();
