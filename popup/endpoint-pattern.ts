import * as v from "valibot";
import { type Settings, settingsSchema } from "../extension/settings.js";

/** Why a pattern cannot be added to the authorization endpoints, in plain words; null if it can. */
export function obstacleToPattern(text: string, settings: Settings): string | null {
  const pattern = text.trim();
  if (pattern === "") return "Type the beginning of a URL.";
  if (settings.patterns.includes(pattern)) return "This one is in the list already.";
  if (v.safeParse(settingsSchema, { ...settings, patterns: [pattern] }).success) {
    const extended = { ...settings, patterns: [...settings.patterns, pattern] };
    return v.safeParse(settingsSchema, extended).success
      ? null
      : "The list is full: remove one before you add another.";
  }
  return "It has to be the beginning of a URL: https://, http:// or *://, then a host, without spaces.";
}
