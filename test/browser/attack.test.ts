import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { Captured } from "./support/captured.js";
import { closePages, waitForText } from "./support/person.js";
import { openRoads, travel } from "./support/road.js";
import { isOf, told, toldBy } from "./support/wire.js";
import { startWorld, type World } from "./support/world.js";

/** Most flows, and most bytes of flows, that are held. */
const flowLimit = 200;
const byteLimit = 8 * 1024 * 1024;
/** Most of one token that is held, bytes, with room for what is around it. */
const tokenLimit = 300 * 1024;

describe.each(browserKinds)("a page that attacks in %s", (kind) => {
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    await openRoads(world);
  });
  beforeEach(() => captured.clear());
  afterEach(() => closePages(world.browser.browser));
  afterAll(() => world?.close());

  async function attack(how: string, timeoutMs?: number): Promise<Page> {
    const page = await world.browser.openPage(`${world.lab.origins.ways}/attack`);
    await page.click(`#${how}`);
    await waitForText(page, "#status", `done: ${how}`, timeoutMs);
    return page;
  }

  /** A login of somebody else is captured in full, and soon. */
  async function expectUnharmed(): Promise<void> {
    const journey = await travel(world, "/send/link");
    const logins = await captured.once((all) =>
      all.some((login) => isOf(login, journey.request) && login.response !== null),
    );
    expect(logins.filter((login) => isOf(login, journey.request)).map(told)).toEqual([toldBy(journey)]);
    expect((await captured.flows()).length).toBeLessThanOrEqual(flowLimit);
    expect((await captured.text()).length).toBeLessThanOrEqual(byteLimit * 1.25);
  }

  it("with a flood of messages makes no flow and delays nothing", async () => {
    await attack("flood");
    await captured.settled();
    expect(await captured.logins()).toEqual([]);
    await expectUnharmed();
  });

  it("with forged reports makes nothing that is not marked as the page's word", async () => {
    await attack("forge");
    await captured.settled();
    const forged = (await captured.flows()).flatMap(({ observations }) =>
      observations.filter((fact) => JSON.stringify(fact).includes("forged-access-token-1")),
    );
    expect(forged.filter(({ provenance }) => provenance !== "page")).toEqual([]);
    await expectUnharmed();
  });

  it("with a fragment of 10 MB is held to the limit of a token", async () => {
    await attack("huge");
    await captured.settled();
    for (const flow of await captured.flows()) {
      expect(JSON.stringify(flow).length).toBeLessThanOrEqual(2 * tokenLimit);
    }
    await expectUnharmed();
  });

  it("with the names of prototypes has its parameters shown as they are", async () => {
    await attack("names");
    const [login] = await captured.once(([one]) => one?.response != null);
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) => [name, "odd"]);
    const last = ({ parameters }: { parameters: readonly { name: string; value: string }[] }) =>
      parameters.slice(-names.length).map(({ name, value }) => [name, value]);
    expect(login?.request && last(login.request)).toEqual(names);
    expect(login?.response && last(login.response)).toEqual(names);
    await expectUnharmed();
  });

  it("with 2,000 frames is held to 200 flows, and that is said", async () => {
    await attack("frames", 150_000);
    await captured.settled();
    expect((await captured.flows()).length).toBeLessThanOrEqual(flowLimit);
    expect((await captured.state()).notice).toMatchObject({
      flowsDropped: expect.any(Number),
      reasons: expect.arrayContaining(["too-many"]),
    });
    await expectUnharmed();
  }, 240_000);
});
