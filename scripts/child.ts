import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const running = new Set<ChildProcess>();

export interface Ended {
  /** Exit code; 128 + n where signal n ended it. */
  readonly code: number;
  /** What it wrote to its standard output, where that was asked for; "" otherwise. */
  readonly output: string;
}

export interface RunOptions {
  /** Reads the standard output instead of passing it on. */
  readonly capture?: boolean;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a script of a package with this Node.js, in the project's folder, and waits for its end.
 *
 * @param script  path below `node_modules`, such as `jest/bin/jest.js`
 */
export async function runPackage(
  script: string,
  parameters: readonly string[],
  { capture = false, env = {} }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...parameters], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", capture ? "pipe" : "inherit", "inherit"],
  });
  running.add(child);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit, signal) =>
      resolve(exit ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
  running.delete(child);
  return { code, output };
}

/** Passes a signal on to every child that is running. */
export function signalChildren(signal: NodeJS.Signals): void {
  for (const child of running) {
    child.kill(signal);
  }
}
