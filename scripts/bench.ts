import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { entries } from "../test/bench/entries.js";
import type { Entry, Peer, Setting } from "../test/bench/entry.js";
import { outcomeOf, type Result, tableOf } from "../test/bench/report.js";
import { type BrowserKind, browserVersion } from "./browsers.js";
import { build } from "./build.js";
import { ensureBrowser } from "./ensure-browser.js";

const usage = `npm run bench -- [--browser chrome|firefox|both] [--only ENTRY]… [--pairs N] [--json FILE]
  [--peer NAME=FOLDER[@PAGE]]…
Entries: ${entries.map(({ name }) => name).join(", ")}`;

/**
 * Measures what the extension costs, and prints a table; with `--json` it writes all values to a file. A missed goal is
 * told, and is no failure.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      browser: { type: "string", default: "both" },
      only: { type: "string", multiple: true, default: [] },
      pairs: { type: "string", default: "40" },
      json: { type: "string" },
      peer: { type: "string", multiple: true, default: [] },
    },
  });
  // Each browser that is open listens for this process's end.
  process.setMaxListeners(100);
  const kinds = kindsOf(values.browser);
  const chosen = chosenEntries(values.only);
  const pairs = Number(values.pairs);
  if (!Number.isInteger(pairs) || pairs < 1) throw new RangeError(`--pairs is a number from 1.\n${usage}`);
  const peers = values.peer.map(peerOf);

  if (chosen.some(({ where }) => where === "browser")) await build();
  const loadBefore = loadavg();
  const results: Result[] = [];
  for (const entry of chosen) {
    for (const kind of entry.where === "node" ? kinds.slice(0, 1) : kinds) {
      const where = entry.where === "node" ? `Node.js ${process.version}` : await versionOf(kind);
      console.log(`\n${entry.name} in ${where} …`);
      const fresh = await resultsOf(entry, where, { kind, pairs, peers });
      console.log(tableOf(fresh));
      results.push(...fresh);
    }
  }
  if (values.json !== undefined) {
    const machine = { cores: cpus().length, cpu: cpus()[0]?.model, loadBefore, loadAfter: loadavg() };
    const report = { at: new Date().toISOString(), machine, results };
    await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  console.log(`\n${tableOf(results)}`);
}

async function resultsOf(entry: Entry, where: string, setting: Setting): Promise<readonly Result[]> {
  const figures = await entry.measure(setting);
  return figures.map((figure) => ({ entry: entry.name, where, ...outcomeOf(figure), figure }));
}

async function versionOf(kind: BrowserKind): Promise<string> {
  return browserVersion(await ensureBrowser(kind))?.replace(/ (?:built|snap).*/, "") ?? kind;
}

function kindsOf(name: string): readonly BrowserKind[] {
  if (name === "both") return ["chrome", "firefox"];
  if (name === "chrome" || name === "firefox") return [name];
  throw new RangeError(`--browser is chrome, firefox or both.\n${usage}`);
}

function chosenEntries(names: readonly string[]): readonly Entry[] {
  const unknown = names.find((name) => entries.every((entry) => entry.name !== name));
  if (unknown !== undefined) throw new RangeError(`There is no entry ${unknown}.\n${usage}`);
  return names.length === 0 ? entries : entries.filter(({ name }) => names.includes(name));
}

function peerOf(text: string): Peer {
  const [, name, folder, page = null] = /^([^=]+)=([^@]+)(?:@(.+))?$/.exec(text) ?? [];
  if (name === undefined || folder === undefined) throw new RangeError(`--peer ${text}?\n${usage}`);
  return { name, folder, page };
}

await main();
