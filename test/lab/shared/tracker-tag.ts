import type { Request, Response } from "express";
import type { Origins } from "../origins.js";
import { type Html, html } from "./html.js";

const COOKIE = "tracker";

/**
 * The third-party script, for visitors who asked for it with `?tracker=1`; `?tracker=0` ends it.
 *
 * A cookie keeps the wish for the callback page, whose URL is registered and so cannot carry it.
 */
export function trackerTag(request: Request, response: Response, origins: Origins): Html | null {
  const asked = request.query[COOKIE];
  if (asked === "1") response.cookie(COOKIE, "1", { sameSite: "lax" });
  if (asked === "0") response.clearCookie(COOKIE);
  const kept = /(?:^|; )tracker=1(?:;|$)/.test(request.headers.cookie ?? "");
  const on = asked === "1" || (kept && asked !== "0");
  return on ? html`<script src="${origins.tracker}/t.js"></script>` : null;
}
