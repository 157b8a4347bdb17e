import browser, { type WebRequest } from "webextension-polyfill";
import type { Observation, Resource } from "../../extension/flow/observation.js";
import { originOf } from "../../extension/oauth/parameter.js";

export type Observe = (observation: Observation) => void;

/** A ring of listeners that can be laid and lifted as one. Laying it again renews it. */
export interface Ring {
  lay(): void;
  lift(): void;
}

export const everySite = ["http://*/*", "https://*/*"];
const everySocket = ["ws://*/*", "wss://*/*"];
/** Rings that are laid and lifted together; laid to begin with. */
export function switched(rings: readonly Ring[]) {
  let on = true;
  const renew = () => {
    if (on) for (const ring of rings) ring.lay();
  };
  renew();
  return {
    renew,
    turn(wanted: boolean): void {
      if (wanted === on) return;
      on = wanted;
      for (const ring of rings) on ? ring.lay() : ring.lift();
    },
  };
}

/** Firefox alone lets an extension see response bodies. */
export const isFirefox = "filterResponseData" in browser.webRequest;

/** Chromium shows `Referer`, `Cookie` and `Set-Cookie` only where they are asked for; Firefox does not know the word. */
const inFull = <Part extends string>(part: Part) => (isFirefox ? [part] : [part, "extraHeaders"]) as Part[];
export const sentInFull = inFull<WebRequest.OnSendHeadersOptions>("requestHeaders");
export const receivedInFull = inFull<"responseHeaders">("responseHeaders");

export type Answer = WebRequest.OnCompletedDetailsType | WebRequest.OnResponseStartedDetailsType;

/**
 * @param types null for all. Each browser refuses those that it does not know, so they are left out.
 */
export function filterOf(
  types: readonly WebRequest.ResourceType[] | null,
  urls: string[] = [...everySite, ...everySocket],
): WebRequest.RequestFilter {
  const { ResourceType = {} } = browser.webRequest as { ResourceType?: Readonly<Record<string, string>> };
  const known = Object.values(ResourceType);
  return types ? { urls, types: types.filter((type) => known.includes(type)) } : { urls };
}

interface RequestDetails {
  readonly timeStamp: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
}

export const factOf = ({ timeStamp, tabId, frameId, requestId, url, method }: RequestDetails) =>
  ({ at: timeStamp, tabId, frameId, requestId, url, method, provenance: "browser" }) as const;

/** Of a kind that has no method. */
export const bareFactOf = (details: RequestDetails) => {
  const { method: _, ...fact } = factOf(details);
  return fact;
};

export const requestOf = (details: WebRequest.OnBeforeRequestDetailsType) =>
  ({
    ...factOf(details),
    kind: "request",
    resource: resourceOf(details.type),
    initiator: initiatorOf(details),
  }) as const;

export const responseOf = ({ statusCode, fromCache, ...details }: Answer) =>
  ({
    ...factOf(details),
    kind: "response",
    status: statusCode,
    ...(fromCache ? ({ fromCache: true } as const) : {}),
  }) as const;

export const redirectOf = (details: WebRequest.OnBeforeRedirectDetailsType) =>
  ({
    ...factOf(details),
    kind: "redirect",
    status: details.statusCode,
    redirectUrl: details.redirectUrl,
  }) as const;

const resources: Readonly<Record<string, Resource>> = {
  main_frame: "page",
  sub_frame: "page",
  xmlhttprequest: "script",
  websocket: "websocket",
  ping: "beacon",
  beacon: "beacon",
};

export const resourceOf = (type: string): Resource => resources[type] ?? "other";

/** Whether the extension itself sent it, as it does to replay a call: no part of any login. */
export function isOwn(details: object): boolean {
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return `${initiator ?? originUrl ?? ""}/`.startsWith(browser.runtime.getURL("/"));
}

/** Chromium names the origin that caused a request, Firefox the URL. */
export function initiatorOf(details: object): string | null {
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return originOf(initiator ?? originUrl ?? null);
}
