import * as v from "valibot";
import type { Observation } from "../flow/observation.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** ms since the epoch, as far as a `Date` reaches; browsers give fractions. */
const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const texts = v.array(v.string());
const textOrNull = v.nullable(v.string());
const header = v.object({ name: v.string(), value: v.string() });

const cut = v.object({
  part: v.picklist(["url", "redirectUrl", "body", "headers", "data", "found", "foreignContent"]),
  name: textOrNull,
  kept: v.number(),
  length: v.number(),
  unit: v.picklist(["bytes", "fields", "entries"]),
  sha256: textOrNull,
});

/** What every fact has. */
const fact = {
  at: time,
  tabId: v.pipe(v.number(), v.integer()),
  frameId: v.pipe(v.number(), v.integer()),
  provenance: v.picklist(["browser", "devtools", "page", "har"]),
  cuts: v.exactOptional(v.array(cut)),
};
const of = <Kind extends string>(kind: Kind) => ({ kind: v.literal(kind), ...fact });
const request = { requestId: v.string(), url: v.string() };

const body = v.variant("type", [
  v.object({
    type: v.literal("form"),
    fields: v.array(v.object({ name: v.string(), value: textOrNull })),
  }),
  v.object({ type: v.literal("text"), text: v.string(), truncated: v.boolean() }),
  v.object({ type: v.literal("too-large") }),
]);

/** What the exchange of a document tells besides its status. */
const cookies = {
  setCookies: v.exactOptional(
    v.array(
      v.object({
        name: v.string(),
        attributes: v.record(v.string(), v.string()),
        bits: v.number(),
        hash: v.string(),
      }),
    ),
  ),
  cookiesSent: v.exactOptional(texts),
};
const resource = v.picklist(["page", "script", "websocket", "beacon", "other"]);

const look = v.object({
  ...of("look"),
  reach: v.picklist(["page", "url"]),
  flowId: v.string(),
  url: v.string(),
  found: v.array(
    v.object({
      tokenId: v.string(),
      where: v.picklist(["url", "history", "localStorage", "sessionStorage", "indexedDB", "cookie"]),
      key: v.string(),
    }),
  ),
  foreignContent: v.array(v.object({ origin: v.string(), type: v.string(), at: v.nullable(time) })),
  referrerPolicy: v.exactOptional(v.string()),
  keys: v.exactOptional(
    v.array(
      v.object({
        where: v.picklist(["localStorage", "sessionStorage", "indexedDB"]),
        key: v.string(),
        extractable: v.boolean(),
        publicKey: v.nullable(v.record(v.string(), v.string())),
      }),
    ),
  ),
});

/** Facts as they are stored. What a fact has besides is dropped. */
const observation = v.variant("kind", [
  v.object({ ...of("navigation-started"), url: v.string() }),
  v.object({ ...of("committed"), url: v.string(), transition: v.string(), qualifiers: texts }),
  v.object({ ...of("url-changed"), url: v.string(), how: v.picklist(["history", "fragment"]) }),
  v.object({ ...of("navigation-failed"), url: v.string(), error: v.string() }),
  v.object({
    ...of("request"),
    ...request,
    method: v.string(),
    resource,
    initiator: textOrNull,
    body: v.nullable(body),
  }),
  v.object({
    ...of("request-headers"),
    ...request,
    method: v.string(),
    resource,
    initiator: textOrNull,
    headers: v.array(header),
  }),
  v.object({
    ...of("redirect"),
    ...request,
    method: v.string(),
    status: v.number(),
    redirectUrl: v.string(),
    headers: v.exactOptional(v.array(header)),
    ...cookies,
  }),
  v.object({
    ...of("response"),
    ...request,
    method: v.string(),
    status: v.number(),
    headers: v.array(header),
    fromCache: v.exactOptional(v.literal(true)),
    ...cookies,
  }),
  v.object({
    ...of("request-failed"),
    ...request,
    error: v.string(),
    initiator: v.exactOptional(v.string()),
  }),
  v.object({ ...of("person-acted"), ...request }),
  v.object({
    ...of("page-left"),
    url: v.string(),
    click: v.nullable(v.object({ at: time, label: v.string() })),
    passwordField: v.boolean(),
  }),
  v.object({
    ...of("response-body"),
    requestId: textOrNull,
    url: v.string(),
    method: v.string(),
    status: v.nullable(v.number()),
    text: v.string(),
    truncated: v.boolean(),
  }),
  v.object({ ...of("message"), url: v.string(), origin: v.string(), data: v.string() }),
  v.object({ ...of("posted-to-anyone"), url: v.string(), names: texts }),
  look,
  v.object({
    ...of("tab-opened"),
    openerTabId: v.pipe(v.number(), v.integer()),
    openerFrameId: v.pipe(v.number(), v.integer()),
    url: v.string(),
  }),
  v.object(of("tab-closed")),
  v.object({ ...of("tab"), incognito: v.boolean(), container: textOrNull }),
  v.object({ ...of("access"), origins: texts }),
]) satisfies v.GenericSchema<unknown, Observation>;

/** A flow's source: more facts than a flow ever holds are refused. */
export const sourceSchema = v.object({
  tabId: v.pipe(v.number(), v.integer()),
  observations: v.pipe(v.array(observation), v.maxLength(5000)),
  patterns: v.pipe(texts, v.maxLength(100)),
  callsLeftOut: count,
  factsLeftOut: v.exactOptional(count),
});
