import type { claimInfo } from "../../extension/token/claims-register.js";
import { JsonTree } from "../components/json-tree.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { ClaimTime } from "./claim-time.js";

interface Props {
  readonly label: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly info: typeof claimInfo;
  /** When the token came, ms since the epoch; null unless told. */
  readonly receivedAt?: number | null;
}

/** Members of a header or a claims set in their order: values as JSON, times also as local time, and what they mean. */
export function ClaimsTable({ label, members, info, receivedAt = null }: Props) {
  return (
    <table class="wide claims" aria-label={label}>
      <colgroup>
        <col class="name-column" />
        <col />
        <col class="meaning-column" />
      </colgroup>
      <thead class="hidden-words">
        <tr>
          <th scope="col">{say("tokens_name")}</th>
          <th scope="col">{say("tokens_value")}</th>
          <th scope="col">{say("tokens_meaning")}</th>
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
                <JsonTree value={value} />
                {register?.type === "time" ? (
                  <ClaimTime name={name} value={value} receivedAt={receivedAt} />
                ) : null}
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
