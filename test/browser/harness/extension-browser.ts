import type { Browser, Page } from "puppeteer-core";
import type { BrowserKind } from "../../../scripts/browsers.js";

/** A browser with a fresh profile in which the built extension is installed. */
export interface ExtensionBrowser {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  /** `chrome-extension://id` or `moz-extension://uuid`, without a slash at the end. */
  readonly extensionOrigin: string;

  /** Opens a web page in a new tab and waits for its load event. */
  openPage(url: string): Promise<Page>;

  /** Opens a page of the extension in a new tab of the popup's size and waits until it is loaded. */
  openPopup(path?: string): Promise<Page>;

  /** Opens the real popup of the toolbar button over the given page's tab. */
  openToolbarPopup(page: Page): Promise<ToolbarPopup>;

  /** Runs a function, which must not refer to anything outside itself, in a popup opened for it alone. */
  evaluateInPopup<A extends unknown[], T>(
    run: (...parameters: A) => T | Promise<T>,
    ...parameters: A
  ): Promise<T>;

  /**
   * From now on, `permissions.request` called by a real click is granted where the browser would ask.
   * Grants nothing by itself.
   */
  grantAccessPrompts(): Promise<void>;

  /** Switches the browser's blocking of third-party cookies on or off, as its settings do; off to begin with. */
  blockThirdPartyCookies(blocked: boolean): Promise<void>;

  /** Lets the extension run in private windows, as a person does on its page in the browser's settings. */
  allowPrivateWindows(): Promise<void>;

  /** Whether the service worker (Chromium) or event page (Firefox) is running at this moment. */
  isBackgroundRunning(): Promise<boolean>;

  /** Stops the background as the browser does when it is idle, and waits until it has stopped. */
  stopBackground(): Promise<void>;

  /** Saves a PNG of the given page, or of a popup opened for it. */
  screenshot(path: string, page?: Page): Promise<void>;

  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** The real popup of the toolbar button. It closes by itself when it loses the focus. */
export interface ToolbarPopup {
  /** Runs a function, which must not refer to anything outside itself, and gives its result as JSON does. */
  evaluate<A extends unknown[], T>(run: (...parameters: A) => T | Promise<T>, ...parameters: A): Promise<T>;

  /**
   * Clicks, with the mouse, the middle of the first element that the selector finds and whose text holds the
   * given one.
   */
  click(selector: string, text?: string): Promise<void>;

  /** Saves a PNG of what the popup shows. */
  screenshot(path: string): Promise<void>;

  close(): Promise<void>;
}

/** A browser with a fresh profile. */
export interface StartedBrowser {
  readonly browser: Browser;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** True unless told: no window. */
  readonly headless?: boolean;
  /** Whether the browser ends with this process's SIGINT, SIGTERM and SIGHUP; true unless told. */
  readonly handleSignals?: boolean;
  /** Executable to use instead of the one that is found. */
  readonly executablePath?: string;
  /** Whether puppeteer hears of each request, at a cost to each; true unless told. */
  readonly watchNetwork?: boolean;
}

export interface LaunchOptions extends StartOptions {
  /** Whether the page that the extension opens when it is installed stays open; false unless told. */
  readonly keepWelcome?: boolean;
}

/** Page that the extension opens by itself when it is installed. */
export const welcomePath = "welcome.html";

/** Size of the popup, CSS pixels. */
export const popupSize = { width: 720, height: 560 } as const;
