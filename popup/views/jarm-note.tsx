import type { AuthorizationResponse } from "../../extension/oauth/authorization-response.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";
import { ParameterTable } from "./parameter-table.js";

interface Props {
  readonly response: AuthorizationResponse;
  readonly title: string;
}

/** How a response by JARM travelled; nothing for any other (JARM, section 2.1). */
export function JarmNote({ response: { jarm, outer, parameters }, title }: Props) {
  if (jarm === null) return null;
  return (
    <div data-jarm={jarm.format}>
      <p class={jarm.format === "unsigned" ? "fault" : "muted"}>
        <Prose text={say(`messages_jarm_${jarm.format}`)} />
      </p>
      {outer === parameters ? null : (
        <>
          <ParameterTable label={say("messages_as_travelled", title)} parameters={outer} />
          <h3 class="inner">{say("messages_inside_jwt")}</h3>
        </>
      )}
    </div>
  );
}
