import type { Finding } from "../../extension/checks/check.js";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Judging } from "../components/judging.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { summarise, type Weight } from "../findings-summary.js";
import { FindingCard } from "./finding-card.js";

/** What the checks say: what fired in full, the rest folded. */
export function Findings({ login }: { readonly login: Login }) {
  const { verdicts } = useApp();
  const findings = verdicts.findingsOf(login);
  if (findings === null) {
    return (
      <p class="blank">
        <Judging />
      </p>
    );
  }
  const { fired, praised, passed, undetermined, notApplicable } = summarise(findings);
  return (
    <>
      {fired.length === 0 ? (
        <p class="blank">
          Nothing found{undetermined.length > 0 ? ", but not everything could be judged" : ""}.
        </p>
      ) : null}
      {[...fired, ...praised].map((finding) => (
        <FindingCard key={finding.check.id} finding={finding} />
      ))}
      <Group title="undetermined" weight="undetermined" findings={undetermined} />
      <Group title="passed" weight="pass" findings={passed} />
      <Group title="not applicable" weight="info" findings={notApplicable} />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly weight: Weight;
  readonly findings: readonly Finding[];
}

function Group({ title, weight, findings }: GroupProps) {
  if (findings.length === 0) return null;
  return (
    <details class="finding-group" data-group={title}>
      <summary>
        <Mark weight={weight} /> {findings.length} {title}
      </summary>
      <ul>
        {findings.map(({ check, verdict }) => (
          <li key={check.id} data-finding={check.id} data-outcome={verdict.outcome}>
            <Prose text={check.title} />
            {verdict.outcome === "undetermined" ? (
              <p class="muted">
                <WireText text={verdict.reason} />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
