import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import type { ElementHandle, Page } from "puppeteer-core";
import type { Report } from "../../extension/report/report.js";
import { implicitWire } from "../fixtures/har-exchanges.js";
import { harOf } from "../fixtures/har-writers.js";
import { sightingsIn } from "../unit/report/sightings.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { type Downloads, openDownloads } from "./support/downloads.js";
import { Inspector } from "./support/inspector.js";
import { clickOn, textsOf, waitForText } from "./support/person.js";
import {
  allowAllSites,
  callApi,
  lastInLog,
  logInWithAuth0Js,
  startWorld,
  type World,
} from "./support/world.js";

const schema = JSON.parse(readFileSync(join(process.cwd(), "docs/report.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
const har = JSON.stringify(harOf("playwright", implicitWire));
const tokenOfHar = "opaque-access-token-1";

describe.each(browserKinds)("files in and out in %s", (kind) => {
  let world: World;
  let inspector: Inspector;
  let downloads: Downloads;
  let page: Page;
  /** What the lab sent in this login that gives access, and what was typed into its prompt. */
  let secrets: readonly (readonly [string, string])[];
  let saved: { readonly name: string; readonly text: string };

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    await callApi(await logInWithAuth0Js(world, "#login-token-id_token"));
    const { parameters } = await lastInLog(world.lab, "authorization-response");
    const tokens = parameters.filter(([name]) => name.endsWith("_token"));
    secrets = [...tokens, ["password", "made-up password"], ["e-mail", "ada@example.org"]];
    downloads = await openDownloads(world.browser);
    inspector = await Inspector.open(world.browser);
    page = inspector.page;
  });
  afterAll(async () => {
    await downloads?.remove();
    await world?.close();
  });

  /** What a person reads of the login on show. */
  const told = async (shown: Inspector) => {
    await until(async () => !(await shown.heading()).startsWith("Verdict undetermined"), {
      what: "the login to be judged",
    });
    return whatIsSaid(shown);
  };

  const whatIsSaid = async (shown: Inspector) => ({
    heading: await shown.heading(),
    steps: await shown.steps(),
    findings: Object.entries(await shown.findings()).map(([id, text]) => [id, text.split(" ", 1)[0]]),
    calls: (await shown.calls()).map(([method, url, status]) => [method, url, status]),
  });

  const choose = async (path: string) => {
    const input = (await page.$("input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(path);
  };

  it("saves a report on a login that holds no secret of it, and is valid by the schema", async () => {
    expect(secrets.length).toBe(4);
    await clickOn(page, "Export report");
    await clickOn(page, "Save this login");
    saved = await downloads.next();
    expect(saved.name).toMatch(/^token-inspector-report-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
    expect(sightingsIn(saved.text, secrets)).toEqual([]);
    validate(JSON.parse(saved.text));
    expect(validate.errors).toBeNull();
    const { flows, redacted } = JSON.parse(saved.text) as Report;
    expect(redacted).toBe(true);
    expect(flows.map(({ tokens }) => tokens.map(({ id }) => id))).toEqual([["access_token", "id_token"]]);
  });

  it("shows the same login when the report is opened again, to be looked at only", async () => {
    const before = await told(inspector);
    const path = join(downloads.folder, saved.name);
    writeFileSync(path, saved.text);
    await choose(path);
    await waitForText(page, "[data-mark=file]", saved.name);
    expect(await told(inspector)).toEqual(before);
    const buttons = await textsOf(page, ".login-detail button");
    expect(buttons.filter((text) => /^(?:Pin|Replay|Compose|Export)/.test(text))).toEqual([]);
    expect(await inspector.logins()).toBe(2);
    await clickOn(page, `Remove ${saved.name}`);
    expect(await inspector.logins()).toBe(1);
  });

  it("shows the login of a HAR file that is dropped on the page, and keeps nothing of it", async () => {
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "login.har"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, har);
    await waitForText(page, "[data-mark=file]", "HAR file: login.har");
    expect(await inspector.heading()).toContain("Implicit Flow");
    expect(await inspector.header()).toContain("app.example → to login.example");
    expect(Object.keys(await inspector.tokens())).toEqual(["access_token"]);
    expect((await inspector.steps()).map(({ status }) => status)).toContain("seen");
    expect((await textsOf(page, ".files")).join()).toContain("1 login · 9 entries, written by Playwright");
    const stored = await (await Captured.open(world.browser)).text();
    expect(stored).not.toContain(tokenOfHar);
  });

  it("says what is wrong with a file that is neither", async () => {
    const path = join(downloads.folder, "notes.json");
    writeFileSync(path, "[1, 2");
    await choose(path);
    await waitForText(page, ".files [role=alert]", "Not read. This is no HAR file");
  });

  it("gives another page of the extension the same report by message, unredacted where it is asked for", async () => {
    const ask = async (redacted: boolean) => {
      const other = await world.browser.openPopup("welcome.html");
      const text = await other.evaluate(async (redactedIsWanted) => {
        const { runtime } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") })
          .chrome;
        return JSON.stringify(
          await runtime.sendMessage({ name: "report", parameters: { redacted: redactedIsWanted } }),
        );
      }, redacted);
      await other.close();
      return text;
    };
    const redacted = await ask(true);
    validate(JSON.parse(redacted));
    expect(validate.errors).toBeNull();
    expect(sightingsIn(redacted, secrets)).toEqual([]);
    const idsOf = (text: string) => (JSON.parse(text) as Report).flows.map(({ id }) => id);
    expect(idsOf(redacted)).toEqual(idsOf(saved.text));
    const { flows } = JSON.parse(await ask(false)) as Report;
    const raws = flows.flatMap(({ tokens }) => tokens.map(({ kind: name, raw }) => [name, raw]));
    expect(Object.fromEntries(raws)).toEqual(Object.fromEntries(secrets.slice(0, 2)));
  });
});
