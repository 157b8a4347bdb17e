import { spawn } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FaultName } from "../../lab/faults/faults.js";
import type { HeldRequest } from "../../lab/gate.js";
import type { LogEntry } from "../../lab/log.js";
import type { Origins } from "../../lab/origins.js";

/** The lab in a process of its own, which ends with this one. */
export interface LabProcess {
  readonly origins: Origins;
  /** Everything that the servers saw so far, oldest first. */
  log(): Promise<readonly LogEntry[]>;
  readonly gate: GateControl;
  /** Makes the authorization server commit a fault until it is told otherwise; null for none. */
  commit(fault: FaultName | null): Promise<void>;
  stop(): Promise<void>;
}

/** Holds the browser's requests back; see `Gate`. */
export interface GateControl {
  shut(): Promise<void>;
  open(): Promise<void>;
  held(): Promise<readonly HeldRequest[]>;
  release(id: number): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..", "..");

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
    log: async () => JSON.parse(await ask(origins.home, "GET", "/_log")),
    gate: {
      shut: async () => void (await ask(origins.home, "PUT", "/_gate")),
      open: async () => void (await ask(origins.home, "DELETE", "/_gate")),
      held: async () => JSON.parse(await ask(origins.home, "GET", "/_gate")),
      release: async (id) => void (await ask(origins.home, "DELETE", `/_gate/${id}`)),
    },
    commit: async (fault) =>
      void (await (fault === null
        ? ask(origins.home, "DELETE", "/_fault")
        : ask(origins.home, "PUT", `/_fault/${fault}`))),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** Asks loopback by address and names the site in `Host`, as this process does not resolve `*.localhost`. */
function ask(home: string, method: string, path: string): Promise<string> {
  const { port, host } = new URL(home);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers: { host } }, async (response) => {
      resolve((await response.setEncoding("utf8").toArray()).join(""));
    })
      .once("error", reject)
      .end();
  });
}
