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

/** A flow keeps the patterns of its time, so they are to be few and short. */
const patternsCap = 20;
const patternCap = 512;

const patternIn = (value: unknown): string | undefined => {
  const pattern = typeof value === "string" ? value.trim() : "";
  return pattern.length <= patternCap && /^(?:\*|https?):\/\/\S+$/i.test(pattern) ? pattern : undefined;
};

function patternsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > patternsCap) return undefined;
  const patterns = value.map(patternIn).filter((pattern) => pattern !== undefined);
  return patterns.length === value.length ? patterns : undefined;
}

const flag = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

const zoneIn = (value: unknown): string | null | undefined =>
  value === null || (typeof value === "string" && value.length <= 64 && isTimeZone(value))
    ? value
    : undefined;

/** Each member, or undefined for what it cannot be. By hand: a library for this would be in the popup before it is drawn. */
function membersIn(value: unknown): { readonly [Name in keyof Settings]: Settings[Name] | undefined } {
  const given: Readonly<Record<string, unknown>> = Object(value);
  return {
    patterns: patternsIn(given.patterns),
    onlyThisTab: flag(given.onlyThisTab),
    theme: themes.find((theme) => theme === given.theme),
    timeZone: zoneIn(given.timeZone),
    maskSecrets: flag(given.maskSecrets),
    singleKeys: flag(given.singleKeys),
  };
}

/**
 * Settings as they may be saved, with patterns trimmed. Never throws.
 *
 * @returns null where a member is missing or malformed: such as what is no http or https URL, or a zone that the browser lacks
 */
export function settingsOf(value: unknown): Settings | null {
  const members = membersIn(value);
  return Object.values(members).includes(undefined) ? null : (members as Settings);
}

/** Settings among the entries of `storage.local`; what is missing or malformed has its default. Never throws. */
export function settingsIn(entries: Readonly<Record<string, unknown>>): Settings {
  const stored = Object.entries(membersIn(entries[settingsKey]));
  return { ...defaultSettings, ...Object.fromEntries(stored.filter(([, member]) => member !== undefined)) };
}
