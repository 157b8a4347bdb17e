import type { Finding } from "../../extension/checks/check.js";
import { Citations } from "../components/citations.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { Remedy } from "../components/remedy.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";

interface Props {
  readonly title: string;
  readonly weight: Weight;
  readonly findings: readonly Finding[];
}

/** Checks that did not fire, folded. */
export function FindingGroup({ title, weight, findings }: Props) {
  if (findings.length === 0) return null;
  return (
    <details class="finding-group" data-group={title}>
      <summary>
        <Mark weight={weight} /> {findings.length} {title}
      </summary>
      <ul>
        {findings.map((finding) => (
          <GroupedFinding key={finding.check.id} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

/** A check is named for its fault, so one that is silent says that this was not found. */
function GroupedFinding({ finding: { check, verdict } }: { readonly finding: Finding }) {
  return (
    <li data-finding={check.id} data-outcome={verdict.outcome}>
      <p>
        {verdict.outcome === "silent" ? <span class="muted">Not found: </span> : null}
        <Prose text={check.title} />
      </p>
      {verdict.outcome === "undetermined" ? (
        <>
          <p class="muted">
            <WireText text={verdict.reason} />
          </p>
          <Remedy text={check.remedy} />
        </>
      ) : null}
      <Citations citations={check.citations} id={check.id} />
    </li>
  );
}
