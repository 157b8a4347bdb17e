import type { ComponentChildren } from "preact";
import type { Finding } from "../../extension/checks/check.js";
import { Citations } from "../components/citations.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { Remedy } from "../components/remedy.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";
import { say } from "../text/say.js";

interface Props {
  readonly group: "undetermined" | "passed" | "not applicable";
  readonly weight: Weight;
  readonly findings: readonly Finding[];
  readonly open: boolean;
  /** How they are listed; one after the other unless given. */
  readonly children?: ComponentChildren;
}

/** Checks that did not fire, folded. */
export function FindingGroup({ group, weight, findings, open, children }: Props) {
  if (findings.length === 0) return null;
  const name = group === "not applicable" ? "not_applicable" : group;
  return (
    <details class="finding-group" data-group={group} open={open}>
      <summary>
        <Mark weight={weight} /> {say(`findings_count_${name}`, findings.length)}
      </summary>
      {children ?? <GroupedFindings findings={findings} />}
    </details>
  );
}

export function GroupedFindings({ findings }: Pick<Props, "findings">) {
  return (
    <ul>
      {findings.map((finding) => (
        <GroupedFinding key={finding.check.id} finding={finding} />
      ))}
    </ul>
  );
}

/** A check is named for its fault, so one that is silent says that this was not found. */
function GroupedFinding({ finding: { check, verdict } }: { readonly finding: Finding }) {
  return (
    <li data-finding={check.id} data-outcome={verdict.outcome}>
      <p>
        {verdict.outcome === "silent" ? <span class="muted">{say("findings_not_found")} </span> : null}
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
