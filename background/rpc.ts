import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import type { InspectorMessages, MessageName } from "../extension/messages.js";
import { isPlace, type Place } from "../extension/place.js";
import { type Settings, settingsOf } from "../extension/settings.js";
import type { Handlers } from "./handlers.js";

const text = v.pipe(v.string(), v.maxLength(2_097_152));

const nothing = v.strictObject({});

const message = v.variant("name", [
  v.object({
    name: v.literal("replay"),
    parameters: v.object({
      id: text,
      method: v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)),
      url: v.pipe(text, v.url(), v.regex(/^https?:\/\//i)),
      headers: v.array(v.object({ name: text, value: text })),
      body: v.nullable(text),
    }),
  }),
  v.object({ name: v.literal("abort-replay"), parameters: v.object({ id: text }) }),
  v.object({ name: v.literal("clear"), parameters: v.strictObject({ all: v.optional(v.boolean()) }) }),
  v.object({ name: v.literal("pin"), parameters: v.strictObject({ id: text, pinned: v.boolean() }) }),
  v.object({ name: v.literal("look"), parameters: v.strictObject({ flowId: text }) }),
  v.object({
    name: v.literal("learn"),
    parameters: v.strictObject({
      flowId: text,
      issuer: v.optional(v.pipe(text, v.url(), v.regex(/^https?:\/\//i))),
      again: v.optional(v.boolean()),
    }),
  }),
  v.object({
    name: v.literal("fetch-keys"),
    parameters: v.strictObject({ url: v.pipe(text, v.url(), v.regex(/^https?:\/\//i)) }),
  }),
  v.object({ name: v.literal("pause"), parameters: nothing }),
  v.object({ name: v.literal("resume"), parameters: nothing }),
  v.object({ name: v.literal("dismiss-notice"), parameters: nothing }),
  v.object({ name: v.literal("access"), parameters: nothing }),
  v.object({
    name: v.literal("remember"),
    parameters: v.strictObject({ slot: v.pipe(v.string(), v.maxLength(256)), place: v.custom<Place>(isPlace) }),
  }),
  v.object({
    name: v.literal("save-settings"),
    parameters: v.pipe(v.unknown(), v.transform(settingsOf), v.custom<Settings>(Boolean)),
  }),
]);

/** What the inspector answers; to refuse it here would come before its answer. */
const forInspector = v.object({
  name: v.picklist(["report", "show"] satisfies readonly (keyof InspectorMessages)[]),
});

/**
 * Answers a message of the extension's own pages.
 *
 * @returns undefined for a message that is not theirs, a rejected promise for one that is malformed
 */
export function answer(
  handlers: Handlers,
  received: unknown,
  sender: Runtime.MessageSender,
): Promise<unknown> | undefined {
  const own = browser.runtime.getURL("");
  if (sender.id !== browser.runtime.id || !sender.url?.startsWith(own)) return undefined;
  if (v.is(forInspector, received)) return undefined;
  const parsed = v.safeParse(message, received);
  if (!parsed.success) return Promise.reject(new Error("The message is malformed."));
  const handler = handlers[parsed.output.name as MessageName] as (parameters: unknown) => Promise<unknown>;
  return handler(parsed.output.parameters);
}
