import { type Settings, settingsOf } from "../extension/settings.js";
import { say } from "./text/say.js";

/** Why a pattern cannot be added to the authorization endpoints, in plain words; null if it can. */
export function obstacleToPattern(text: string, settings: Settings): string | null {
  const pattern = text.trim();
  if (pattern === "") return say("settings_pattern_empty");
  if (settings.patterns.includes(pattern)) return say("settings_pattern_known");
  if (settingsOf({ ...settings, patterns: [pattern] })) {
    const extended = { ...settings, patterns: [...settings.patterns, pattern] };
    return settingsOf(extended) ? null : say("settings_pattern_full");
  }
  return say("settings_pattern_fault");
}
