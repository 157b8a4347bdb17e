import { act, render } from "@testing-library/preact";
import type { Finding } from "../../extension/checks/check.js";
import type { Flow } from "../../extension/flow/flow.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { createClock } from "../../popup/clock.js";
import { App } from "../../popup/components/app.js";
import { createApp, type Door } from "../../popup/state.js";
import { findings } from "../fixtures/ui-findings.js";
import { loginAt } from "../fixtures/ui-tokens.js";
import { fakeGateway } from "./fake-gateway.js";

interface Options {
  readonly door?: Door;
  readonly tabId?: number | null;
  readonly evaluate?: () => readonly Finding[];
}

/** Opens the popup over a browser that has shown nothing so far. Two minutes have passed since the login began. */
export function openPopup({ door, tabId = 1, evaluate = () => findings }: Options = {}) {
  jest.useFakeTimers({ now: loginAt + 120_000 });
  const browser = fakeGateway(tabId);
  const app = createApp(
    browser.gateway,
    { readLogin, evaluate },
    door ?? { kind: "popup", flowId: null, page: "logins" },
    createClock(),
  );
  const page = render(<App app={app} />);
  return { ...browser, ...page, app };
}

/** Opens the popup and lets the browser answer: with these flows, and this access. */
export async function openPopupWith(flows: readonly Flow[], access: readonly string[], options?: Options) {
  const popup = openPopup(options);
  await act(async () => {
    popup.access(...access);
    popup.flows(...flows);
  });
  return popup;
}

export const everywhere = ["*://*/*"];

/** What a person reads, with runs of white space as one space. */
export const read = (element: Element | null): string =>
  (element?.textContent ?? "(nothing)").replace(/\s+/g, " ").trim();
