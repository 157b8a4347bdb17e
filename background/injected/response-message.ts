/** Longest JSON text of a message that is reported, characters. */
export const messageLimit = 65_536;

const inText = /\b(?:access_token|id_token)\b|[?#&"](?:code|error|response)"?\s*[=:]/;
const nested = [
  "response",
  "data",
  "result",
  "payload",
  "message",
  "params",
  "url",
  "href",
  "hash",
  "search",
];

/**
 * Whether the data of a message event looks as if it held an authorization response. Looks at no more than a few
 * members, whatever the data.
 *
 * @see OAuth 2.0 Web Message Response Mode, section 4; libraries post a callback's URL or its parameters instead
 */
export function mayHoldResponse(data: unknown): boolean {
  if (typeof data === "string") return isResponseText(data);
  if (!isObject(data)) return false;
  return (
    data.type === "authorization_response" ||
    hasResponse(data) ||
    nested.some((name) => {
      const value = data[name];
      return typeof value === "string" ? isResponseText(value) : isObject(value) && hasResponse(value);
    })
  );
}

/**
 * Data as JSON text.
 *
 * @returns null where it is longer than the limit, or is no JSON
 */
export function jsonOf(data: unknown): string | null {
  let left = messageLimit;
  const spend = (name: string, value: unknown) => {
    left -= name.length + (typeof value === "string" ? value.length : 4);
    if (left < 0) throw new RangeError("too long");
    return value;
  };
  try {
    const json: string | undefined = JSON.stringify(data, spend);
    return json !== undefined && json.length <= messageLimit ? json : null;
  } catch {
    return null;
  }
}

const isResponseText = (text: string): boolean => text.length <= messageLimit && inText.test(text);

function hasResponse(data: Readonly<Record<string, unknown>>): boolean {
  const has = (name: string) => typeof data[name] === "string";
  const jwt = typeof data.response === "string" && data.response.startsWith("eyJ");
  return has("access_token") || has("id_token") || jwt || ((has("code") || has("error")) && has("state"));
}

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data);
