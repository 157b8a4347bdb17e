import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { devToolsReport } from "../../extension/devtools-report.js";
import type { Observation } from "../../extension/flow/observation.js";
import { bodyOfText, scriptBody, textLimit } from "../../extension/flow/sent-body.js";
import { headersOf } from "./headers.js";

/** Page that reports. It has no tab; a content script has a web page's URL. */
const page = "devtools.html";

/** Which frame a request came from, DevTools does not tell. */
const about = { frameId: 0, provenance: "devtools" } as const;

/** The fact that the extension's page in DevTools reports; null if the message is none of that page's. */
export function devToolsFact(message: unknown, sender: Runtime.MessageSender): Observation | null {
  const own = sender.id === browser.runtime.id && sender.url === browser.runtime.getURL(page) && !sender.tab;
  const report = own ? v.safeParse(devToolsReport, message) : null;
  if (!report?.success) return null;
  switch (report.output.name) {
    case "devtools-request": {
      const { name: _, text, ...sent } = report.output;
      const body = scriptBody(bodyOfText(text.slice(0, textLimit), text.length > textLimit));
      return body && { kind: "request", ...sent, ...about, resource: "script", body };
    }
    case "devtools-response": {
      const { name: _, headers, ...received } = report.output;
      return { kind: "response", ...received, ...about, headers: headersOf(headers) };
    }
    case "devtools-failure": {
      const { name: _, method: __, ...failed } = report.output;
      return { kind: "request-failed", ...failed, ...about };
    }
    case "devtools-body": {
      const { name: _, ...received } = report.output;
      return { kind: "response-body", ...received, ...about };
    }
  }
}
