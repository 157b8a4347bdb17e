/** A message of `web-ext lint --output json`, as far as it is used here. */
export interface LintMessage {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

export interface LintReport {
  readonly errors: readonly LintMessage[];
  readonly warnings: readonly LintMessage[];
}

interface Accepted {
  readonly code: string;
  /** Without the hash that the build gives it. */
  readonly file: string;
  /** How often it may occur in this file. */
  readonly times: number;
}

/** Preact can set innerHTML where a component asks for it; none does, and a lint rule keeps it so. */
const innerHtml = { code: "UNSAFE_VAR_ASSIGNMENT", times: 1 };

/** Warnings that are known and meant. */
const accepted: readonly Accepted[] = [{ ...innerHtml, file: "chunk.js" }];

/** The report's errors, and its warnings beyond those that are accepted, one line each. */
export function lintFaults({ errors, warnings }: LintReport): readonly string[] {
  const met = new Map<Accepted, number>();
  const unaccepted = warnings.filter(({ code, file }) => {
    const known = accepted.find(
      (one) => one.code === code && one.file === file?.replace(/-[A-Z0-9]{8}\.js$/, ".js"),
    );
    if (known === undefined) {
      return true;
    }
    met.set(known, (met.get(known) ?? 0) + 1);
    return (met.get(known) ?? 0) > known.times;
  });
  return [...errors, ...unaccepted].map(
    ({ code, message, file, line }) => `${file ?? "manifest.json"}:${line ?? 1} ${code}: ${message}`,
  );
}
