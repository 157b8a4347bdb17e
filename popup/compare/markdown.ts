import type { Section } from "../../extension/compare/compare.js";
import type { Row } from "../../extension/compare/rows.js";
import type { Login } from "../../extension/flow/login.js";
import { labelOf } from "../components/login-label.js";
import { spellOut } from "../text/hidden-characters.js";
import { say } from "../text/say.js";
import { zonedTime } from "../text/time.js";
import { countsOf, nameOf, noteOn, outcomeOf, presenceOf, signs, titleOf, wordsOf } from "./words.js";

/**
 * A comparison as Markdown, for an issue or a message. Credentials in it are masked, and nothing of it is read as markup.
 *
 * @param rowsOf which rows of a section to write
 */
export function markdownOf(
  left: Login,
  right: Login,
  sections: readonly Section[],
  rowsOf: (section: Section) => readonly Row[],
): string {
  const line = (side: string, login: Login) => {
    const { name, parties } = labelOf(login);
    return `- **${side}:** ${escaped(`${name}, ${parties}, ${zonedTime(login.startedAt)}`)}`;
  };
  return [
    `# ${say("compare_title")}`,
    `${line(say("compare_left"), left)}\n${line(say("compare_right"), right)}`,
    ...sections.flatMap((section) => tableOf(section, rowsOf(section))),
    "",
  ].join("\n\n");
}

function tableOf(section: Section, rows: readonly Row[]): readonly string[] {
  const presence = presenceOf(section);
  const head = [
    `## ${escaped(titleOf(section))}`,
    escaped([countsOf(section.rows), presence].filter((part) => part !== null).join(". ")),
  ];
  if (rows.length === 0) return head;
  const lines = rows.map((row) => {
    const note = noteOn(row);
    const outcome = `${signs[row.outcome]} ${outcomeOf(row, section)}${note === null ? "" : `, ${note}`}`;
    return lineOf([nameOf(row), wordsOf(row.left, section), wordsOf(row.right, section), outcome]);
  });
  const titles = lineOf(["", say("compare_left"), say("compare_right"), ""]);
  return [...head, [titles, "| --- | --- | --- | --- |", ...lines].join("\n")];
}

const lineOf = (cells: readonly string[]): string => `| ${cells.map(escaped).join(" | ")} |`;

/** Text of a stranger, on one line, in which no character means anything to Markdown. */
const escaped = (text: string): string =>
  spellOut(text)
    .replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&")
    .replace(/\s+/g, " ");
