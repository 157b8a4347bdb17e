import type { Page } from "puppeteer-core";
import type { Flow } from "../../extension/flow/flow.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { badgesFrom } from "./support/badges.js";
import { Inspector } from "./support/inspector.js";
import {
  allowAllSites,
  type Between,
  callApi,
  lastInLog,
  logInWithAuth0Js,
  startWorld,
  type World,
} from "./support/world.js";

const isStored = (page: Page, kind: string, url: string): Promise<boolean> =>
  page.evaluate(
    async (wanted, part) => {
      const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
        .chrome;
      const flows = Object.values(await storage.session.get(null)) as Partial<Flow>[];
      return flows.some((flow) =>
        flow.observations?.some((fact) => fact.kind === wanted && "url" in fact && fact.url.includes(part)),
      );
    },
    kind,
    url,
  );

describe.each(browserKinds)(
  "a login in %s while the background is stopped between every two steps",
  (kind) => {
    let world: World;
    let inspector: Inspector;
    let page: Page;

    beforeAll(async () => {
      world = await startWorld(kind);
      await allowAllSites(world.browser);
      const reader = await world.browser.openPopup();
      // A browser stops an idle background, never one that is at work on an event: so each step is stored first.
      const stop: Between = async (end) => {
        if (end) await until(() => isStored(reader, ...end), { what: `${end.join(" ")} to be stored` });
        await world.browser.stopBackground();
      };
      page = await logInWithAuth0Js(world, "#login-token-id_token", stop);
      await callApi(page);
      await stop(["response", "/contacts"]);
      inspector = await Inspector.open(world.browser);
    });
    afterAll(() => world?.close());

    it("loses no step", async () => {
      expect((await inspector.steps()).map(({ status }) => status)).toEqual(Array(7).fill("seen"));
      expect(await inspector.logins()).toBe(1);
    });

    it("loses no parameter", async () => {
      const request = await lastInLog(world.lab, "authorization-request");
      const response = await lastInLog(world.lab, "authorization-response");
      expect(await inspector.parameters("Request")).toEqual(request.parameters);
      expect(await inspector.parameters("Response")).toEqual(response.parameters);
    });

    it("still judges for the badge, which the browser forgets when the tab navigates", async () => {
      await world.browser.stopBackground();
      await page.goto(`${world.lab.origins.app}/`);
      await until(async () => (await badgesFrom(inspector.page)).length === 1, { what: "the badge" });
    });

    it("loses no call", async () => {
      expect(await inspector.calls()).toEqual([
        ["GET", `${world.lab.origins.api}/contacts`, "200", "access_token"],
      ]);
    });
  },
);
