import { sha256Base64url } from "./oauth/digest.js";
import { parameterInfo } from "./oauth/parameter-register.js";
import type { Found } from "./redact-find.js";
import { isRedactedJwt } from "./redact-jwt.js";
import { plainName, type Sort } from "./redact-names.js";
import { fromBytes, toBytes } from "./redact-views.js";

/** Something that must not be shown, and what is shown instead. */
export interface Secret {
  /** `REDACTED-access_token-0001`: the same in every encoding, so that it may stand anywhere. */
  readonly placeholder: string;
  readonly kind: string;
  readonly value: string;
}

/** Where a known secret stands in a text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly secret: Secret;
  /** What goes in its place where that is not up to what the secret is. */
  readonly instead: string | null;
  /** Whether it may be shown, but would no longer fit what is shown of the secret. */
  readonly harmless: boolean;
}

interface Needle extends Omit<Hit, "start" | "end"> {
  readonly text: string;
}

/** Shorter values, and words, occur by chance; they are hidden where they are stated, but not sought elsewhere. */
const shortest = 8;

const placeholders = /REDACTED-(\w+)-(\d{4,})/g;

/** Whether something was redacted before. */
export const isPlaceholder = (value: string): boolean =>
  /^REDACTED-\w+-\d{4,}$/.test(value) || isRedactedJwt(value);

/** Every secret that is known, each with its placeholder: equal values have equal ones. */
export class Secrets {
  readonly #byValue = new Map<string, Secret>();
  readonly #counts = new Map<string, number>();
  /** By their last {@link shortest} characters: tokens begin alike, and end in a signature. */
  readonly #needles = new Map<string, Needle[]>();
  readonly #grams = new Uint8Array(65_536);
  readonly #tracesOf: (secret: string) => Iterable<string>;

  /** @param tracesOf other texts that give a secret away */
  constructor(tracesOf: (secret: string) => Iterable<string>) {
    this.#tracesOf = tracesOf;
  }

  /** Keeps the placeholders of an earlier redaction apart from those that are to come. */
  reserve(text: string): void {
    for (const [, kind = "", number = ""] of text.matchAll(placeholders)) {
      this.#counts.set(kind, Math.max(this.#counts.get(kind) ?? 0, Math.min(Number(number), 1e9)));
    }
  }

  /** Makes a secret known. Returns the one that is known already by that value, or that this value is a trace of. */
  note({ kind, sort, value: found }: Found): Secret {
    const value = fromBytes(found);
    const known = this.#byValue.get(keyOf(value)) ?? this.#needle(value)?.secret;
    if (known) return known;
    const secret = { kind, value, placeholder: this.#placeholderOf(kind) };
    this.#byValue.set(keyOf(value), secret);
    if (!isSought(value, sort)) return secret;
    const { placeholder } = secret;
    for (const text of writingsOf(value)) this.#seek({ text, secret, instead: null, harmless: false });
    for (const text of this.#tracesOf(value)) {
      if (text.length >= shortest) this.#seek({ text, secret, instead: placeholder, harmless: false });
    }
    if (plainName(kind).endsWith("verifier")) {
      const instead = sha256Base64url(placeholder);
      this.#seek({ text: sha256Base64url(value), secret, instead, harmless: true });
    }
    return secret;
  }

  /** Where secrets stand in a text, as they are; hits may overlap. */
  *hitsIn(text: string): Iterable<Hit> {
    for (let end = shortest; end <= text.length; end += 1) {
      if (this.#grams[gramBefore(text, end)] === 0) continue;
      for (const { text: written, ...hit } of this.#needles.get(text.slice(end - shortest, end)) ?? []) {
        const start = end - written.length;
        if (start >= 0 && text.startsWith(written, start)) yield { ...hit, start, end };
      }
    }
  }

  #needle(text: string): Needle | undefined {
    return this.#needles.get(text.slice(-shortest))?.find((needle) => needle.text === text);
  }

  #seek(needle: Needle): void {
    if (this.#needle(needle.text)) return;
    const ending = needle.text.slice(-shortest);
    this.#grams[gramBefore(needle.text, needle.text.length)] = 1;
    this.#needles.set(ending, [...(this.#needles.get(ending) ?? []), needle]);
  }

  #placeholderOf(kind: string): string {
    const name = kind.replace(/\W/g, "_").slice(0, 40) || "value";
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return `REDACTED-${name}-${String(count).padStart(4, "0")}`;
  }
}

/** In a query a plus may be a space (RFC 6749, appendix B), so one value may be read in both ways. */
const keyOf = (value: string): string => value.replaceAll(" ", "+");

const writingsOf = (value: string): readonly string[] => [
  ...new Set([value, keyOf(value), toBytes(value), toBytes(keyOf(value))]),
];

const gramBefore = (text: string, end: number): number =>
  (text.charCodeAt(end - 1) ^ (text.charCodeAt(end - 2) << 5) ^ (text.charCodeAt(end - 3) << 10)) & 0xffff;

/** Whether a value can be told from what stands there by chance. */
function isSought(value: string, sort: Sort): boolean {
  if (value.length < shortest || parameterInfo(value) !== null || /^https?:/i.test(value)) return false;
  switch (sort) {
    case "browser":
      return value.length >= 16 && /\d/.test(value);
    case "personal":
      return /[^a-z_]/i.test(value) && /\D/.test(value);
    default:
      return value.length >= 16 || !/^(?:[A-Z]?[a-z_]+|[A-Z_]+)$/.test(value);
  }
}
