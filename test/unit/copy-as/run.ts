import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { type Tool, writers } from "../../../extension/copy-as/copied.js";
import type { WrittenRequest } from "../../../extension/copy-as/request.js";
import { templateOf } from "../../../extension/copy-as/template.js";

/** A request written for a tool, with its live secrets. */
export const live = (tool: Tool, request: WrittenRequest): string =>
  writers[tool](templateOf(request, "live"));

export interface Ran {
  readonly arguments: readonly string[];
  readonly input: string;
}

/**
 * Runs a command through a shell in which the tools are functions that tell their arguments and their input, and nothing else is
 * to be found.
 *
 * @throws where anything but one tool was run, or the shell found a fault
 */
export function run(shell: string, command: string, variables: Readonly<Record<string, string>> = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), "copied-"));
  const tell = `told() { for one; do printf '%s\\0' "$one"; done > told; cat > input; printf x >> count; }`;
  try {
    const script = `${tell}\ncurl() { told "$@"; }\nhttp() { told "$@"; }\n${command}\n`;
    const ran = spawnSync(shell, [...(shell === "bash" ? ["--norc"] : []), "-c", script], {
      cwd: folder,
      env: { ...variables, PATH: "/usr/bin:/bin" },
      input: "",
      encoding: "utf8",
    });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    if (ran.status !== 0 || ran.stdout !== "" || ran.stderr !== "" || read("count") !== "x") {
      throw new Error(`${shell} ended with ${ran.status}: ${ran.stdout}${ran.stderr}`);
    }
    return { arguments: read("told").split("\0").slice(0, -1), input: read("input") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs JavaScript with a `fetch` that tells what it was called with. */
export async function fetched(text: string): Promise<readonly unknown[]> {
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const calls: unknown[][] = [];
  await new AsyncFunction("fetch", `"use strict";${text}`)((...told: unknown[]) => calls.push(told));
  expect(calls.length).toBe(1);
  return calls[0] ?? [];
}
