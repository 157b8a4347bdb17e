import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { accessTokenChecks } from "../extension/checks/access-token.js";
import { authorizationRequestChecks } from "../extension/checks/authorization-request.js";
import { authorizationResponseChecks } from "../extension/checks/authorization-response.js";
import type { Check } from "../extension/checks/check.js";
import { dpopChecks } from "../extension/checks/dpop.js";
import { idTokenChecks } from "../extension/checks/id-token.js";
import { leakChecks } from "../extension/checks/leaks.js";
import { logoutChecks } from "../extension/checks/logout.js";
import { tokenEndpointChecks } from "../extension/checks/token-endpoint.js";
import { transportChecks } from "../extension/checks/transport.js";
import { webMessageChecks } from "../extension/checks/web-message.js";
import { keysDocument, keysFile } from "./keys-docs.js";

const root = join(import.meta.dirname, "..");

/** The reference of the checks. */
export const checksFile = join(root, "docs", "checks.md");

/** Groups of the catalogue in its order, by their headings. */
const groups: Readonly<Record<string, readonly Check[]>> = {
  "Authorization request": authorizationRequestChecks,
  "Authorization response": authorizationResponseChecks,
  "ID Token": idTokenChecks,
  "JWT access tokens and API use": accessTokenChecks,
  "Where tokens leak": leakChecks,
  "Token endpoint": tokenEndpointChecks,
  "DPoP and certificate binding": dpopChecks,
  "Messages between windows": webMessageChecks,
  Logout: logoutChecks,
  "Authorization page and transport": transportChecks,
};

/** What only the reference needs of a check, from the tags of its docblock; empty where a tag lacks. */
export interface CheckNotes {
  readonly severity: string;
  readonly fires: string;
  readonly silent: string;
  readonly differs: string;
}

/** Reads the docblock above each check in `extension/checks/`, by the check's id. */
export function readCheckNotes(): ReadonlyMap<string, CheckNotes> {
  const folder = join(root, "extension", "checks");
  const block = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?const \w+: Check = \{\s*id: "([\w-]+)"/g;
  return new Map(
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .flatMap((source) => [...source.matchAll(block)])
      .map(([, docblock = "", id = ""]) => [id, notesIn(docblock.replaceAll(/\s*\n\s*\* ?/g, " "))]),
  );
}

function notesIn(docblock: string): CheckNotes {
  const tag = (name: string) =>
    new RegExp(`@${name} ((?:(?!@[a-z]+ ).)*)`).exec(docblock)?.[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
  return { severity: tag("severity"), fires: tag("fires"), silent: tag("silent"), differs: tag("differs") };
}

/** The whole of docs/checks.md, as the code has it. */
export function checksDocument(): string {
  const notes = readCheckNotes();
  const texts = Object.entries(groups).map((group) => groupText(group, notes));
  return `${[introduction, ...texts, differences(notes)].join("\n\n")}\n`;
}

const introduction = `# Checks

<!-- Made by \`npm run docs\` from extension/checks/. Change the docblocks there, not this file. -->

${Object.values(groups).flat().length} checks, held against every login. Each gives one verdict:

- **fired**, with a severity (high, medium, low, info; pass where something is done right) and with what was seen;
- **silent**: what it needs was visible, and nothing is at fault;
- **undetermined**: what it needs was hidden, blocked, encrypted or not fetched. It never counts as passed;
- **not applicable**: the login has nothing of what it looks at.

Where a severity has conditions, the first that holds decides, and of several faults the gravest counts. What the client
refused is no more than info in the groups of the authorization response, the ID Token, the access tokens and the messages:
a fault that a client catches does no harm. It refused a response when it neither redeemed, stored, nor used anything of it,
and the callback ended in status 400 or above, in a URL that names an error, or at the authorization endpoint again. Clocks
may differ by 300 s. A site is a registrable domain, a guess without the Public Suffix List. Values that are credentials are
shown masked.`;

function groupText([heading, checks]: readonly [string, readonly Check[]], notes: Notes): string {
  return [`## ${heading}`, ...checks.map((check) => checkText(check, notes.get(check.id)))].join("\n\n");
}

type Notes = ReturnType<typeof readCheckNotes>;

function checkText({ id, title, citations, remedy }: Check, notes: CheckNotes | undefined): string {
  const cited = citations.map(({ label, url }) => `[${label}](${url})`).join("; ");
  return `### ${id}

${title}

- Severity: ${notes?.severity}
- Fires: ${notes?.fires}
- Does not fire: ${notes?.silent}
- Remedy: ${remedy}
- Cited: ${cited}`;
}

function differences(notes: Notes): string {
  const listed = Object.values(groups)
    .flat()
    .flatMap(({ id }) => (notes.get(id)?.differs ? [`- \`${id}\`: ${notes.get(id)?.differs}`] : []));
  return `## Where the checks differ from the catalogue

The checks were built from a written catalogue of rules. Where it was wrong, unclear, or asked for what no extension can
see, the specification and what is visible decide:

- Everywhere: whether a page shows an error is not read, as its text may be anything. A URL or status that says so counts.
- Everywhere: tests of conformance suites and drafts that were never published are not cited, as they define nothing.
${listed.join("\n")}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(checksFile, checksDocument());
  writeFileSync(keysFile, keysDocument());
}
