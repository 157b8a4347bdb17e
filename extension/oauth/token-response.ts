import { type JsonObject, readJsonObject } from "./json.js";
import { parametersOf } from "./parameter.js";

/**
 * The body of a token endpoint's answer.
 *
 * @see RFC 6749, sections 5.1 and 5.2
 */
export interface TokenResponse {
  /** As received, without a byte order mark. May hold live credentials. */
  readonly body: string;
  /** Members in their order, without prototype; null if the body is no JSON object. */
  readonly members: JsonObject | null;
  /** Error code; null for a success. */
  readonly error: string | null;
  /** What is wrong with the body, one plain line each. */
  readonly problems: readonly string[];
}

/**
 * Reads the body of a token endpoint's answer.
 *
 * Reads a urlencoded body too, which some servers send unless asked for JSON, and names it as a problem. Judges no member.
 * Never throws; no problem quotes a value.
 */
export function parseTokenResponse(text: string): TokenResponse {
  // As in the body that the client reads: `Response.json()` drops a byte order mark.
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (isUrlencoded(body)) return urlencoded(body);
  const { value: members, problems } = readJsonObject(body, "body");
  return { body, members, error: errorOf(members), problems };
}

/** Text without the blanks and brackets of JSON and HTML, in which a parameter says success or error. */
const isUrlencoded = (body: string): boolean =>
  !/[\s<>{}"]/.test(body) &&
  parametersOf(body).some(({ name }) => name === "access_token" || name === "id_token" || name === "error");

function urlencoded(body: string): TokenResponse {
  const members = Object.create(null) as Record<string, string>;
  const repeated = new Set<string>();
  const problems = ["body: urlencoded, not JSON"];
  for (const { name, value, problem } of parametersOf(body)) {
    if (name in members) repeated.add(name);
    else members[name] = value;
    if (problem !== null) problems.push(`body: ${problem}`);
  }
  if (repeated.size > 0) problems.push("body: parameters sent more than once");
  return { body, members, error: errorOf(members), problems };
}

/** Some servers put an object where the code should be; what it says is shown as JSON. */
function errorOf(members: JsonObject | null): string | null {
  const error = members?.error;
  if (error === undefined || error === null || error === "" || error === false) return null;
  return typeof error === "string" ? error : JSON.stringify(error);
}
