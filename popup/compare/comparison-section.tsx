import type { Section } from "../../extension/compare/compare.js";
import type { Row } from "../../extension/compare/rows.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { ComparisonCell } from "./comparison-cell.js";
import { countsOf, nameOf, noteOn, outcomeOf, presenceOf, signs, titleOf } from "./words.js";

interface Props {
  readonly section: Section;
  /** Those of its rows that are on show. */
  readonly rows: readonly Row[];
}

/** One part of two logins, side by side. */
export function ComparisonSection({ section, rows }: Props) {
  const title = titleOf(section);
  const presence = presenceOf(section);
  return (
    <section data-section={section.name} aria-label={title}>
      <h2>
        <WireText text={title} /> <span class="muted">{countsOf(section.rows)}</span>
      </h2>
      {presence === null ? null : <p class="muted">{presence}</p>}
      {rows.length === 0 ? null : (
        <table class="sides" aria-label={title}>
          <thead class="hidden-words">
            <tr>
              <th scope="col">{say("compare_column_name")}</th>
              <th scope="col">{say("compare_left")}</th>
              <th scope="col">{say("compare_right")}</th>
              <th scope="col">{say("compare_column_outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ComparisonRow key={row.id} row={row} section={section} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ComparisonRow({ row, section }: { readonly row: Row; readonly section: Section }) {
  const note = noteOn(row);
  const name = nameOf(row);
  const isProse = row.term !== null || section.name === "findings";
  return (
    <tr data-row={row.term ?? row.id} data-outcome={row.outcome}>
      <th scope="row">{isProse ? <Prose text={name} /> : <WireText text={name} />}</th>
      <ComparisonCell side="left" shown={row.left} other={row.right} section={section} />
      <ComparisonCell side="right" shown={row.right} other={row.left} section={section} />
      <td class="outcome">
        <span class="sign" aria-hidden="true">
          {signs[row.outcome]}
        </span>{" "}
        <span class="said">{outcomeOf(row, section)}</span>
        {note === null ? null : (
          <>
            {" "}
            <small class="muted">
              <Prose text={note} />
            </small>
          </>
        )}
      </td>
    </tr>
  );
}
