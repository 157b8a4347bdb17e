import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parseSync } from "@swc/core";

const folder = join(import.meta.dirname, "..", "..", "..", "popup");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .sort();

/** Names that are the same in every language: the product's, protocol terms, keys. */
const names = [
  "Token Inspector",
  "Authorization:",
  "POST",
  "response_mode",
  "expires_in",
  "exp − iat",
  "URL",
  "base64url",
  "hex",
  ".mmd",
  "Alt ←",
];

/** What programs alone are told or go by, such as a label of the core. */
const notForPeople = [
  "No app around this component",
  "judge.js did not load",
  "The message is malformed.",
  "hidden-words sequence-box",
  "input, textarea, select",
  "not applicable",
  "in the token",
];

/** Attributes of elements, and properties of components, that a person reads or hears. */
const spoken =
  /^(?:aria-(?:label|description|valuetext|roledescription|placeholder)|title|alt|label|placeholder)$/;

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

const childrenOf = (node: Node): readonly Node[] => Object.values(node).flatMap(nodesIn);

/** Some of a node's members hold nodes without being one, such as the arguments of a call. */
function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (isNode(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(nodesIn) : [];
}

const everyNodeOf = (node: Node): readonly Node[] => [node, ...childrenOf(node).flatMap(everyNodeOf)];

/** Literal text that an expression may come to; what it passes to a function is no such text. */
function literalsOf(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case "JSXText":
    case "StringLiteral":
      return [node.value as string];
    case "TemplateLiteral":
      return (node.quasis as readonly { readonly raw: string }[]).map(({ raw }) => raw);
    case "JSXExpressionContainer":
    case "ParenthesisExpression":
    case "TsAsExpression":
      return literalsOf(node.expression);
    case "ConditionalExpression":
      return [...literalsOf(node.consequent), ...literalsOf(node.alternate)];
    case "BinaryExpression":
      return /^(?:\+|\|\||&&|\?\?)$/.test(node.operator as string)
        ? [...literalsOf(node.left), ...literalsOf(node.right)]
        : [];
    default:
      return [];
  }
}

const trimmed = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A word of two letters or more; an address that shows what to write is none. */
const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !text.startsWith("https://");

const nameOf = (attribute: Node): string => String((attribute.name as { readonly value?: string }).value);

const isClass = (node: Node): boolean => node.type === "JSXAttribute" && nameOf(node) === "class";

/** Literal words that `source` has a person read, each once. */
function wordsIn(source: string, tsx = true): readonly string[] {
  const all = everyNodeOf(parseSync(source, { syntax: "typescript", tsx }) as unknown as Node);
  const drawn = all.flatMap((node) => {
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      return (node.children as readonly Node[]).flatMap(literalsOf);
    }
    return node.type === "JSXAttribute" && spoken.test(nameOf(node)) ? literalsOf(node.value) : [];
  });
  const silent = all.flatMap((node) =>
    isClass(node) ? everyNodeOf(node) : isNode(node.key) ? [node.key] : [],
  );
  // Wherever they stand, two words with a space between them are meant to be read, if the second is a small one.
  const sentences = all
    .filter((node) => !silent.includes(node))
    .flatMap(({ type, value, raw }) =>
      type === "StringLiteral" ? [value as string] : type === "TemplateElement" ? [raw as string] : [],
    )
    .filter((text) => /^\p{L}+,? \p{Ll}{2,}/u.test(trimmed(text)));
  return [...new Set([...drawn, ...sentences].map(trimmed).filter(isWords))];
}

test.each([
  ["<p>Not read.</p>", ["Not read."]],
  ["<p>{ok ? say('shell_keep') : 'Keep it'}</p>", ["Keep it"]],
  [`<p>{\`so \${many} of\`}</p>`, ["so", "of"]],
  [`<button title="Keep" aria-label={\`Leave \${it}\`} />`, ["Keep", "Leave"]],
  ["<Field placeholder='A JWT' label={say('workbench_input')} />", ["A JWT"]],
  ["report('The server could not be asked')", ["The server could not be asked"]],
  [`{ kind: \`Read from a \${kind}\` }`, ["Read from a"]],
  ["<p class='quiet copy' data-weight='high'>{say('shell_keep', 'Other')} · {count} %</p>", []],
  ["send('dismiss-notice', { kind: 'har' })", []],
])("words in %s", (source, words) => expect(wordsIn(`const drawn = ${source};`)).toEqual(words));

test.each(sources)("%s has a person read nothing that is not in _locales", (path) => {
  const words = wordsIn(readFileSync(join(folder, path), "utf8"), path.endsWith("x"));
  expect(words.filter((text) => !names.includes(text) && !notForPeople.includes(text))).toEqual([]);
});

test.each(sources)("%s leaves numbers to Intl, in the language of the texts", (path) => {
  expect(readFileSync(join(folder, path), "utf8")).not.toMatch(/\.toLocale\w*String\(|\.toFixed\(/);
});
