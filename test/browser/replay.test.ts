import type { Page } from "puppeteer-core";
import { browserKinds } from "./harness/launch.js";
import { Inspector } from "./support/inspector.js";
import { clickOn, clickVisible, textsOf, waitForText } from "./support/person.js";
import { allowAllSites, callApi, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("replay in %s", (kind) => {
  let world: World;
  let page: Page;
  let inspector: Inspector;

  const apiCalls = async () => (await world.lab.log()).filter((entry) => entry.type === "api-call");
  const replaceText = async (selector: string, text: string) => {
    await page.$eval(selector, (field) => (field as HTMLInputElement).select());
    await page.type(selector, text);
  };

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    await callApi(await logInWithAuth0Js(world, "#login-token-id_token"));
    inspector = await Inspector.open(world.browser);
    await inspector.calls();
    page = inspector.page;
  });
  afterAll(() => world?.close());

  it("sends nothing until Send is clicked", async () => {
    await clickOn(page, "Replay GET");
    await page.waitForSelector("textarea");
    expect(await apiCalls()).toHaveLength(1);
  });

  it("sends the recorded call with its token and shows the answer beside the one first seen", async () => {
    await clickOn(page, "Send");
    await waitForText(page, "[data-status='200']", "Answer to");
    expect(await apiCalls()).toMatchObject([
      { status: 200 },
      { method: "GET", scheme: "Bearer", status: 200 },
    ]);
    expect(await textsOf(page, "[data-row=status] > *")).toEqual(["Status", "200 OK", "200"]);
    expect((await textsOf(page, "[data-body]")).join()).toContain('"name"');
  });

  it("sends what was edited: method, URL and body", async () => {
    await page.select("select[aria-label=Method]", "POST");
    await replaceText("input[aria-label=URL]", `${world.lab.origins.api}/echo`);
    await replaceText(
      "label:nth-of-type(1) textarea",
      "Content-Type: application/json\nX-Made-Up: one\nCookie: a=b",
    );
    await replaceText("label:nth-of-type(2) textarea", '{"asked":"by hand"}');
    expect((await textsOf(page, "#replay-remarks")).join()).toContain("Set by the browser, not sent: Cookie");
    await clickOn(page, "Send");
    await waitForText(page, "[data-body]", "by hand");
    const body = JSON.parse((await textsOf(page, "[data-body]")).join());
    expect(body).toMatchObject({ method: "POST", headers: { "x-made-up": "one" } });
    expect(body.headers).not.toHaveProperty("cookie");
    expect(body.headers).not.toHaveProperty("referer");
  });

  it("is no call of the login", async () => {
    expect(await inspector.calls()).toEqual([
      ["GET", `${world.lab.origins.api}/contacts`, "200", "access_token"],
    ]);
  });

  it("keeps the last answers to look at again", async () => {
    await clickVisible(page, ".replay-history li:nth-child(2) button");
    await page.waitForSelector("[data-status='200'] [data-body]");
    expect((await textsOf(page, "[data-body]")).join()).toContain('"name"');
  });

  it("warns before a token goes where it has not been", async () => {
    await replaceText("input[aria-label=URL]", "https://elsewhere.example/");
    await waitForText(page, "#replay-remarks", "This token was not sent to https://elsewhere.example");
  });
});
