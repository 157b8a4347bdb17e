import { argv } from "node:process";
import { signalChildren } from "./child.js";
import { type Count, fail, summaryLine, total } from "./count.js";
import { type Stage, stages } from "./stages.js";

/**
 * Runs every check of this project, or those named on the command line, and goes on after a failure.
 * The last line is `N passed, N failed`: tests one by one, each other stage as one.
 */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => stages.every((stage) => stage.name !== name));
  if (unknown.length > 0) {
    console.error(`No stage ${unknown.join(", ")}; there are ${stages.map(({ name }) => name).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      interrupted = true;
      signalChildren(signal);
    });
  }
  const counts = new Map<string, Count>();
  for (const stage of stages) {
    if (!interrupted && (names.length === 0 || names.includes(stage.name))) {
      counts.set(stage.name, await runStage(stage, counts));
    }
  }
  const sum = total([...counts.values(), ...(interrupted ? [fail] : [])]);
  console.log(`\n${summaryLine(sum)}`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

async function runStage(stage: Stage, before: ReadonlyMap<string, Count>): Promise<Count> {
  console.log(`\n== ${stage.heading}`);
  const started = performance.now();
  const missing = stage.needs.filter((name) => (before.get(name)?.failed ?? 0) > 0);
  let count = fail;
  if (missing.length > 0) {
    console.log(`Not run: ${missing.join(" and ")} failed.`);
  } else {
    try {
      count = await stage.run();
    } catch (error) {
      console.log(error);
    }
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`-- ${stage.heading}: ${summaryLine(count)} in ${seconds} s`);
  return count;
}

await main(argv.slice(2));
