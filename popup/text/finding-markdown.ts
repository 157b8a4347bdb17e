import type { Login } from "../../extension/flow/login.js";
import type { Fired } from "../findings-summary.js";
import { spellOut } from "./hidden-characters.js";
import { say } from "./say.js";
import { weightWord } from "./severity.js";
import { zonedTime } from "./time.js";

/**
 * A finding for a ticket: what is wrong with which login, what was seen, what to do, where it is written.
 *
 * Secrets are masked, as the checks mask them.
 */
export function findingMarkdown(
  { check, verdict }: Fired,
  { name, client, server, startedAt }: Login,
): string {
  const parties = `${client.origin ?? "?"} → ${server.origin ?? "?"}`;
  const evidence = verdict.evidence.map(({ label, value }) => `- ${plain(label)}: ${code(value)}`);
  return [
    `### ${weightWord(verdict.severity)}: ${check.title} (${code(check.id)})`,
    `${say("findings_markdown_login")}: ${name.flow}, ${code(parties)}, ${zonedTime(startedAt)}`,
    ...(evidence.length > 0 ? [`**${say("findings_markdown_evidence")}**\n\n${evidence.join("\n")}`] : []),
    `**${say("findings_markdown_do")}**: ${check.remedy}`,
    `${say("findings_markdown_sources")}: ${check.citations.map(({ label, url }) => `[${label}](${url})`).join(", ")}`,
  ].join("\n\n");
}

/** Text of a stranger as a code span, with more backticks around it than are in it. */
function code(text: string): string {
  const shown = spellOut(text).replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Text of a stranger in which nothing is read as Markdown or HTML. */
const plain = (text: string): string => spellOut(text).replace(/[\\`*_[\]<>#|~]/g, "\\$&");
