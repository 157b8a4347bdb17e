import browser, { type WebRequest } from "webextension-polyfill";
import type { BodyReceived, Observation } from "../../extension/flow/observation.js";
import { isTokenRequest } from "../../extension/flow/sent-body.js";
import { isUserInfoPath } from "../../extension/oauth/metadata.js";
import { sentBody } from "./form.js";
import { filterOf, isFirefox, type Ring } from "./network.js";

/** Most of a body that is kept, bytes. */
const limit = 524_288;

/**
 * Observes the answers to token requests and those of UserInfo endpoints, in Firefox; does nothing in Chromium, which shows
 * no body: there the tap in the page copies them.
 *
 * Every byte goes on to the page as it arrives, unchanged.
 */
export function bodyRing(observe: (observation: Observation) => void): Ring {
  const { onBeforeRequest } = browser.webRequest;
  const filter = filterOf(["xmlhttprequest"]);
  const sent = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const isAsked = details.method === "POST" && isTokenRequest(sentBody(details.requestBody));
    if (isAsked || (details.method !== "OPTIONS" && isUserInfoPath(details.url))) copyBody(details, observe);
    return undefined;
  };
  const lift = () => onBeforeRequest.removeListener(sent);
  const lay = () => {
    lift();
    // Blocking, or the answer may have come before the filter is in place.
    if (isFirefox) onBeforeRequest.addListener(sent, filter, ["blocking", "requestBody"]);
  };
  return { lay, lift };
}

function copyBody(
  { requestId, url, method, tabId, frameId }: WebRequest.OnBeforeRequestDetailsType,
  observe: (observation: BodyReceived) => void,
): void {
  const stream = browser.webRequest.filterResponseData(requestId) as unknown as StreamFilter;
  const decoder = new TextDecoder();
  let text = "";
  let left = limit;
  const report = () =>
    observe({
      kind: "response-body",
      at: Date.now(),
      tabId,
      frameId,
      provenance: "browser",
      requestId,
      url,
      method,
      status: null,
      text,
      truncated: left < 0,
    });
  stream.ondata = ({ data }) => {
    stream.write(data);
    const kept = new Uint8Array(data, 0, Math.min(left, data.byteLength));
    text += decoder.decode(kept, { stream: true });
    left -= data.byteLength;
    // Given back as soon as possible: a filter that stays to the end would hide from the page that a connection broke.
    if (left < 0 || isWholeJson(text)) {
      stream.disconnect();
      report();
    }
  };
  stream.onstop = () => {
    stream.close();
    report();
  };
  // Redirected, failed or aborted: Firefox itself goes on with the request, and the next hop gets a filter of its own.
  stream.onerror = () => undefined;
}

function isWholeJson(text: string): boolean {
  if (!/\}\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The polyfill's type knows neither its data nor its events. */
interface StreamFilter {
  ondata: (event: { readonly data: ArrayBuffer }) => void;
  onstop: () => void;
  onerror: () => void;
  write(data: ArrayBuffer): void;
  close(): void;
  disconnect(): void;
}
