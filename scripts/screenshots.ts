import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../test/browser/harness/until.js";
import { recordedLogins } from "../test/browser/support/recorded-logins.js";
import { allowAllSites, startWorld, type World } from "../test/browser/support/world.js";
import { build } from "./build.js";
import { ensureBrowser } from "./ensure-browser.js";
import { logins, type Picture, pictures, themes } from "./pictures.js";

/**
 * Takes the pictures of the docs from real logins at the lab, light and dark, into `docs/pictures`, or into the folder that
 * is named.
 */
async function main(folder = join("docs", "pictures")): Promise<void> {
  await ensureBrowser("chrome");
  await build();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const world = await startWorld("chrome");
  try {
    for (const picture of pictures.filter(({ when }) => when === "first")) {
      await takeOf(world, picture, folder);
    }
    await allowAllSites(world.browser);
    const ids = await logInEverywhere(world);
    for (const picture of pictures.filter(({ when }) => when !== "first")) {
      const flow = picture.login === undefined ? undefined : ids.get(picture.login);
      await takeOf(world, flow ? { ...picture, query: { ...picture.query, flow } } : picture, folder);
    }
  } finally {
    await world.close();
  }
}

/** Logs in as often as the pictures need; gives the logins' ids. */
async function logInEverywhere({ browser, lab }: World): Promise<ReadonlyMap<string, string>> {
  const reader = await browser.openPopup("popup.html?view=tab");
  const known = new Map<string, string>();
  for (const name of logins) {
    const login = recordedLogins.find((one) => one.name.startsWith(name));
    if (!login) throw new Error(`The lab has no login named ${name}`);
    const page = await browser.openPage("about:blank");
    await login.perform(page, lab.origins);
    const isNew = () =>
      reader.evaluate(
        (old) =>
          [...document.querySelectorAll<HTMLElement>("[data-login]")]
            .map(({ dataset }) => dataset.login)
            .find((id) => id !== undefined && !old.includes(id)),
        [...known.values()],
      );
    known.set(name, (await until(isNew, { what: `${name} in the list` })) ?? "");
  }
  await reader.close();
  return known;
}

async function takeOf(world: World, picture: Picture, folder: string): Promise<void> {
  const { name, path = "popup.html", query, tab, size, prepare } = picture;
  for (const theme of themes) {
    const page = await world.browser.openPopup(`${path}?${new URLSearchParams(query)}`);
    await page.setViewport({ ...size, deviceScaleFactor: 1.5 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    if (query.flow !== undefined) await page.waitForSelector(`article[data-login="${query.flow}"]`);
    if (tab !== undefined) await page.click(`[data-tab="${tab}"]`);
    await prepare?.(page);
    await page.waitForNetworkIdle();
    await page.screenshot({ path: join(folder, `${name}-${theme}.webp`) as `${string}.webp`, quality: 70 });
    await page.close();
  }
}

await main(process.argv[2]);
