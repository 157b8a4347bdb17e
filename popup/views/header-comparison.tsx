import type { Header } from "../../extension/flow/observation.js";
import { Folded } from "../components/folded.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";

interface Props {
  readonly replayed: readonly Header[];
  /** null where there is no recorded call to compare with. */
  readonly first: readonly Header[] | null;
}

/** Response headers of both answers, by name; a difference is said in words. */
export function HeaderComparison({ replayed, first }: Props) {
  const names = [...new Set([...replayed, ...(first ?? [])].map(({ name }) => name.toLowerCase()))].sort();
  return (
    <>
      {names.map((name) => {
        const now = joinedValue(replayed, name);
        const before = first === null ? null : joinedValue(first, name);
        return (
          <tr key={name} data-header={name} data-differs={first !== null && now !== before}>
            <th scope="row">
              <WireText text={name} />
            </th>
            <HeaderCell value={now} />
            {first === null ? null : <HeaderCell value={before} />}
          </tr>
        );
      })}
    </>
  );
}

function HeaderCell({ value }: { readonly value: string | null }) {
  return (
    <td>
      {value === null ? (
        <span class="muted">{say("calls_absent")}</span>
      ) : (
        <Folded text={value} limit={1000} />
      )}
    </td>
  );
}

/** Values of a header joined as one (RFC 9110, section 5.2); null if it is absent. */
function joinedValue(headers: readonly Header[], name: string): string | null {
  const values = headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return values.length > 0 ? values.join(", ") : null;
}
