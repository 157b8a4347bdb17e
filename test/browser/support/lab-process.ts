import { spawn } from "node:child_process";
import { get } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LogEntry } from "../../lab/log.js";
import type { Origins } from "../../lab/origins.js";

/** The lab in a process of its own, which ends with this one. */
export interface LabProcess {
  readonly origins: Origins;
  /** Everything that the servers saw so far, oldest first. */
  log(): Promise<readonly LogEntry[]>;
  stop(): Promise<void>;
}

const root = join(__dirname, "..", "..", "..");

export async function startLabProcess(): Promise<LabProcess> {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(process.execPath, [tsx, join(root, "test", "lab", "main.ts"), "--with-parent"], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<{ origins: Origins }>((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => resolve(JSON.parse(line)));
    exited.then(() => reject(new Error(`The lab ended before it was ready: ${complaints}`)));
  });
  const { origins } = await ready;
  return {
    origins,
    log: () => readLog(origins.home),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** Asks loopback by address and names the site in `Host`, as this process does not resolve `*.localhost`. */
function readLog(home: string): Promise<readonly LogEntry[]> {
  const { port, host } = new URL(home);
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path: "/_log", headers: { host } }, async (response) => {
      resolve(JSON.parse((await response.setEncoding("utf8").toArray()).join("")));
    }).once("error", reject);
  });
}
