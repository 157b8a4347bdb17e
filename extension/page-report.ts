import * as v from "valibot";

/**
 * What the page watch tells the background when a document is left.
 *
 * It comes from a page's process, so it is checked like anything from outside, and can be forged.
 */
export const pageReport = v.object({
  name: v.literal("page-left"),
  at: v.number(),
  url: v.pipe(v.string(), v.maxLength(65_536)),
  click: v.nullable(v.object({ at: v.number(), label: v.pipe(v.string(), v.maxLength(80)) })),
  passwordField: v.boolean(),
});

export type PageReport = v.InferOutput<typeof pageReport>;
