import puppeteer from "puppeteer-core";
import { findBrowser } from "../../../scripts/browsers.js";
import type { StartedBrowser, StartOptions } from "./extension-browser.js";
import { createProfile } from "./profile.js";
import { until } from "./until.js";

/** The extension's id in Firefox. */
export const addOnId = "token-inspector@token-inspector.example";

/** Firefox draws one for each profile unless it is told, and it is the host of the extension's pages. */
export const uuid = "5b5a1c3e-7f0b-4c8e-9d57-1f2a3b4c5d6e";

/** Starts Firefox with a fresh profile and no extension. */
export async function startFirefox(options: StartOptions = {}): Promise<StartedBrowser> {
  const executablePath = options.executablePath ?? findBrowser("firefox");
  if (executablePath === null) {
    throw new Error("No Firefox was found.");
  }
  const signals = options.handleSignals ?? true;
  const profile = createProfile("firefox");
  const browser = await puppeteer
    .launch({
      browser: "firefox",
      executablePath,
      userDataDir: profile.path,
      networkEnabled: options.watchNetwork ?? true,
      headless: options.headless ?? true,
      args: ["--remote-allow-system-access"],
      extraPrefsFirefox: { "extensions.webextensions.uuids": JSON.stringify({ [addOnId]: uuid }) },
      ...(options.headless === false ? { defaultViewport: null } : {}),
      handleSIGINT: signals,
      handleSIGTERM: signals,
      handleSIGHUP: signals,
    })
    .catch((error: unknown) => {
      profile.remove();
      throw error;
    });
  const close = async () => {
    const firefox = browser.process();
    await browser.close();
    // Puppeteer gives it 5 s, then kills it, and does not wait for that.
    await until(() => firefox?.exitCode !== null || firefox.signalCode !== null, { what: "Firefox to end" });
    profile.remove();
  };
  return { browser, close };
}
