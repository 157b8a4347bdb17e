import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { byName } from "../extension/by-name.js";
import type { InspectorMessages, MessageName } from "../extension/messages.js";
import { isPlace, type Place } from "../extension/place.js";
import { type Settings, settingsOf } from "../extension/settings.js";
import type { Handlers } from "./handlers.js";

const longest = 2_097_152;

const text = v.pipe(v.string(), v.maxLength(longest));

/** By one means for all that the library has a function for each: its code is most of what is loaded for this. */
const textThat = (holds: (value: string) => boolean) =>
  v.custom<string>((value) => typeof value === "string" && value.length <= longest && holds(value));

const httpUrl = textThat((url) => URL.canParse(url) && /^https?:\/\//i.test(url));

/** No members but these: a misspelt one must not mean that it was left out. */
const exactly = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.custom((members) => Object.keys(Object(members)).every((name) => Object.hasOwn(entries, name))),
    v.object(entries),
  );

const nothing = exactly({});

const message = byName([
  v.object({
    name: v.literal("replay"),
    parameters: v.object({
      id: text,
      method: textThat((method) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)),
      url: httpUrl,
      headers: v.array(v.object({ name: text, value: text })),
      body: v.nullable(text),
    }),
  }),
  v.object({ name: v.literal("abort-replay"), parameters: v.object({ id: text }) }),
  v.object({ name: v.literal("clear"), parameters: exactly({ all: v.optional(v.boolean()) }) }),
  v.object({ name: v.literal("pin"), parameters: exactly({ id: text, pinned: v.boolean() }) }),
  v.object({ name: v.literal("look"), parameters: exactly({ flowId: text }) }),
  v.object({
    name: v.literal("learn"),
    parameters: exactly({
      flowId: text,
      issuer: v.optional(httpUrl),
      again: v.optional(v.boolean()),
    }),
  }),
  v.object({
    name: v.literal("fetch-keys"),
    parameters: exactly({ url: httpUrl }),
  }),
  v.object({ name: v.literal("pause"), parameters: nothing }),
  v.object({ name: v.literal("resume"), parameters: nothing }),
  v.object({ name: v.literal("dismiss-notice"), parameters: nothing }),
  v.object({ name: v.literal("access"), parameters: nothing }),
  v.object({
    name: v.literal("remember"),
    parameters: exactly({ slot: v.pipe(v.string(), v.maxLength(256)), place: v.custom<Place>(isPlace) }),
  }),
  v.object({
    name: v.literal("save-settings"),
    parameters: v.pipe(
      v.custom((settings) => settingsOf(settings) !== null),
      v.transform((settings) => settingsOf(settings) as Settings),
    ),
  }),
]);

/** What the inspector answers; to refuse it here would come before its answer. */
const forInspector: readonly unknown[] = ["report", "show"] satisfies readonly (keyof InspectorMessages)[];

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
  if (forInspector.includes(Object(received).name)) return undefined;
  const parsed = v.safeParse(message, received);
  if (!parsed.success) return Promise.reject(new Error("The message is malformed."));
  const handler = handlers[parsed.output.name as MessageName] as (parameters: unknown) => Promise<unknown>;
  return handler(parsed.output.parameters);
}
