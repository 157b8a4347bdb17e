import browser from "webextension-polyfill";
import type { Flow } from "../extension/flow/flow.js";
import type { Judge } from "../extension/judge-script.js";
import type { InspectorMessages } from "../extension/messages.js";
import { loadJudge } from "./load-judge.js";
import type { Store } from "./store.js";

/** Opens the inspector at the login of the tab in front when its key is pressed: the manifest's command of that name. */
export function watchOpenKey(store: Store, judge = loadJudge): void {
  browser.commands.onCommand.addListener(async (command) => {
    if (command !== "open-inspector") return;
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    await openInspector(loginOfTab(await store.flows(), tab?.id, await judge()));
  });
}

/** Has an inspector that is open in a tab come to the front, at that login; opens one where there is none. */
async function openInspector(flowId: string | null): Promise<void> {
  const parameters: InspectorMessages["show"]["parameters"] = { flowId };
  // Rejects where no page of the extension is open.
  const shown = await browser.runtime.sendMessage({ name: "show", parameters }).catch(() => undefined);
  if (shown === true) return;
  const query = new URLSearchParams({ view: "tab", ...(flowId === null ? {} : { flow: flowId }) });
  await browser.tabs.create({ url: browser.runtime.getURL(`popup.html?${query}`) });
}

/** The latest login of a tab: of silent renewals and nested logins only where there is nothing else. */
function loginOfTab(
  flows: readonly Flow[],
  tabId: number | undefined,
  { readLogin, relationsOf }: Judge,
): string | null {
  const relations = relationsOf(flows.map(readLogin));
  const here = flows.filter((flow) => flow.tabId === tabId);
  const byItself = here.find(({ id }) => {
    const { renews = null, nestedIn = null } = relations.get(id) ?? {};
    return renews === null && nestedIn === null;
  });
  return (byItself ?? here[0])?.id ?? null;
}
