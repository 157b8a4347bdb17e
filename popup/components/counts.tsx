import { Fragment } from "preact";
import { countsOf, type FindingsSummary } from "../findings-summary.js";
import { Mark } from "./mark.js";

/** `2 high 1 medium · 4 passed · 1 undetermined` */
export function Counts({ summary }: { readonly summary: FindingsSummary }) {
  const { fired, rest } = countsOf(summary);
  return (
    <span class="counts">
      {fired.map(({ severity, count }, index) => (
        <Fragment key={severity}>
          {index > 0 ? " " : ""}
          <span class="severity" data-weight={severity}>
            <Mark weight={severity} /> {count} {severity}
          </span>
        </Fragment>
      ))}
      {[...(fired.length === 0 ? ["nothing found"] : []), ...rest].map((part, index) => (
        <Fragment key={part}>
          {fired.length > 0 || index > 0 ? <span class="muted">{"\u00a0· "}</span> : ""}
          <span>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
