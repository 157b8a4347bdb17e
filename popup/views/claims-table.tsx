import { numericDate } from "../../extension/token/claim-time.js";
import type { claimInfo } from "../../extension/token/claims-register.js";
import { Folded } from "../components/folded.js";
import { Prose } from "../components/prose.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";

interface Props {
  readonly label: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly info: typeof claimInfo;
}

/** Members of a header or a claims set in their order, values as JSON, times also as local time. */
export function ClaimsTable({ label, members, info }: Props) {
  return (
    <table class="wide" aria-label={label}>
      <colgroup>
        <col class="name-column" />
        <col />
        <col class="meaning-column" />
      </colgroup>
      <thead class="hidden-words">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(members).map(([name, value]) => {
          const register = info(name);
          return (
            <tr key={name} data-claim={name}>
              <th scope="row">
                <WireText text={name} />
              </th>
              <td>
                <Folded text={JSON.stringify(value, null, 2)} multiline limit={2000} />
                {register?.type === "time" ? <ClaimTime value={value} /> : null}
              </td>
              <td class="meaning" title={register?.source}>
                {register ? <Prose text={register.meaning} /> : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A NumericDate in local time, and how far it is from now (RFC 7519, section 2). */
function ClaimTime({ value }: { readonly value: unknown }) {
  const at = numericDate(value);
  if (at === null) return <p class="fault">not a NumericDate: a number of seconds is required</p>;
  return (
    <p class="claim-time">
      <ClockTime at={at} />, <RelativeTime at={at} />
    </p>
  );
}
