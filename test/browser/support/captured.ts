import type { Page } from "puppeteer-core";
import type { Flow } from "../../../extension/flow/flow.js";
import type { Login } from "../../../extension/flow/login.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import type { Servers } from "../../../extension/flow/servers.js";
import { flowsIn, type StoredState, serversIn, stateIn } from "../../../extension/flow/stored.js";
import type { Report } from "../../../extension/report/report.js";
import type { ExtensionBrowser } from "../harness/extension-browser.js";
import { until } from "../harness/until.js";
import { allowAllSites } from "./world.js";

type Chrome = { chrome: typeof import("webextension-polyfill") };

/** What the extension holds, read in one of its own pages out of `storage.session`, and derived here. */
export class Captured {
  readonly #browser: ExtensionBrowser;
  #page: Page;

  private constructor(browser: ExtensionBrowser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** A browser with access to all sites, and what its extension holds. */
  static async everywhere(browser: ExtensionBrowser): Promise<Captured> {
    await allowAllSites(browser);
    return Captured.open(browser);
  }

  static async open(browser: ExtensionBrowser): Promise<Captured> {
    return new Captured(browser, await openQuietPage(browser));
  }

  /** Opens its page again, which goes with the extension when that is reloaded. */
  async reopen(): Promise<void> {
    this.#page = await openQuietPage(this.#browser);
  }

  /** `storage.session` as JSON text: the browsers' protocols are slow with deep objects. */
  text(): Promise<string> {
    return this.#page.evaluate(async () => {
      const { storage } = (globalThis as unknown as Chrome).chrome;
      return JSON.stringify(await storage.session.get(null));
    });
  }

  /** Newest first. */
  async flows(): Promise<readonly Flow[]> {
    return flowsIn(JSON.parse(await this.text()));
  }

  /** Newest first. */
  async logins(): Promise<readonly Login[]> {
    return (await this.flows()).map(readLogin);
  }

  async servers(): Promise<Servers> {
    return serversIn(JSON.parse(await this.text()));
  }

  async state(): Promise<StoredState> {
    return stateIn(JSON.parse(await this.text()));
  }

  /**
   * The logins once they meet a condition, or as they are when it has been waited for in vain: what is wrong with them
   * is then for the test's own comparison to say.
   */
  async once(
    condition: (logins: readonly Login[]) => boolean,
    timeoutMs = 10_000,
  ): Promise<readonly Login[]> {
    const met = async () => {
      const logins = await this.logins();
      return condition(logins) ? logins : null;
    };
    return until(met, { what: "the logins", timeoutMs, everyMs: 100 }).catch(() => this.logins());
  }

  /** Waits until what was captured is stored and nothing more comes. */
  async settled(): Promise<void> {
    let before = "";
    await until(
      async () => {
        const now = await this.text();
        const rests = now === before;
        before = now;
        return rests;
      },
      { what: "the flows to come to rest", timeoutMs: 20_000, everyMs: 100 },
    );
  }

  /** Forgets every flow, and with it what belongs to none. */
  async clear(): Promise<void> {
    await this.settled();
    await this.#send("clear", { all: true });
  }

  /** Has the background find out what the server of a login publishes; with `again` also what is known of it. */
  learn(flowId: string, again = false): Promise<void> {
    return this.#send("learn", { flowId, again });
  }

  /** The inspector's redacted report on a login; an inspector has to be open in a tab, and no more than one. */
  async report(flowId: string): Promise<Report> {
    const message = { name: "report", parameters: { redacted: true, flowId } };
    // As text: the browsers' protocols are slow with deep objects.
    const text = await this.#page.evaluate(
      async (sent) =>
        JSON.stringify(await (globalThis as unknown as Chrome).chrome.runtime.sendMessage(sent)),
      message,
    );
    return JSON.parse(text);
  }

  async #send(name: string, parameters: object): Promise<void> {
    const message = { name, parameters };
    await this.#page.evaluate(async (sent) => {
      await (globalThis as unknown as Chrome).chrome.runtime.sendMessage(sent);
    }, message);
  }

  /** Puts something of another owner into `storage.session`, as much as goes in; gives how many characters that was. */
  fill(): Promise<number> {
    return this.#page.evaluate(async () => {
      const { session } = (globalThis as unknown as Chrome).chrome.storage;
      let length = 0;
      for (let step = 8 * 1024 * 1024; step >= 1; step = Math.floor(step / 2)) {
        const fits = await session.set({ filler: "x".repeat(length + step) }).then(
          () => true,
          () => false,
        );
        if (fits) length += step;
        // Where no quota is enforced there is no end.
        if (length > 12 * 1024 * 1024) break;
      }
      return length;
    });
  }

  /** Takes the filling out again. */
  async empty(): Promise<void> {
    await this.#page.evaluate(async () => {
      await (globalThis as unknown as Chrome).chrome.storage.session.remove("filler");
    });
  }

  /** Opens a private window; gives the way to close it. */
  async openPrivateWindow(url: string): Promise<() => Promise<void>> {
    const id = await this.#page.evaluate(async (address) => {
      const { windows } = (globalThis as unknown as Chrome).chrome;
      return (await windows.create({ incognito: true, url: address })).id ?? -1;
    }, url);
    return async () => {
      await this.#page.evaluate(async (open) => {
        await (globalThis as unknown as Chrome).chrome.windows.remove(open);
      }, id);
    };
  }

  /** Reloads the extension as its page of the browser's settings does, and comes back with it. */
  async reload(): Promise<void> {
    const page = this.#page;
    // The page goes away before it can answer.
    page.evaluate(() => (globalThis as unknown as Chrome).chrome.runtime.reload()).catch(() => undefined);
    await until(() => page.isClosed() || page.evaluate(() => false).catch(() => true), {
      what: "the extension to go",
    });
    await until(() => this.reopen().then(() => true), { what: "the extension to come back", everyMs: 250 });
    await until(() => this.#browser.isBackgroundRunning(), { what: "the extension's background" });
    // It answers once it has registered all its listeners.
    const answers = () => this.#send("dismiss-notice", {}).then(() => true);
    await until(answers, { what: "an answer of the background", everyMs: 250 });
  }
}

/** The welcome page: it reads nothing and writes nothing by itself. */
const openQuietPage = (browser: ExtensionBrowser): Promise<Page> => browser.openPopup("welcome.html");
