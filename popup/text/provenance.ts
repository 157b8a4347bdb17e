import type { Provenance } from "../../extension/flow/observation.js";

/** Who reported a fact, in plain words. What a page reports about itself can be forged. */
export const reportedBy: Readonly<Record<Provenance, string>> = {
  browser: "seen by the browser",
  page: "reported by the page",
  devtools: "from DevTools",
  har: "from a HAR file",
};
