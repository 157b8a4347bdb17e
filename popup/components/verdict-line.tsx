import { type FindingsSummary, summarise } from "../findings-summary.js";
import { say } from "../text/say.js";
import type { Told } from "../verdicts.js";
import { Counts } from "./counts.js";
import { Judging } from "./judging.js";

/** Whether a login is sound, and how many checks say so; keeps its place until they have spoken. */
export function VerdictLine({ told }: { readonly told: Told | null }) {
  if (told === null) return <Judging />;
  const summary = summarise(told.findings);
  return (
    <span class="verdict-line">
      <b data-weight={summary.verdict}>{wordsOf(told, summary)}:</b> <Counts summary={summary} />
    </span>
  );
}

const wordsOf = ({ diagnoses }: Told, { verdict }: FindingsSummary): string =>
  say(diagnoses.length > 0 ? "overview_failed" : `overview_${verdict}`);
