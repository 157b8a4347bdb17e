/** A text as it reads once decoded, with the way back to the text that it was decoded from. */
export interface View {
  readonly text: string;
  /** Where in the outermost text the characters from `start` up to `end` stand. */
  readonly spanOf: (start: number, end: number) => readonly [start: number, end: number];
  /** Whether it was decoded from base64, where a placeholder cannot be decoded again. */
  readonly packed: boolean;
}

/** Reads a text in one other way: for each place where it is written so, one view. */
export type Decoder = (view: View) => Iterable<View>;

/** How many encodings inside each other are undone. */
const deepest = 4;

/** The text as it stands, and everything that it holds in the encodings given, inside each other too; each once. */
export function viewsOf(text: string, decoders: readonly Decoder[]): readonly View[] {
  const views: View[] = [{ text, spanOf: (start, end) => [start, end], packed: false }];
  const seen = new Set([text]);
  let done = 0;
  for (let depth = 0; depth < deepest; depth += 1) {
    const level = views.slice(done);
    done = views.length;
    for (const view of level) {
      for (const decode of decoders) {
        for (const inner of decode(view)) {
          if (!seen.has(inner.text)) views.push(inner);
          seen.add(inner.text);
        }
      }
    }
  }
  return views;
}

/**
 * A text with its percent escapes decoded. Each escape gives the character of its byte, so that UTF-8 reads as its bytes.
 *
 * @see RFC 3986, section 2.1
 */
export const percentDecoded: Decoder = (view) =>
  unescaped(view, /%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));

/** @see RFC 8259, section 7 */
export const jsonUnescaped: Decoder = (view) =>
  unescaped(view, /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g, (code) => JSON.parse(`"${code}"`) as string);

function* unescaped(view: View, escapes: RegExp, decode: (code: string) => string): Iterable<View> {
  let text = "";
  let copied = 0;
  // Of each escape where its one character stands, and how much shorter all is from there on.
  const places: number[] = [];
  const shorter: number[] = [];
  for (const { 0: code, index } of view.text.matchAll(escapes)) {
    text += view.text.slice(copied, index);
    places.push(text.length);
    shorter.push((shorter.at(-1) ?? 0) + code.length - 1);
    text += decode(code);
    copied = index + code.length;
  }
  if (places.length === 0) return;
  const sourceOf = (at: number) => at + (shorter[countBelow(places, at) - 1] ?? 0);
  yield {
    text: text + view.text.slice(copied),
    spanOf: (start, end) => view.spanOf(sourceOf(start), sourceOf(end)),
    packed: view.packed,
  };
}

/** How many of the ascending numbers are below a limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What runs of base64 or base64url hold, as bytes. A run is read from each of its first four characters on, as it may
 * follow others of the alphabet; what then reads as noise is left out.
 *
 * @see RFC 4648, sections 4 and 5
 */
export function* base64Decoded(view: View): Iterable<View> {
  for (const { 0: run, index } of view.text.matchAll(/[\w+/-]{11,}/g)) {
    const plain = run.replaceAll("-", "+").replaceAll("_", "/");
    for (let phase = 0; phase < 4; phase += 1) {
      const length = plain.length - phase;
      const text = atob(plain.slice(phase, plain.length - (length % 4 === 1 ? 1 : 0)));
      if (!/[\x20-\x7e]{8}/.test(text)) continue;
      const from = index + phase;
      yield {
        text,
        spanOf: (start, end) =>
          view.spanOf(from + Math.floor((start * 4) / 3), from + Math.ceil((end * 4) / 3)),
        packed: true,
      };
    }
  }
}

/** Text whose characters are the bytes of UTF-8, as text; any other text as it is. */
export function fromBytes(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
  } catch {
    return text;
  }
}

/** The bytes of a text as UTF-8, one character each. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}
