import * as v from "valibot";

/** Key of the settings in `storage.local`. They hold no secret. */
export const settingsKey = "settings";

/** What the person chose; outlives the browser. */
export interface Settings {
  /** URLs of authorization endpoints whose requests bear none of the usual parameters; `*` stands for anything. */
  readonly patterns: readonly string[];
  /** Whether the popup opens with the logins of its tab alone. */
  readonly onlyThisTab: boolean;
  /** `system`: as the browser and its system have it. */
  readonly theme: Theme;
  /** IANA name of the zone that times are shown in; null for the browser's. */
  readonly timeZone: string | null;
  /** Whether credentials are masked on screen until they are revealed. */
  readonly maskSecrets: boolean;
  /** Whether keys without a modifier do something (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

export const defaultSettings: Settings = {
  patterns: [],
  onlyThisTab: false,
  theme: "system",
  timeZone: null,
  maskSecrets: true,
  singleKeys: true,
};

/** Whether the browser knows a time zone by this name, such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name !== "";
  } catch {
    return false;
  }
}

const pattern = v.pipe(v.string(), v.trim(), v.maxLength(512), v.regex(/^(?:\*|https?):\/\/\S+$/i));
/** A flow keeps the patterns of its time, so they are to be few and short. */
const patterns = v.pipe(v.array(pattern), v.maxLength(20));

const members = {
  patterns,
  onlyThisTab: v.boolean(),
  theme: v.picklist(themes),
  timeZone: v.nullable(v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone))),
  maskSecrets: v.boolean(),
  singleKeys: v.boolean(),
};

/** Settings as they may be saved. Trims patterns; refuses what is no http or https URL, and zones that the browser lacks. */
export const settingsSchema = v.object(members);

const stored = v.object({
  patterns: v.fallback(patterns, []),
  onlyThisTab: v.fallback(members.onlyThisTab, defaultSettings.onlyThisTab),
  theme: v.fallback(members.theme, defaultSettings.theme),
  timeZone: v.fallback(members.timeZone, defaultSettings.timeZone),
  maskSecrets: v.fallback(members.maskSecrets, defaultSettings.maskSecrets),
  singleKeys: v.fallback(members.singleKeys, defaultSettings.singleKeys),
});

/** Settings among the entries of `storage.local`; what is missing or malformed has its default. Never throws. */
export function settingsIn(entries: Readonly<Record<string, unknown>>): Settings {
  const parsed = v.safeParse(stored, entries[settingsKey]);
  return parsed.success ? parsed.output : defaultSettings;
}
