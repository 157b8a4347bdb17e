import { isJsonObject, readJson } from "../oauth/json.js";
import { parametersOf } from "../oauth/parameter.js";
import { plainHeader, plainText, type RequestTemplate, type Template } from "./request.js";
import { command, printed, setByTools, shellWord, urlWord } from "./shell.js";

/**
 * A request as a command for HTTPie 3, for shells as of {@link shellWord}.
 *
 * A form or a JSON object is written field by field where HTTPie then sends the same fields or members, else as the text it is.
 * Two things
 * HTTPie cannot be told: a header whose name begins with a hyphen, which is left out, and a header's backslash before one of `:;=@`.
 */
export function httpieOf(request: RequestTemplate): string {
  const { method, url, headers, body } = request;
  const input = body && printed(body);
  const fields = body && (formFields(request, body) ?? jsonFields(request, body));
  const given = headers.filter(
    ({ name }) => !setByTools(name) && !name.startsWith("-") && !(fields && /^content-type$/i.test(name)),
  );
  return command([
    `${input ?? ""}http ${fields?.option ?? ""}${shellWord([method])} ${urlWord(url)}`,
    ...given.map(({ name, value }) => headerWord(name, value)),
    ...(body && !headers.some(({ name }) => /^content-type$/i.test(name)) ? ["'Content-Type:'"] : []),
    ...(fields ? fields.words : body === null || input ? [] : [`--raw ${shellWord(body)}`]),
  ]);
}

/** A value must not begin with what would make another separator of the colon. */
function headerWord(name: string, value: Template): string {
  if (value.join("") === "") return shellWord([`${name};`]);
  const [first, ...rest] = value;
  const escaped = typeof first === "string" ? first.replace(/^(?=[=@:;])/, "\\") : first;
  return shellWord([`${name}:`, ...(escaped === undefined ? [] : [escaped]), ...rest]);
}

interface Fields {
  readonly option: string;
  readonly words: readonly string[];
}

const simpleName = /^[a-z_][\w.]*$/i;
/** What HTTPie would take for a separator or an escape. */
const simpleValue = /^(?![=@])[^\\]*$/;

function formFields(request: RequestTemplate, body: Template): Fields | null {
  if (!isOfType(request, "application/x-www-form-urlencoded")) return null;
  // NUL marks the variables; a form that holds one itself is sent as it is.
  if (body.some((piece) => typeof piece === "string" && /\0|%00/.test(piece))) return null;
  const text = body.map((piece) => (typeof piece === "string" ? piece : `\0${piece.variable}\0`)).join("");
  const fields = parametersOf(text);
  const again = new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString();
  if (fields.length === 0 || again.replaceAll("%00", "\0") !== text) return null;
  if (!fields.every(({ name, value }) => simpleName.test(name) && simpleValue.test(value))) return null;
  return {
    option: "--form ",
    words: fields.map(({ name, value }) => {
      const pieces = value.split("\0").map((piece, index) => (index % 2 === 1 ? { variable: piece } : piece));
      return shellWord([`${name}=`, ...pieces]);
    }),
  };
}

function jsonFields(request: RequestTemplate, body: Template): Fields | null {
  const text = plainText(body);
  if (text === null || !isOfType(request, "application/json")) return null;
  const { value } = readJson(text);
  // Where it is not the same when written again, as with numbers beyond a double, it is sent as it is.
  if (!isJsonObject(value) || JSON.stringify(value) !== text.trim()) return null;
  const members = Object.entries(value).map(([name, member]) =>
    typeof member === "string"
      ? ({ name, separator: "=", value: member } as const)
      : ({ name, separator: ":=", value: JSON.stringify(member) } as const),
  );
  if (members.length === 0) return null;
  if (!members.every((member) => simpleName.test(member.name) && simpleValue.test(member.value))) return null;
  return {
    option: "",
    words: members.map((member) => shellWord([member.name + member.separator + member.value])),
  };
}

const isOfType = (request: RequestTemplate, type: string): boolean =>
  (plainHeader(request, "content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() === type;
