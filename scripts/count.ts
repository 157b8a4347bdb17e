/** How many checks passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export const pass: Count = { passed: 1, failed: 0 };
export const fail: Count = { passed: 0, failed: 1 };

/** The part of the report that `jest --json` writes which is used here. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * Counts the tests of a jest run. A file that could not be loaded counts as one failure, and so does a run that
 * failed although no test did, or that had no tests at all.
 *
 * @param report  null where jest wrote none
 * @param code    exit code of jest
 */
export function countOf(report: JestReport | null, code: number): Count {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  const unexplained = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

/** Adds counts up. */
export function total(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

/** The line that ends a test run: `12 passed, 0 failed`. */
export function summaryLine({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}
