import * as v from "valibot";

/** Key of the settings in `storage.local`. They hold no secret. */
export const settingsKey = "settings";

/** What the person chose; outlives the browser. */
export interface Settings {
  /** URLs of authorization endpoints whose requests bear none of the usual parameters; `*` stands for anything. */
  readonly patterns: readonly string[];
  /** Whether the popup opens with the logins of its tab alone. */
  readonly onlyThisTab: boolean;
}

export const defaultSettings: Settings = { patterns: [], onlyThisTab: false };

const pattern = v.pipe(v.string(), v.trim(), v.maxLength(512), v.regex(/^(?:\*|https?):\/\/\S+$/i));
/** A flow keeps the patterns of its time, so they are to be few and short. */
const patterns = v.pipe(v.array(pattern), v.maxLength(20));

/** Settings as they may be saved. Trims patterns; refuses what is no http or https URL. */
export const settingsSchema = v.object({ patterns, onlyThisTab: v.boolean() });

const stored = v.object({
  patterns: v.fallback(patterns, []),
  onlyThisTab: v.fallback(v.boolean(), defaultSettings.onlyThisTab),
});

/** Settings among the entries of `storage.local`; what is missing or malformed has its default. Never throws. */
export function settingsIn(entries: Readonly<Record<string, unknown>>): Settings {
  const parsed = v.safeParse(stored, entries[settingsKey]);
  return parsed.success ? parsed.output : defaultSettings;
}
