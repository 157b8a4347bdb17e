import { scanJson } from "./scan-json.js";

export type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonReading {
  /** undefined if the text is no JSON, or is nested too deeply to be read. */
  readonly value: unknown;
  /** What is wrong and where; null if the text is JSON. */
  readonly fault: string | null;
  /** Names that occur more than once in the outermost object. */
  readonly duplicates: readonly string[];
}

/** Parses a JSON text. Never throws, whatever the text, and no fault quotes it. */
export function readJson(text: string): JsonReading {
  const { fault, duplicates } = scanJson(text);
  return { value: fault === null ? parse(text) : undefined, fault, duplicates };
}

export interface JsonObjectReading {
  /** Members in their order; null if the text is no JSON object. */
  readonly value: JsonObject | null;
  /** JSON type of what is no object: `a JSON array`, `JSON null`; null for an object and for what is no JSON. */
  readonly otherType: string | null;
  readonly problems: readonly string[];
}

/**
 * Reads a text that should hold a JSON object.
 *
 * The object has no prototype, so a member such as `constructor` is there only if the text holds it. Never throws; no
 * problem quotes a value.
 *
 * @param label what the problems call the text: `header`, `body`
 * @see RFC 8259
 */
export function readJsonObject(text: string, label: string): JsonObjectReading {
  if (text === "") return { value: null, otherType: null, problems: [`${label}: empty`] };
  const { value: parsed, fault, duplicates } = readJson(text);
  const value = isJsonObject(parsed) ? Object.assign(Object.create(null) as JsonObject, parsed) : null;
  const otherType = parsed === undefined || value !== null ? null : typeName(parsed);
  return {
    value,
    otherType,
    problems: [
      ...(fault === null ? [] : [`${label}: ${fault}`]),
      ...(otherType === null ? [] : [`${label} is ${otherType}, not an object`]),
      ...duplicates.slice(0, 5).map((name) => `${label}: duplicate member${shownName(name)}`),
    ],
  };
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @returns undefined if the text is no JSON after all */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeName(value: unknown): string {
  if (value === null) return "JSON null";
  return Array.isArray(value) ? "a JSON array" : `a JSON ${typeof value}`;
}

/** A name that does not look like one could be anything, so it is not repeated. */
const shownName = (name: string): string => (/^[\w:#./-]{1,40}$/.test(name) ? ` "${name}"` : "");
