import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import type { PastedKey } from "../../extension/workbench/read-keys.js";
import { thumbprintsOfKey, thumbprintsOfToken } from "../../extension/workbench/thumbprints.js";
import { CopyButton } from "../components/copy-button.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";

interface Props {
  readonly token: PastedToken;
  readonly keys: readonly PastedKey[];
  readonly name: string;
}

/** More than these do not help anyone. */
const most = 20;

/** SHA-256 hashes by which others refer to a token and to keys. */
export function WorkbenchThumbprints({ token, keys, name }: Props) {
  const ofKeys = keys.slice(0, most).flatMap((key) => thumbprintsOfKey(key, token));
  return (
    <div class="token-part thumbprints">
      <h3>{say("workbench_thumbprints")}</h3>
      <table class="wide" aria-label={say("workbench_thumbprints_of", name)}>
        <tbody>
          {[...thumbprintsOfToken(token), ...ofKeys].map(({ label, value, agrees }, index) => (
            <tr key={`${index}${label}`}>
              <th scope="row">
                <Prose text={label} />
              </th>
              <td class="wire">
                {value} <CopyButton text={value} name={label.replaceAll("`", "")} />
                {agrees === null ? null : (
                  <p class={agrees ? "agrees" : "fault"}>
                    {say(agrees ? "workbench_agrees" : "workbench_disagrees")}
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
