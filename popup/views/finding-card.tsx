import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
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
      {verdict.evidence.length > 0 ? (
        <dl class="facts evidence" aria-label="Evidence">
          {verdict.evidence.map(({ label, value }, index) => (
            <div key={index}>
              <dt>
                <WireText text={label} />
              </dt>
              <dd>
                <WireText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p class="remedy">
        <b>Do:</b> <Prose text={check.remedy} />
      </p>
      <p class="citations">
        {check.citations.map(({ label, url }) => (
          <a key={url} href={url} target="_blank" rel="noreferrer">
            {label}
          </a>
        ))}{" "}
        <span class="muted wire">{check.id}</span>
      </p>
    </section>
  );
}
