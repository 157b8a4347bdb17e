import { isForbidden } from "./forbidden-headers.js";
import type { RequestTemplate, Template } from "./request.js";

/**
 * A request as a `fetch` call in JavaScript, ECMAScript 2019 or later; variables are declared before it.
 *
 * Leaves out the headers that only the browser sets. Cookies are asked for where some were sent.
 */
export function fetchOf({ method, url, headers, body, variables }: RequestTemplate): string {
  const sent = headers.filter(({ name }) => !isForbidden(name));
  const cookies = headers.some(({ name }) => /^cookie$/i.test(name));
  const options = [
    ...(method === "GET" ? [] : [`  method: ${literal(method)},`]),
    ...(sent.length > 0
      ? // Pairs, as an object would hold no name twice.
        ["  headers: [", ...sent.map(({ name, value }) => `    [${literal(name)}, ${text(value)}],`), "  ],"]
      : []),
    ...(cookies ? ['  credentials: "include",'] : []),
    ...(body === null ? [] : [`  body: ${text(body)},`]),
  ];
  const declared = variables.map((name) => `const ${name} = "";\n`).join("");
  const call = options.length > 0 ? `${text(url)}, {\n${options.join("\n")}\n}` : text(url);
  return `${declared}await fetch(${call});`;
}

const text = (template: Template): string =>
  template.map((piece) => (typeof piece === "string" ? literal(piece) : piece.variable)).join(" + ") || '""';

/** A string literal that also stays one within a `<script>` element, and shows what hides. */
const literal = (plain: string): string =>
  JSON.stringify(plain).replace(/[<\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
