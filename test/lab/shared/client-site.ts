import express, { type Express, type Request, type Response } from "express";
import type { Origins } from "../origins.js";
import { bundle } from "./bundle.js";
import { type Html, html, jsonIsland } from "./html.js";
import { page } from "./page.js";
import { trackerTag } from "./tracker-tag.js";

interface ScriptedPage {
  readonly paths: readonly string[];
  readonly title: string;
  readonly body: Html;
  /** What the page's script reads by `readConfig`. */
  readonly config: unknown;
}

/** A site whose pages share one bundled script, `/page.js`. */
export async function scriptedSite(
  origins: Origins,
  script: URL,
  pages: readonly ScriptedPage[],
): Promise<Express> {
  const text = await bundle(script);
  const site = express();
  site.disable("x-powered-by");
  site.get("/page.js", (_request, response) => {
    response.type("text/javascript").set("cache-control", "no-store").send(text);
  });
  for (const { paths, title, body, config } of pages) {
    site.get([...paths], (request: Request, response: Response) => {
      const head = trackerTag(request, response, origins) ?? html``;
      const scripts = html`${jsonIsland("config", config)}<script src="/page.js"></script>`;
      response.set("cache-control", "no-store").send(page({ title, head, body: html`${body}${scripts}` }));
    });
  }
  return site;
}
