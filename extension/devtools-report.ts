import * as v from "valibot";
import { byName } from "./by-name.js";
import { bodyLimit, textLimit } from "./devtools-entry.js";

const short = v.pipe(v.string(), v.maxLength(1024));
const long = v.pipe(v.string(), v.maxLength(65_536));

const about = {
  /** The same for all that is told of one request. */
  requestId: short,
  /** Tab that is inspected. */
  tabId: v.number(),
  at: v.number(),
  url: long,
  method: short,
};

const request = v.object({
  name: v.literal("devtools-request"),
  ...about,
  initiator: v.nullable(long),
  text: v.pipe(v.string(), v.maxLength(textLimit)),
});

const response = v.object({
  name: v.literal("devtools-response"),
  ...about,
  status: v.number(),
  headers: v.array(v.object({ name: long, value: long })),
});

const failure = v.object({ name: v.literal("devtools-failure"), ...about, error: long });

const body = v.object({
  name: v.literal("devtools-body"),
  ...about,
  status: v.number(),
  text: v.pipe(v.string(), v.maxLength(bodyLimit)),
  truncated: v.boolean(),
});

/** What the extension's page in DevTools tells the background of one token request: the request, its end, its body. */
export const devToolsReport = byName([request, response, failure, body]);

export type DevToolsReport = v.InferOutput<typeof devToolsReport>;
