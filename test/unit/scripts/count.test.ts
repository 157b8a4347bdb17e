import { countOf, type JestReport, summaryLine, total } from "../../../scripts/count.js";

const report = (passed: number, failed: number, broken = 0): JestReport => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numRuntimeErrorTestSuites: broken,
});

describe("countOf", () => {
  it.each<[string, JestReport | null, number, number, number]>([
    ["all passed", report(3, 0), 0, 3, 0],
    ["some failed", report(3, 2), 1, 3, 2],
    ["a file that does not load", report(3, 0, 1), 1, 3, 1],
    ["failed tests beside a file that does not load", report(3, 2, 1), 1, 3, 3],
    ["no tests at all", report(0, 0), 0, 0, 1],
    ["a failure that no test explains", report(3, 0), 1, 3, 1],
    ["no report", null, 1, 0, 1],
    ["no report of a run that claims success", null, 0, 0, 1],
  ])("counts %s", (_, given, code, passed, failed) => {
    expect(countOf(given, code)).toEqual({ passed, failed });
  });
});

describe("the summary", () => {
  it("adds up and is one exact line", () => {
    const sum = total([
      { passed: 1, failed: 0 },
      { passed: 40, failed: 2 },
    ]);
    expect(summaryLine(sum)).toBe("41 passed, 2 failed");
  });

  it("of nothing is nothing", () => {
    expect(summaryLine(total([]))).toBe("0 passed, 0 failed");
  });
});
