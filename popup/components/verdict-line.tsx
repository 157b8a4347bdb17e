import type { VerdictLine as Line } from "../../extension/checks/verdict-line.js";
import type { FindingsSummary } from "../findings-summary.js";
import { Counts } from "./counts.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly line: Line;
  readonly summary: FindingsSummary;
}

/** What kind of login it is and how it fares. */
export function VerdictLine({ line, summary }: Props) {
  return (
    <span class="verdict-line">
      <WireText text={line.kind} />: <Counts summary={summary} />
    </span>
  );
}
