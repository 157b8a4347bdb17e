import type { Lane } from "../../extension/sequence/lanes.js";
import type { Message, Sequence } from "../../extension/sequence/sequence.js";
import { labelOf } from "./words.js";

/** Where everything of a diagram stands; all in px at its own size. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly rows: readonly PlacedRow[];
}

export interface PlacedLane {
  readonly lane: Lane;
  readonly x: number;
  /** Room for its heading. */
  readonly room: number;
}

export interface PlacedRow {
  readonly message: Message;
  /** Whether the number of its step stands before it: the row before it is of another one. */
  readonly numbered: boolean;
  /** Upper edge and height. */
  readonly y: number;
  readonly height: number;
  /** Tail and head of the arrow. */
  readonly from: number;
  readonly to: number;
  readonly label: { readonly x: number; readonly anchor: "start" | "end"; readonly lines: readonly string[] };
}

const left = 40;
const right = 64;
const narrowestLane = 88;
const widestLane = 260;
/** From the first and the last lane to the columns beside them. */
const widestEdge = 68;
/** Width of a letter, on the average, of wire text and of words. */
const wireLetter = 6.7;
const wordLetter = 6;
const lineHeight = 14;
const mostLines = 3;
export const headHeight = 40;

/**
 * Lays a diagram out: lanes across the width, or wider where they need more, and one row a message, whose label may go on
 * beyond its arrow.
 *
 * @param available px; 0 where it is not known
 */
export function layOut({ lanes, messages }: Sequence, available: number): Layout {
  const width = Math.max(left + right + lanes.length * narrowestLane, available);
  const edge = Math.min((width - left - right) / lanes.length / 2, widestEdge);
  const room = Math.min((width - left - right - 2 * edge) / Math.max(1, lanes.length - 1), widestLane);
  const placed = lanes.map((lane, index) => ({
    lane,
    x: Math.round(left + edge + index * room),
    room: index > 0 ? room : 2 * edge,
  }));
  const xOf = new Map(placed.map(({ lane, x }) => [lane.id, x]));
  const rows: PlacedRow[] = [];
  let y = 8;
  let step: number | null = null;
  for (const message of messages) {
    const from = xOf.get(message.from) ?? left;
    const to = xOf.get(message.to) ?? left;
    const label = placeLabel(message, Math.min(from, to), Math.max(from, to), width - right);
    const height = 14 + label.lines.length * lineHeight;
    const numbered = message.step !== null && message.step !== step;
    rows.push({ message, numbered, y, height, from, to, label });
    step = message.step ?? step;
    y += height;
  }
  return { width, height: y + 12, lanes: placed, rows };
}

function placeLabel(message: Message, start: number, end: number, edge: number): PlacedRow["label"] {
  const text = labelOf(message);
  const letter = "wire" in message.label && message.status === "seen" ? wireLetter : wordLetter;
  const needed = text.length * letter;
  const after = edge - start - 8;
  const before = end - left - 8;
  // What does not fit to the right may have more room to the left.
  const anchor = needed <= Math.max(after, end - start) || after >= before ? "start" : "end";
  const room = anchor === "start" ? after : before;
  const lines = wrap(text, Math.max(12, Math.floor(room / letter)));
  return { x: anchor === "start" ? start + 8 : end - 8, anchor, lines };
}

/** Breaks text at spaces, and long words where they end the line; what does not fit in is cut. */
export function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most && lines.length < mostLines - 1) {
    const space = rest.lastIndexOf(" ", most);
    const end = space > most / 3 ? space : most;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, shortened(rest, most)];
}

/** Text in so many characters: its beginning and an ellipsis where it is longer. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
