import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LintReport, lintFaults } from "./add-on-lint.js";
import { type BrowserKind, browserVersion } from "./browsers.js";
import { build } from "./build.js";
import { runPackage } from "./child.js";
import { type Count, countOf, fail, type JestReport, pass, total } from "./count.js";
import { ensureBrowser } from "./ensure-browser.js";
import { targets } from "./manifest.js";
import { lineOf, weigh } from "./package-size.js";
import { endStrays } from "./strays.js";

/** One part of `npm test`. */
export interface Stage {
  /** What it is called on the command line. */
  readonly name: string;
  readonly heading: string;
  /** Stages without which this one says nothing: where one of them failed, it counts as failed. */
  readonly needs: readonly string[];
  run(): Promise<Count>;
}

/** By itself jest leaves one core alone, which on a small machine is half of them. */
const everyCore = ["--maxWorkers=100%"];

/** In the order in which they run. */
export const stages: readonly Stage[] = [
  tool("lint", "Lint and format", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]),
  tool("types", "Types", "typescript/bin/tsc", ["--noEmit"]),
  { name: "build", heading: "Build", needs: [], run: () => build().then(() => pass) },
  jest("unit", "Unit tests", [], everyCore),
  jest("popup", "Component tests", [], everyCore),
  { name: "add-on", heading: "Add-on rules", needs: ["build"], run: lintAddOn },
  { name: "package", heading: "Package size", needs: ["build"], run: weighPackages },
  { name: "browsers", heading: "Browsers", needs: [], run: ensureBrowsers },
  jest("browser", "Browser tests", ["build", "browsers"], ["--runInBand"]),
];

function tool(name: string, heading: string, script: string, parameters: readonly string[]): Stage {
  return {
    name,
    heading,
    needs: [],
    run: async () => ((await runPackage(script, parameters)).code === 0 ? pass : fail),
  };
}

function jest(
  name: string,
  heading: string,
  needs: readonly string[],
  parameters: readonly string[] = [],
): Stage {
  return { name, heading, needs, run: () => runJest(name, parameters) };
}

/**
 * Runs one jest project. Its temporary folder is its own and is removed in the end, so that a run that was cut
 * short leaves no browser profile behind.
 */
async function runJest(project: string, parameters: readonly string[]): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "token-inspector-test-"));
  const file = join(folder, "report.json");
  try {
    const { code } = await runPackage(
      "jest/bin/jest.js",
      [
        "--selectProjects",
        project,
        "--json",
        `--outputFile=${file}`,
        // It would lie in the temporary folder, and be of no use to the next run.
        `--cacheDirectory=${join("node_modules", ".cache", "jest")}`,
        ...parameters,
      ],
      // Jest prints the report as well, which nobody wants to read.
      { capture: true, env: { TMPDIR: folder, TEMP: folder, TMP: folder } },
    );
    const report = await readFile(file, "utf8").catch(() => null);
    return countOf(report === null ? null : (JSON.parse(report) as JestReport), code);
  } finally {
    await endStrays(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function lintAddOn(): Promise<Count> {
  const { output } = await runPackage(
    "web-ext/bin/web-ext.js",
    ["lint", "--source-dir", "dist/firefox", "--output", "json", "--no-config-discovery"],
    { capture: true },
  );
  const faults = lintFaults(JSON.parse(output) as LintReport);
  for (const fault of faults) {
    console.log(fault);
  }
  return faults.length === 0 ? pass : fail;
}

/** Packs the extension for each browser and weighs it. */
async function weighPackages(): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "token-inspector-package-"));
  try {
    const counts: Count[] = [];
    for (const target of targets) {
      const archive = `${target}.zip`;
      const dist = join("dist", target);
      const { code } = await runPackage(
        "web-ext/bin/web-ext.js",
        [
          "build",
          "--source-dir",
          dist,
          "--artifacts-dir",
          folder,
          "--filename",
          archive,
          "--no-config-discovery",
        ],
        { capture: true },
      );
      if (code !== 0) return fail;
      const parts = await weigh(dist, join(folder, archive));
      console.log(`${dist}: ${parts.map(lineOf).join("; ")}`);
      counts.push(...parts.map(({ weight, limit }) => (weight <= limit ? pass : fail)));
    }
    return total(counts);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ensureBrowsers(): Promise<Count> {
  let count = pass;
  for (const kind of ["chrome", "firefox"] satisfies readonly BrowserKind[]) {
    try {
      const path = await ensureBrowser(kind);
      console.log(`${path}: ${browserVersion(path) ?? "version unknown"}`);
    } catch (error) {
      console.log(error instanceof Error ? error.message : String(error));
      count = fail;
    }
  }
  return count;
}
