import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { findBrowser } from "../../../scripts/browsers.js";
import type { StartedBrowser, StartOptions } from "./extension-browser.js";
import { createProfile } from "./profile.js";

const quiet = [
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  // The toolbar popup must fit into the window, and the one without a screen is small.
  "--window-size=1280,900",
];

/** Starts Chrome, Chromium or Edge with a fresh profile and no extension. */
export async function startChromium(options: StartOptions = {}): Promise<StartedBrowser> {
  const executablePath = options.executablePath ?? findBrowser("chrome");
  if (executablePath === null) {
    throw new Error("No Chrome or Chromium was found.");
  }
  const signals = options.handleSignals ?? true;
  const profile = createProfile("chrome");
  allowThirdPartyCookies(profile.path);
  const browser = await puppeteer
    .launch({
      executablePath,
      userDataDir: profile.path,
      headless: options.headless ?? true,
      pipe: true,
      enableExtensions: true,
      networkEnabled: options.watchNetwork ?? true,
      args: process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet,
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
    await browser.close();
    profile.remove();
  };
  return { browser, close };
}

/** A login that is renewed in a hidden frame needs the server's cookie there; Chromium holds it back by default. */
function allowThirdPartyCookies(profile: string): void {
  mkdirSync(join(profile, "Default"), { recursive: true });
  const preferences = { profile: { cookie_controls_mode: 0 } };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
}
