import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { whySuperlinear } from "./regex-work.js";

const core = join(__dirname, "..", "..", "..", "extension");

type Expression = readonly [where: string, pattern: string, flags: string];

/** Every regular expression that is written out in the core. */
const expressions = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => {
    const tree = parseSync(readFileSync(join(core, name), "utf8"), { syntax: "typescript" });
    return literalsIn(tree).map(([pattern, flags]): Expression => [name, pattern, flags]);
  });

function literalsIn(node: unknown): readonly (readonly [string, string])[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, pattern, flags } = node as Readonly<Record<string, unknown>>;
  if (type === "RegExpLiteral") return [[String(pattern), String(flags)]];
  return Object.values(node).flatMap(literalsIn);
}

/** Those that a file puts together when it is loaded. */
function builtBy(file: string): readonly Expression[] {
  const built: RegExp[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct(target, given) {
      const expression = Reflect.construct(target, given) as RegExp;
      built.push(expression);
      return expression;
    },
  });
  jest.isolateModules(() => require(join(core, file)));
  globalThis.RegExp = real;
  return built.map(({ source, flags }) => [file, source, flags]);
}

describe("a regular expression takes linear time on whatever it meets", () => {
  it("is looked at wherever one is written", () => {
    expect(expressions.length).toBeGreaterThan(250);
    const building = readdirSync(core, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && /\bRegExp\(/.test(readFileSync(join(core, name), "utf8")),
    );
    expect(building).toEqual(["flow/likeness.ts"]);
    expect(builtBy("flow/likeness.ts")).toHaveLength(3);
  });

  it.each([...expressions, ...builtBy("flow/likeness.ts")])("%s: /%s/%s", (_, pattern, flags) => {
    expect(whySuperlinear(pattern, flags)).toBeNull();
  });
});

describe("whySuperlinear", () => {
  it.each([
    ["^(a+)+$", "a loop of a loop"],
    ["^(?:a|aa)*$", "alternatives that read the same"],
    ["^\\w+\\d+$", "loops beside each other"],
    ["^a*b*a*$", "loops with something optional between"],
    ["^\\s*(?:[^=]*=)?(.*)$", "a loop before one that may read it all"],
    ["a*a*$", "a search that begins anywhere"],
    ["\\s+$", "a search for the end"],
    ["\\/.*$", "a search for the end of a line"],
    ['"(?:[^"\\\\]|\\\\.)*"', "texts that are not closed"],
    ["(?<![\\w-])[\\w-]+x[\\w-]+y", "loops behind a beginning"],
    ["(?=a*b)c", "a loop in a look-around"],
  ])("flags /%s/: %s", (pattern) => {
    expect(whySuperlinear(pattern, "")).not.toBeNull();
  });

  it.each([
    ["^a*b*$", "loops that read different characters"],
    ["^(?:a|ab)*$", "what the next character decides"],
    ["^[^.]+(?:\\.[^.]+)*$", "parts with a separator"],
    ["\\s+", "what succeeds wherever it stops"],
    ["(?:%[\\da-f]{2})+", "what succeeds one round back"],
    ['"(?:[^"\\\\]|\\\\.)*"?', "texts that need not be closed"],
    ["(?<![\\w-])[\\w-]+\\.[\\w-]*", "a search that begins where a word does"],
    ["^\\d{1,3}(?:\\.\\d{1,3}){3}$", "counted repetitions"],
  ])("lets /%s/ pass: %s", (pattern) => {
    expect(whySuperlinear(pattern, "")).toBeNull();
  });
});
