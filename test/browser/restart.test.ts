import { browserKinds } from "./harness/launch.js";
import { Inspector } from "./support/inspector.js";
import {
  allowAllSites,
  callApi,
  lastInLog,
  logInWithAuth0Js,
  startWorld,
  type World,
} from "./support/world.js";

describe.each(browserKinds)(
  "a login in %s while the background is stopped between every two steps",
  (kind) => {
    let world: World;
    let inspector: Inspector;

    beforeAll(async () => {
      world = await startWorld(kind);
      const stop = () => world.browser.stopBackground();
      await allowAllSites(world.browser);
      await stop();
      const page = await logInWithAuth0Js(world, "#login-token-id_token", stop);
      await callApi(page);
      await stop();
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

    it("loses no call", async () => {
      expect(await inspector.calls()).toEqual([
        ["GET", `${world.lab.origins.api}/contacts`, "200", "access_token"],
      ]);
    });
  },
);
