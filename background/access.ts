import browser from "webextension-polyfill";
import type { AccessNoted } from "../extension/flow/observation.js";

/** The sites that the extension may see at present, as a fact. */
export async function currentAccess(): Promise<AccessNoted> {
  const { origins = [] } = await browser.permissions.getAll();
  return { kind: "access", at: Date.now(), tabId: -1, frameId: -1, provenance: "browser", origins };
}

/** Calls back with the new state whenever access is given or taken back. */
export function watchAccess(changed: (access: AccessNoted) => void): void {
  const tell = async () => changed(await currentAccess());
  browser.permissions.onAdded.addListener(tell);
  browser.permissions.onRemoved.addListener(tell);
}
