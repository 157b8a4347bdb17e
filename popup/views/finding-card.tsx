import { Citations } from "../components/citations.js";
import { Evidence } from "../components/evidence.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { Remedy } from "../components/remedy.js";
import type { Fired } from "../findings-summary.js";

/** One check that fired: what was seen, why it matters, what to do instead. */
export function FindingCard({ finding }: { readonly finding: Fired }) {
  const { check, verdict } = finding;
  return (
    <section
      class="finding"
      data-finding={check.id}
      data-outcome="fired"
      data-severity={verdict.severity}
      aria-label={check.title.replaceAll("`", "")}
    >
      <h2>
        <span class="severity" data-weight={verdict.severity}>
          <Mark weight={verdict.severity} /> {verdict.severity}
        </span>{" "}
        <Prose text={check.title} />
      </h2>
      <Evidence evidence={verdict.evidence} />
      <Remedy text={check.remedy} />
      <Citations citations={check.citations} id={check.id} />
    </section>
  );
}
