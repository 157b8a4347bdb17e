import type { Lane } from "./lanes.js";
import type { Message, Sequence } from "./sequence.js";

/** How a diagram is put into words. None of them holds a secret. */
export interface Words {
  readonly lane: (lane: Lane) => string;
  readonly label: (message: Message) => string;
  /** Distance of a message from the start of the login; empty for none. */
  readonly time: (message: Message) => string;
}

/**
 * A diagram as Mermaid text: solid arrows for what was seen, dotted ones for what was not, findings as notes.
 *
 * Whatever hosts and labels hold, it stays text: characters with a meaning in Mermaid are written as entity codes.
 *
 * @see https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function mermaidOf({ lanes, messages }: Sequence, words: Words): string {
  const names = new Map(lanes.map(({ id }, index) => [id, `p${index + 1}`]));
  const between = ({ from, to }: Message) =>
    [...new Set([from, to])]
      .sort((a, b) => lanes.findIndex(({ id }) => id === a) - lanes.findIndex(({ id }) => id === b))
      .map((id) => names.get(id))
      .join(",");
  const lines = messages.flatMap((message) => {
    const { from, to, step, status, findings } = message;
    const arrow = status === "seen" ? "->>" : "-->>";
    const number = step === null ? "" : `${step}. `;
    const time = words.time(message);
    const text = `${number}${words.label(message)}${time && ` (${time})`}`;
    return [
      `${names.get(from)}${arrow}${names.get(to)}: ${escaped(text)}`,
      ...findings.map(
        ({ check, severity }) =>
          `Note over ${between(message)}: ${escaped(`${severity}: ${check.title.replaceAll("`", "")}`)}`,
      ),
    ];
  });
  const participants = lanes.map(
    (lane) => `participant ${names.get(lane.id)} as ${escaped(words.lane(lane))}`,
  );
  return `${["sequenceDiagram", ...[...participants, ...lines].map((line) => `    ${line}`)].join("\n")}\n`;
}

/** Text in which nothing is syntax. A lone `end` would close a block. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[^\p{L}\p{M}\p{N} ._/?=,:()+“”„‚‘’…→−@'*~-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replace(/\bend\b/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
