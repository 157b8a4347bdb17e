/**
 * One parameter as it was received.
 *
 * @see RFC 6749, appendix B (application/x-www-form-urlencoded)
 */
export interface Parameter {
  readonly name: string;
  /** Decoded value; where the encoding is broken, decoded as far as it goes. */
  readonly value: string;
  /** `name=value` exactly as it stood in the message; for a member of a JSON object put together from both. */
  readonly raw: string;
  /** What is wrong with its encoding and where; null if nothing is. */
  readonly problem: string | null;
}

export interface UrlParts {
  /** Everything before the query and the fragment. */
  readonly base: string;
  /** Without the `?`; empty if there is none. */
  readonly query: string;
  /** Without the `#`; empty if there is none. */
  readonly fragment: string;
}

/** Cuts a URL at its first `#` and first `?`. Never throws and changes nothing, so that malformed URLs survive. */
export function splitUrl(url: string): UrlParts {
  const hash = url.indexOf("#");
  const beforeFragment = hash < 0 ? url : url.slice(0, hash);
  const mark = beforeFragment.indexOf("?");
  return {
    base: mark < 0 ? beforeFragment : beforeFragment.slice(0, mark),
    query: mark < 0 ? "" : beforeFragment.slice(mark + 1),
    fragment: hash < 0 ? "" : url.slice(hash + 1),
  };
}

/** Origin of a URL, or null if it has none (custom schemes, malformed URLs). */
export function originOf(url: string | null): string | null {
  const origin = url !== null && URL.canParse(url) ? new URL(url).origin : null;
  return origin === "null" ? null : origin;
}

/** Path of a URL, as it stands, with its leading slash; for a URL without authority what follows the scheme. */
export function pathOf(url: string): string {
  return splitUrl(url).base.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, "");
}

/**
 * Parameters of a query, a fragment or a urlencoded body, in their order, repeated ones kept.
 *
 * Never throws: a broken percent-encoding is left as it stands and named in `problem`.
 */
export function parametersOf(encoded: string): readonly Parameter[] {
  return encoded
    .split("&")
    .filter((pair) => pair !== "")
    .map((raw) => {
      const equals = raw.indexOf("=");
      const name = decodeFormComponent(equals < 0 ? raw : raw.slice(0, equals), "name");
      const value = decodeFormComponent(equals < 0 ? "" : raw.slice(equals + 1), "value");
      return { name: name.text, value: value.text, raw, problem: value.problem ?? name.problem };
    });
}

/**
 * Members of a JSON object as parameters: strings and numbers as they are, anything else as JSON.
 *
 * A member that is null has an empty value, as it says as little as a parameter without a value does.
 */
export function parametersOfObject(members: Readonly<Record<string, unknown>>): readonly Parameter[] {
  return Object.entries(members).map(([name, member]) => {
    const text = typeof member === "string" ? member : JSON.stringify(member);
    return { name, value: member === null ? "" : text, raw: `${name}=${text}`, problem: null };
  });
}

/** First value of that name; null if there is none. */
export function firstValue(parameters: readonly Parameter[], name: string): string | null {
  return parameters.find((parameter) => parameter.name === name)?.value ?? null;
}

/** Members of a space-delimited value (RFC 6749, section 3.3). */
export function valuesOf(value: string | null): readonly string[] {
  return (value ?? "").split(/\s+/).filter((member) => member !== "");
}

function decodeFormComponent(
  encoded: string,
  of: "name" | "value",
): { text: string; problem: string | null } {
  if (!/[%+]/.test(encoded)) return { text: encoded, problem: null };
  const spaced = encoded.replaceAll("+", " ");
  try {
    return { text: decodeURIComponent(spaced), problem: null };
  } catch {
    return { text: decodePieces(spaced), problem: encodingProblem(spaced, of) };
  }
}

/** Decodes each run of percent escapes on its own, so that one broken escape spoils nothing else. */
function decodePieces(encoded: string): string {
  return encoded.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

function encodingProblem(encoded: string, of: "name" | "value"): string {
  const broken = encoded.search(/%(?![0-9a-f]{2})/i);
  return broken < 0
    ? `percent-encoded bytes of the ${of} are not UTF-8`
    : `percent-encoding broken at character ${broken + 1} of the ${of}`;
}
