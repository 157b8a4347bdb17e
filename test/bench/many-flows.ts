import type { Flow } from "../../extension/flow/flow.js";
import { indexLineOf, keyOfFlow } from "../../extension/flow/stored.js";
import type { ExtensionBrowser } from "../browser/harness/extension-browser.js";

/** How much of flows Chromium takes into `storage.session`, in characters of JSON: it counts two and a half times as much. */
export const fullSession = 3_600_000;

/**
 * As many flows as are asked for, made of a few that were captured: each with an id, a tab, times, tokens and other values
 * of its own, one a minute, the newest first. Tokens can still be decoded; their signatures fit nothing.
 *
 * @param few   captured flows, newest first
 * @param count how many there are to be
 */
export function manyOf(few: readonly Flow[], count: number): readonly Flow[] {
  const texts = few.map((flow) => JSON.stringify(flow));
  return Array.from({ length: count }, (_, index) => {
    const text = (texts[index % texts.length] as string)
      .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]{8,}|(?<![\w.-])[\w-]{20,}(?![\w.-])/g, (value) =>
        /\d/.test(value) && /[A-Z]/.test(value) ? `${value.slice(0, -6)}${markOf(index)}` : value,
      )
      .replace(/:(1[6-9]\d{11})\b/g, (_, at) => `:${Number(at) - index * 60_000}`);
    const flow: Flow = JSON.parse(text);
    const tabId = 1_000_000 + index;
    const observations = flow.observations.map((fact) => ({ ...fact, tabId }));
    return { ...flow, id: `${flow.id}-${index}`, tabId, observations };
  });
}

const markOf = (index: number): string => index.toString(36).padStart(6, "0");

/** The same flows with further requests in each, until all together take that many characters of JSON. */
export function filledTo(length: number, flows: readonly Flow[]): readonly Flow[] {
  const share = length / flows.length;
  return flows.map((flow) => {
    let room = share - JSON.stringify(flow).length;
    const calls = flow.observations.filter((fact) => "requestId" in fact).slice(-6);
    const more: Flow["observations"][number][] = [];
    for (let round = 1; room > 0 && calls.length > 0; round++) {
      for (const call of calls) {
        const again = { ...call, at: call.at + round * 1000, requestId: `${call.requestId}.${round}` };
        room -= JSON.stringify(again).length;
        if (room > 0) more.push(again);
      }
    }
    return { ...flow, observations: [...flow.observations, ...more].sort((a, b) => a.at - b.at) };
  });
}

type Chrome = { chrome: typeof import("webextension-polyfill") };

/** Puts flows into `storage.session` in place of those that are there, and stops the background, which restores them. */
export async function holdFlows(browser: ExtensionBrowser, flows: readonly Flow[]): Promise<void> {
  const page = await browser.openPopup("popup.html?view=settings");
  const hold = (text: string) =>
    page.evaluate(async (json) => {
      const { session } = (globalThis as unknown as Chrome).chrome.storage;
      await session.set(JSON.parse(json));
    }, text);
  await page.evaluate(() => (globalThis as unknown as Chrome).chrome.storage.session.clear());
  await hold(JSON.stringify({ "flow-index": flows.map(indexLineOf) }));
  for (const flow of flows) await hold(JSON.stringify({ [keyOfFlow(flow.id)]: flow }));
  await page.close();
  await browser.stopBackground();
}
