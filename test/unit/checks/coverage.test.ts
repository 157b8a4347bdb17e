import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Check, Severity, Verdict } from "../../../extension/checks/check.js";
import { readCheckNotes } from "../../../scripts/checks-docs.js";

/** What becomes of a verdict on its way to the tests, as if the check were broken. */
let broken: (verdict: Verdict, id: string) => Verdict = (verdict) => verdict;

jest.mock("../../../extension/checks/catalogue.js", () => {
  const catalogue = jest.requireActual<{ checks: readonly Check[] }>(
    "../../../extension/checks/catalogue.js",
  );
  const checks = catalogue.checks.map(
    (check): Check => ({
      ...check,
      evaluate: (theCase) => broken(check.evaluate(theCase), check.id),
    }),
  );
  return { ...catalogue, checks };
});

/** A test of the other files in this folder, not run by jest but by {@link passes}. */
interface CollectedTest {
  /** Heading of the outermost `describe`, which begins with the check's id. */
  readonly heading: string;
  readonly run: () => unknown;
}

type Row = readonly unknown[];
type Body = (...row: Row) => unknown;

const collected: CollectedTest[] = [];
const preparations: Body[] = [];

/** Loads the tests of the checks with a `describe` and an `it` that only note what there is to run. */
function collect(): void {
  const headings: string[] = [];
  const note = (run: () => unknown) => collected.push({ heading: headings[0] ?? "", run });
  const each = (table: readonly unknown[]) => (_: string, body: Body) => {
    for (const row of table) note(() => body(...(Array.isArray(row) ? (row as Row) : [row])));
  };
  const describe = (heading: string, body: () => void) => {
    headings.push(heading);
    body();
    headings.pop();
  };
  const own = globalThis as Record<string, unknown>;
  const real = { describe: own.describe, it: own.it, beforeAll: own.beforeAll };
  Object.assign(own, {
    describe,
    it: Object.assign((_: string, body: Body) => note(body), { each }),
    beforeAll: (body: Body) => preparations.push(body),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith(".test.ts") && name !== basename(__filename)) require(join(__dirname, name));
  }
  Object.assign(own, real);
}

collect();

async function passes(tests: readonly CollectedTest[]): Promise<boolean> {
  try {
    for (const { run } of tests) await run();
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  for (const prepare of preparations) await prepare();
});

afterEach(() => {
  broken = (verdict) => verdict;
});

const notes = readCheckNotes();
const { checks } = jest.requireActual<{ checks: readonly Check[] }>("../../../extension/checks/catalogue.js");

describe.each(checks.map(({ id }) => id))("the tests of %s", (id) => {
  const tests = collected.filter(({ heading }) => heading.split(/[ ,]/)[0] === id);

  it("pass, and meet no severity of which the reference does not tell", async () => {
    const met = new Set<Severity>();
    broken = (verdict, of) => {
      if (of === id && verdict.outcome === "fired") met.add(verdict.severity);
      return verdict;
    };
    expect(await passes(tests)).toBe(true);
    const told = notes.get(id)?.severity.match(/\b(?:high|medium|low|info|pass)\b/g);
    // What a client refused is lowered to info, whatever the check.
    expect([...met].filter((severity) => severity !== "info" && !told?.includes(severity))).toEqual([]);
    expect([...(told ?? [])].filter((severity) => !met.has(severity as Severity))).toEqual([]);
  });

  it("have a login that fires it", async () => {
    broken = (verdict, of) => (of === id && verdict.outcome === "fired" ? { outcome: "silent" } : verdict);
    expect(await passes(tests)).toBe(false);
  });

  it("have a near miss that must not", async () => {
    broken = (verdict, of) =>
      of === id && verdict.outcome === "silent"
        ? { outcome: "fired", severity: "info", evidence: [] }
        : verdict;
    expect(await passes(tests)).toBe(false);
  });
});
