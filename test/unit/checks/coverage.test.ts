import type { Check, Severity, Verdict } from "../../../extension/checks/check.js";
import { readCheckNotes } from "../../../scripts/checks-docs.js";
import { type CollectedTest, collectCheckTests } from "../../fixtures/collected-checks.js";

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

const { tests: collected, preparations } = collectCheckTests();

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
