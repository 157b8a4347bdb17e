import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { type Downloads, openDownloads } from "./support/downloads.js";
import { Inspector } from "./support/inspector.js";
import { clickOn } from "./support/person.js";
import { allowAllSites, callApi, logInWithAuth0Js, startWorld, type World } from "./support/world.js";

describe.each(browserKinds)("the sequence diagram of a real login in %s", (kind) => {
  let world: World;
  let inspector: Inspector;
  let downloads: Downloads;

  beforeAll(async () => {
    world = await startWorld(kind);
    await allowAllSites(world.browser);
    await callApi(await logInWithAuth0Js(world, "#login-token-id_token"));
    downloads = await openDownloads(world.browser);
    inspector = await Inspector.open(world.browser);
    await clickOn(inspector.page, "Sequence");
    await inspector.page.waitForSelector(".sequence-row");
  });
  afterAll(async () => {
    await downloads?.remove();
    await world?.close();
  });

  const labels = () =>
    inspector.page.evaluate(() =>
      [...document.querySelectorAll(".sequence-row")].map((row) => row.getAttribute("aria-label") ?? ""),
    );

  it("shows the seven steps in their order, and nothing as unseen", async () => {
    const rows = await labels();
    const numbers = rows.map((row) => /^(\d) /.exec(row)?.[1]).filter((number) => number !== undefined);
    expect([...new Set(numbers)]).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(rows.filter((row) => / not (?:seen|visible)/.test(row))).toEqual([]);
  });

  it("is walked by keyboard alone, and shows what is reached", async () => {
    const { page } = inspector;
    await page.focus('[aria-label="Save as .mmd"]');
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const shown = () =>
      page.evaluate(() => [
        document.activeElement?.getAttribute("data-message"),
        document.activeElement?.getAttribute("aria-selected"),
        document.querySelector(".sequence-detail")?.textContent?.includes("client_id") ?? false,
      ]);
    await until(async () => (await shown())[1] === "true", { what: "the message to be kept" });
    expect(await shown()).toEqual(["request", "true", true]);
  });

  it("is saved as a picture that the browser has painted, and as SVG", async () => {
    await clickOn(inspector.page, "Save as PNG");
    const png = await downloads.next();
    expect(png.name).toMatch(/^token-inspector-sequence-.*\.png$/);
    expect(png.text.slice(1, 4)).toBe("PNG");
    expect(png.text.length).toBeGreaterThan(10_000);
    await clickOn(inspector.page, "Save as SVG");
    const svg = await downloads.next();
    expect(svg.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg.text).toContain("/callback#access_token,id_token");
    // Its words have the colours of the page, of which none is black.
    expect(svg.text).not.toMatch(/<t(?:ext|span)[^>]* fill="rgb\(0, 0, 0\)"/);
  });
});
