import * as v from "valibot";
import { byName } from "./by-name.js";

const oneOf = <const Name extends string>(...names: readonly Name[]) =>
  v.custom<Name>((value) => names.some((name) => name === value));

const url = v.pipe(v.string(), v.maxLength(65_536));

const leftPage = v.object({
  name: v.literal("page-left"),
  at: v.number(),
  url,
  click: v.nullable(v.object({ at: v.number(), label: v.pipe(v.string(), v.maxLength(80)) })),
  passwordField: v.boolean(),
});

const postedMessage = v.object({
  name: v.literal("message"),
  at: v.number(),
  url,
  origin: url,
  data: v.pipe(v.string(), v.maxLength(65_536)),
});

const wildcardPost = v.object({
  name: v.literal("posted-to-anyone"),
  at: v.number(),
  url,
  names: v.pipe(v.array(oneOf("code", "access_token", "id_token", "refresh_token")), v.maxLength(4)),
});

const copiedBody = v.object({
  name: v.literal("response-body"),
  at: v.number(),
  url,
  method: oneOf("GET", "POST"),
  status: v.custom<number>((status) => Number.isInteger(status) && /^\d{1,3}$/.test(`${status}`)),
  text: v.pipe(v.string(), v.maxLength(524_288)),
  truncated: v.boolean(),
});

/**
 * What the page watch tells the background: a document is being left, it received a message that may hold an
 * authorization response, it posts one to whoever is there, or its script got the answer to a token request or
 * of a UserInfo endpoint.
 *
 * It comes from a page's process, so it is checked like anything from outside, and can be forged.
 */
export const pageReport = byName([leftPage, postedMessage, wildcardPost, copiedBody]);

export type PageReport = v.InferOutput<typeof pageReport>;
export type LeftPage = v.InferOutput<typeof leftPage>;
export type CopiedBody = v.InferOutput<typeof copiedBody>;
