import type { Section } from "../../extension/compare/compare.js";
import type { Shown } from "../../extension/compare/fact.js";
import type { Row } from "../../extension/compare/rows.js";
import { say, sayCount } from "../text/say.js";
import { dateTime, duration, lifetime } from "../text/time.js";

/** What a cell says, as plain text; credentials are masked in it. */
export function wordsOf(shown: Shown, section: Section): string {
  switch (shown.kind) {
    case "text":
      return shown.text === "" ? say("compare_empty") : shown.text;
    case "masked":
      return `${shown.text} ${say(`compare_form_${shown.form.toLowerCase() as Lowercase<typeof shown.form>}`)}`;
    case "seconds":
      return lifetime(shown.seconds);
    case "duration":
      return duration(shown.ms);
    case "time":
      return dateTime(shown.at);
    case "word":
      return say(`compare_word_${shown.word}`) + (shown.ms === undefined ? "" : ` · ${duration(shown.ms)}`);
    case "absent":
      return say(section.name === "findings" ? "compare_not_found" : "compare_absent");
    case "hidden":
      return say(section.name === "findings" ? "compare_undetermined" : "compare_hidden");
  }
}

/** `ID Token`, `Token endpoint · authorization_code`. */
export function titleOf({ name, of }: Section): string {
  if (name === "token") {
    return of === "id_token" || of === "refresh_token" ? say(`compare_${of}`) : say("compare_access_token");
  }
  return of === null ? say(`compare_section_${name}`) : `${say(`compare_section_${name}`)} · ${of}`;
}

export const nameOf = ({ name, term }: Row): string => (term === null ? name : say(`compare_term_${term}`));

export const signs = { same: "=", differs: "≠", "only-left": "−", "only-right": "+", unknown: "?" } as const;

/** How two values stand to each other, in words; findings come and go. */
export function outcomeOf({ outcome }: Row, { name }: Section): string {
  const key = outcome.replace("-", "_") as "same" | "differs" | "only_left" | "only_right" | "unknown";
  if (name === "findings" && key !== "unknown") return say(`compare_finding_${key}`);
  return say(`compare_outcome_${key}`);
}

/** What was compared, where it is not the values as they stand; null where it is, or where there was nothing to compare. */
export function noteOn({ by, outcome, repeated }: Row): string | null {
  if (repeated) return say("compare_repeated");
  return by === "value" || by === "length" || (outcome !== "same" && outcome !== "differs")
    ? null
    : say(`compare_by_${by}`);
}

/** Rows that say that something differs. What could not be compared is not among them. */
export const differencesIn = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ outcome }) => outcome !== "same" && outcome !== "unknown");

/** `2 differences, 1 not comparable`. */
export function countsOf(rows: readonly Row[]): string {
  const differing = differencesIn(rows).length;
  const unknown = rows.filter(({ outcome }) => outcome === "unknown").length;
  const same = rows.length - differing - unknown;
  return [
    differing > 0 ? sayCount("compare_differences", differing) : "",
    unknown > 0 ? sayCount("compare_unknown", unknown) : "",
    same > 0 ? sayCount("compare_same", same) : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** What is said of a part that one login does not have, or that could not be seen of it; null for neither. */
export function presenceOf({ name, left, right }: Section): string | null {
  const side = left === "there" ? (right === "there" ? null : "right") : "left";
  if (side === null) return null;
  const presence = side === "left" ? left : right;
  if (name === "findings") return presence === "hidden" ? say(`compare_unjudged_${side}`) : null;
  return say(presence === "hidden" ? `compare_hidden_${side}` : `compare_absent_${side}`);
}
