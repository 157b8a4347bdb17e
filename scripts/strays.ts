import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Ending of the files in which the browser harness notes the process ids of its browsers. */
export const pidSuffix = ".pid";

const patienceMs = 5_000;

/**
 * Ends the browsers that are noted in a folder and waits until they are gone. There are some only where the
 * process that had started them was cut short.
 */
export async function endStrays(folder: string): Promise<void> {
  const notes = (await readdir(folder)).filter((name) => name.endsWith(pidSuffix));
  for (const note of notes) {
    const pid = Number(await readFile(join(folder, note), "utf8"));
    const end = performance.now() + patienceMs;
    while (signal(pid, "SIGKILL") && performance.now() < end) {
      await sleep(50);
    }
  }
}

/** Sends a signal to a browser with all its processes; false where it is gone. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    // A browser leads a process group of its own, where there is such a thing.
    process.kill(process.platform === "win32" ? pid : -pid, name);
    return true;
  } catch {
    return false;
  }
}
