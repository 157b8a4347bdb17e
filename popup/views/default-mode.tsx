import type { ResponseMode } from "../../extension/oauth/authorization-request.js";
import { parameterInfo } from "../../extension/oauth/parameter-register.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";

/** The response mode that applies where none was sent, as a row of its own. */
export function DefaultMode({ mode: { value, source } }: { readonly mode: ResponseMode }) {
  return (
    <tr data-parameter="response_mode" data-sent="false">
      <th scope="row">response_mode</th>
      <td>
        <span class="wire">{value}</span>
        <p class="muted">{say(source === "hidden" ? "messages_mode_hidden" : "messages_mode_default")}</p>
      </td>
      <td class="meaning">
        <Prose text={parameterInfo("response_mode")?.meaning ?? ""} />
      </td>
    </tr>
  );
}
