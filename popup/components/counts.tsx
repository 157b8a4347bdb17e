import { Fragment } from "preact";
import { type FindingsSummary, faultSeverities } from "../findings-summary.js";
import { say } from "../text/say.js";
import { weightWord } from "../text/severity.js";
import { Mark } from "./mark.js";

/** `2 high 1 medium · 4 passed · 1 undetermined` */
export function Counts({ summary }: { readonly summary: FindingsSummary }) {
  const { fired, praised, passed, undetermined } = summary;
  const severities = faultSeverities.filter((severity) =>
    fired.some(({ verdict }) => verdict.severity === severity),
  );
  const rest = [
    ...(fired.length === 0 ? [say("findings_nothing_found")] : []),
    say("findings_count_passed", praised.length + passed.length),
    ...(undetermined.length > 0 ? [say("findings_count_undetermined", undetermined.length)] : []),
  ];
  return (
    <span class="counts">
      {severities.map((severity, index) => (
        <Fragment key={severity}>
          {index > 0 ? " " : ""}
          <span class="severity" data-weight={severity}>
            <Mark weight={severity} /> {fired.filter(({ verdict }) => verdict.severity === severity).length}{" "}
            {weightWord(severity)}
          </span>
        </Fragment>
      ))}
      {rest.map((part, index) => (
        <Fragment key={part}>
          {fired.length > 0 || index > 0 ? <span class="muted">{"\u00a0· "}</span> : ""}
          <span>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
