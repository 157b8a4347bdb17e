import type { Found, Named } from "./redact-find.js";
import { redactedJwt } from "./redact-jwt.js";
import { plainName, type Sort } from "./redact-names.js";
import { rules as everyRule, type Rule } from "./redact-rules.js";
import { isPlaceholder, type Secret, Secrets } from "./redact-secrets.js";
import { type View, viewsOf } from "./redact-views.js";

/** Hides secrets that it knows. */
export interface Redactor {
  /** Plain data with every secret replaced, equal ones by equal placeholders. Names of members stay as they are. */
  readonly redact: <Value>(value: Value) => Value;
  /** Kinds of the secrets that a JSON text still holds, in whatever encoding; empty for none. */
  readonly leaksIn: (json: string) => readonly string[];
}

/**
 * Learns the secrets of plain data: tokens, codes, verifiers, passwords, cookies, personal claims and the like.
 *
 * A header or field is an object with `name` and `value`. What may occur by chance, being short or a common
 * word, is hidden where it is stated and not sought elsewhere. Never throws.
 *
 * @param data  everything that states secrets, such as flows, and all that is to be redacted
 * @param rules fewer than all only to prove that each is needed
 */
export function createRedactor(data: unknown, rules: readonly Rule[] = everyRule): Redactor {
  const decoders = decodersOf(rules);
  const families = rules.flatMap(({ family }) => family ?? []);
  const secrets = new Secrets((secret) => rules.flatMap(({ traces }) => [...(traces?.(secret) ?? [])]));
  /** Values that are public by their names, which nobody's name for a person makes secret. */
  const publics = new Set<string>();
  const shown = new Map<Secret, string>();

  const sortOf = remember((name: string, place: string | null): Sort | undefined => {
    const plain = plainName(name);
    return families.find((family) => (family.place ?? place) === place && family.pattern.test(plain))?.sort;
  });
  const classify = ({ name, place, ...spot }: Named): readonly Found[] => {
    const sort = sortOf(name, place);
    return sort ? [{ ...spot, kind: name, sort }] : [];
  };

  const foundIn = (text: string, field: string | null): readonly Found[] =>
    rules
      .flatMap(({ named, field: inField, find }) => [
        ...(named?.(text) ?? []),
        ...(field === null ? [] : (inField?.(field, text) ?? [])),
        ...(find?.(text) ?? []),
      ])
      .flatMap((found) => ("kind" in found ? found : classify(found)))
      .filter(({ value }) => value !== "" && !isPlaceholder(value));

  /** All that a text holds, in every encoding. */
  const read = remember((text: string, field: string | null): readonly Reading[] =>
    viewsOf(text, decoders).map((view, index) => ({
      view,
      found: foundIn(view.text, index === 0 ? field : null),
    })),
  );

  const isSecret = ({ sort, value }: Found) =>
    sort !== "public" && !(sort === "personal" && publics.has(value));

  function learn(): void {
    const all: Found[] = [];
    mapTexts(data, null, (text, field) => {
      secrets.reserve(text);
      all.push(...read(text, field).flatMap(({ found }) => found));
      return text;
    });
    for (const { sort, value } of all) if (sort === "public") publics.add(value);
    for (const found of all) if (isSecret(found)) secrets.note(found);
  }

  const redactText = remember((text: string, field: string | null): string => {
    const patches = read(text, field).flatMap(({ view, found }) => {
      const patch = ({ start, end }: Pick<Patch, "start" | "end">, by: string): Patch => {
        const [from, to] = view.spanOf(start, end);
        return { start: from, end: to, by };
      };
      return [
        ...found
          .filter((each) => isSecret(each) && each.start < each.end)
          .map((each) => patch(each, each.number ? "0" : insteadOf(secrets.note(each), view))),
        ...[...secrets.hitsIn(view.text)].map((hit) =>
          patch(hit, hit.instead ?? insteadOf(hit.secret, view)),
        ),
      ];
    });
    return patched(text, patches);
  });

  function insteadOf(secret: Secret, { packed }: View): string {
    if (packed) return secret.placeholder;
    const known =
      shown.get(secret) ?? redactedJwt(secret.value, secret.placeholder, (part) => redactText(part, null));
    shown.set(secret, known);
    return known;
  }

  learn();
  return {
    redact: (value) => mapTexts(value, null, redactText) as typeof value,
    leaksIn(json) {
      const views: Pick<View, "text">[] = [{ text: json }];
      for (const text of addTexts(JSON.parse(json), new Set())) {
        views.push(...viewsOf(text, decodersOf(everyRule)));
      }
      const hits = views.flatMap(({ text }) => [...secrets.hitsIn(text)]);
      return [...new Set(hits.filter(({ harmless }) => !harmless).map(({ secret }) => secret.kind))];
    },
  };
}

/** Does the work once for each text. */
function remember<Result>(work: (text: string, field: string | null) => Result) {
  const known = new Map<string, Result>();
  return (text: string, field: string | null): Result => {
    const key = `${field ?? ""}\n${text}`;
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Result;
    const result = work(text, field);
    known.set(key, result);
    return result;
  };
}

const decodersOf = (rules: readonly Rule[]) => rules.flatMap(({ decode }) => decode ?? []);

/** A part of a text, and what goes in its place. */
interface Patch {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Replaces parts of a text; of overlapping ones the first and longest, and with it what reaches out of it. */
function patched(text: string, patches: readonly Patch[]): string {
  let result = "";
  let copied = 0;
  for (const { start, end, by } of patches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= copied) result += text.slice(copied, start) + by;
    copied = Math.max(copied, end);
  }
  return result + text.slice(copied);
}

/** One way to read a text, with what is found in it. */
interface Reading {
  readonly view: View;
  readonly found: readonly Found[];
}

type Change = (text: string, field: string | null) => string;

/** Plain data with every text in it changed; `field` is the name that stands beside a `value`. */
function mapTexts(value: unknown, field: string | null, change: Change): unknown {
  if (typeof value === "string") return change(value, field);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, null, change));
  if (typeof value !== "object" || value === null) return value;
  const { name } = value as { readonly name?: unknown };
  const beside = typeof name === "string" ? name : null;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      mapTexts(member, key === "value" ? beside : null, change),
    ]),
  );
}

/** Adds every text in plain data, names of members among them. */
function addTexts(value: unknown, to: Set<string>): Set<string> {
  if (typeof value === "string") return to.add(value);
  if (typeof value !== "object" || value === null) return to;
  for (const [key, member] of Object.entries(value)) addTexts(member, to.add(key));
  return to;
}
