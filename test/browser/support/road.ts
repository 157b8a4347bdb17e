import type { Page } from "puppeteer-core";
import { until } from "../harness/until.js";
import { authenticate, consent } from "./person.js";
import { type Exchange, exchangeSince } from "./wire.js";
import type { World } from "./world.js";

/** A login that went over one of the roads of the lab's `ways` site. */
export interface Journey extends Exchange {
  /** The page that it was started in. */
  readonly page: Page;
}

/** Gives the `ways` client a session and the person's consent, so that no prompt is shown from then on. */
export async function openRoads(world: World): Promise<void> {
  const page = await world.browser.openPage(`${world.lab.origins.ways}/send/link`);
  await page.click("#go");
  await authenticate(page);
  await consent(page);
  await hasArrived(page);
  await page.goto(`${world.lab.origins.ways}/send/script`);
  await page.click("#go");
  await consent(page);
  await hasArrived(page);
  await page.close();
}

/** Opens a page of the `ways` site, clicks its control and waits until some page of the browser has got the response. */
export async function travel(world: World, path: string): Promise<Journey> {
  const { length } = await world.lab.log();
  const page = await world.browser.openPage(world.lab.origins.ways + path);
  await page.click("#go");
  const exchange = await exchangeSince(world.lab, length);
  await until(
    async () => {
      const pages = await world.browser.browser.pages();
      const arrived = await Promise.all(pages.map((one) => isReceived(one).catch(() => false)));
      return arrived.some(Boolean);
    },
    { what: "the response to arrive" },
  );
  return { page, ...exchange };
}

export const hasArrived = (page: Page): Promise<unknown> =>
  until(() => isReceived(page), { what: "the response to arrive" });

const isReceived = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector("#status")?.textContent === "received");
