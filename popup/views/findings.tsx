import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Judging } from "../components/judging.js";
import { summarise } from "../findings-summary.js";
import { FindingCard } from "./finding-card.js";
import { FindingGroup } from "./finding-group.js";
import { WayOutSection } from "./way-out.js";

/** What the checks say: what fired in full, the rest folded. */
export function Findings({ login }: { readonly login: Login }) {
  const { verdicts } = useApp();
  const findings = verdicts.findingsOf(login);
  const told = verdicts.told.value;
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
      {told && told.findings === findings ? <WayOutSection wayOut={told.wayOut} /> : null}
      <FindingGroup title="undetermined" weight="undetermined" findings={undetermined} />
      <FindingGroup title="passed" weight="pass" findings={passed} />
      <FindingGroup title="not applicable" weight="info" findings={notApplicable} />
    </>
  );
}
