import type { Page } from "puppeteer-core";
import type { Login } from "../../extension/flow/login.js";
import { RESPONSE_MODES, RESPONSE_TYPES } from "../lab/login/clients.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { consent, openSession } from "./support/person.js";
import { type Exchange, exchangeSince, isOf, told, toldBy } from "./support/wire.js";
import { startWorld, type World } from "./support/world.js";

/** Also those that the server refuses, such as a token in the query: it says so in a response. */
const cases = RESPONSE_TYPES.flatMap((type) =>
  RESPONSE_MODES.map((mode) => ({ type, mode, par: "", name: `${type} by ${mode || "the default"}` })),
).concat(
  ["code", "id_token token", "code id_token"].map((type) => ({
    type: type as (typeof RESPONSE_TYPES)[number],
    mode: "",
    par: "1",
    name: `${type}, pushed (PAR)`,
  })),
);

describe.each(browserKinds)("every response type by every mode in %s", (kind) => {
  const exchanges = new Map<string, Exchange>();
  let world: World;
  let logins: readonly Login[];

  beforeAll(async () => {
    world = await startWorld(kind);
    const captured = await Captured.everywhere(world.browser);
    const page = await world.browser.openPage(startUrl("code", "", ""));
    await openSession(page);
    await page.goto(startUrl("token", "", ""));
    await consent(page);
    await received(page);
    await captured.clear();
    for (const { type, mode, par, name } of cases) exchanges.set(name, await ask(page, type, mode, par));
    logins = await captured.once(
      (all) => all.length >= cases.length && all.every(({ response }) => response !== null),
      60_000,
    );
  }, 600_000);
  afterAll(() => world?.close());

  const startUrl = (type: string, mode: string, par: string) =>
    `${world.lab.origins.hybrid}/any/start?${new URLSearchParams({
      response_type: type,
      ...(mode !== "" && { response_mode: mode }),
      ...(par !== "" && { par }),
      ...(type.includes("token") && { api: "1" }),
    })}`;

  const received = (page: Page) =>
    until(() => page.evaluate(() => document.querySelector("#status")?.textContent === "received"), {
      what: "the response",
    });

  async function ask(page: Page, type: string, mode: string, par: string): Promise<Exchange> {
    const { length } = await world.lab.log();
    await page.goto(startUrl(type, mode, par));
    if (mode.startsWith("web_message")) await page.click("#open");
    await received(page);
    return exchangeSince(world.lab, length);
  }

  it.each(cases)("$name", ({ name }) => {
    const exchange = exchanges.get(name) as Exchange;
    const found = logins.filter((login) => isOf(login, exchange.request));
    expect(found.map(told)).toEqual([toldBy(exchange)]);
  });

  it("has no flow too many and none too few", () => {
    expect(logins.map(({ request }) => request?.endpoint)).toEqual(
      Array(cases.length).fill(`${world.lab.origins.login}/authorize`),
    );
  });
});
