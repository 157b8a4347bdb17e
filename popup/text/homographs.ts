import { unicodeLabel } from "./punycode.js";

/** Letters of Cyrillic, Greek and Armenian, and rare ones of Latin, each before the Latin letter that it resembles. */
const pairs =
  "аaсcԁdеeһhіiјjкkӏlмmоoрpԛqѕsтtѵvԝwхxуyАAВBЕEНHІIЈJКKМMОOРPЅSТTХXУYαaεeηnιiκkνvοoρpτtυuχxγyωwϲcϳjΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXօoսuհhոnցgզqɑaɡgıiɩi";

const latinOf: ReadonlyMap<string, string> = new Map(
  Array.from({ length: pairs.length / 2 }, (_, index) => [
    pairs.charAt(2 * index),
    pairs.charAt(2 * index + 1),
  ]),
);

/** What is to be known of a host name or word whose letters mislead. */
export interface Lookalike {
  readonly text: string;
  /** A name of `xn--` labels as it reads in Unicode; null for any other. */
  readonly unicode: string | null;
  /** In Latin letters what it can be taken for; null for nothing. */
  readonly looksLike: string | null;
  /** Whether a label or word mixes letters of several scripts. */
  readonly mixed: boolean;
}

/** Ordinary text, or what misleads. */
export type Run = string | Lookalike;

/** Only text with any of these is looked at, and that is next to none. */
const suspicious = /[\u0250-\u02af\u0131\u0370-\u058f]|xn--/i;
const words = /[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*/gu;

/**
 * Cuts text at the host names and words that mislead: internationalised host names in their ASCII form, and words in which
 * letters of other scripts stand for Latin ones.
 *
 * Ordinary words of other scripts are left alone, unless a host name is made of nothing but letters that resemble Latin
 * ones. Linear; at no cost for text in ASCII.
 *
 * @see Unicode Technical Standard 39, section 5; RFC 5890, section 2.3.2.1
 */
export function runsOf(text: string): readonly Run[] {
  if (!suspicious.test(text)) return [text];
  const runs: Run[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    const found = suspicious.test(word) ? lookalikeOf(word) : null;
    if (found === null) continue;
    if (index > end) runs.push(text.slice(end, index));
    runs.push(found);
    end = index + word.length;
  }
  if (end < text.length) runs.push(text.slice(end));
  return runs;
}

/** @param word a host name, or a word of a text */
export function lookalikeOf(word: string): Lookalike | null {
  const unicode = word.split(".").map(unicodeLabel).join(".");
  const isEncoded = unicode !== word;
  const labels = unicode.split(".");
  const mixed = labels.some(mixesScripts);
  const isHost = labels.length > 1;
  const isFake = labels.some((label) => resemblesLatin(label, isHost));
  if (!isEncoded && !isFake && !(isHost && mixed)) return null;
  const looksLike = isFake ? [...unicode].map((letter) => latinOf.get(letter) ?? letter).join("") : null;
  return { text: word, unicode: isEncoded ? unicode : null, looksLike, mixed };
}

/** Whether letters of other scripts stand for Latin ones: beside Latin ones, or, in a host name, all of them. */
function resemblesLatin(label: string, isHost: boolean): boolean {
  const letters = label.match(/\p{L}/gu) ?? [];
  const fakes = letters.filter((letter) => latinOf.has(letter)).length;
  if (fakes === 0) return false;
  return letters.some((letter) => /[a-z]/i.test(letter)) || (isHost && fakes === letters.length);
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];
const mixesScripts = (label: string): boolean => scripts.filter((script) => script.test(label)).length > 1;
