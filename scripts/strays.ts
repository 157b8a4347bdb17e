import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const patienceMs = 5_000;

/**
 * Ends the processes whose command line names a folder, as browsers name their profile, and waits until they are
 * gone. There are some only where the process that had started them was cut short. Does nothing on Windows.
 *
 * @param folder  a temporary folder of this run alone, so that nobody else's process can name it
 */
export async function endStrays(folder: string): Promise<void> {
  const end = performance.now() + patienceMs;
  for (let strays = naming(folder); strays.length > 0; strays = naming(folder)) {
    for (const pid of strays) {
      kill(pid);
    }
    if (performance.now() > end) {
      throw new Error(`Processes ${strays.join(", ")} do not end.`);
    }
    await sleep(50);
  }
}

function naming(folder: string): readonly number[] {
  if (process.platform === "win32") {
    return [];
  }
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.includes(folder))
    .map((line) => Number.parseInt(line, 10));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself in between.
  }
}
