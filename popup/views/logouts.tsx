import type { Login } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";
import { parameterCopies } from "../copy-choices.js";
import { reportedBy } from "../text/provenance.js";
import { rawRequest } from "../text/raw-message.js";
import { say } from "../text/say.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";

const titles = {
  "rp-initiated": "messages_logout_rp_initiated",
  "front-channel": "messages_logout_front_channel",
} as const;

/** The logout requests that end this login's session. */
export function Logouts({ login }: { readonly login: Login }) {
  return (
    <>
      {login.logouts.map((logout, index) => (
        <section
          key={`${logout.at} ${logout.endpoint}`}
          class="message"
          data-message={`logout-${index + 1}`}
          data-logout={logout.kind}
          aria-label={index === 0 ? say("messages_logout") : say("messages_logout_number", index + 1)}
        >
          <h2>
            {say(titles[logout.kind])} <WireText text={logout.endpoint} />
          </h2>
          <MessageLine
            at={logout.at}
            startedAt={login.startedAt}
            raw={rawRequest("GET", logout.endpoint, logout.parameters)}
            name={index === 0 ? say("messages_logout_name") : say("messages_logout_name_number", index + 1)}
            copies={() => parameterCopies(logout.parameters)}
          >
            <span>{reportedBy(logout.provenance)}</span>
          </MessageLine>
          {logout.parameters.length > 0 ? (
            <ParameterTable label={say("messages_logout_parameters")} parameters={logout.parameters} />
          ) : (
            <p class="muted">{say("messages_logout_bare")}</p>
          )}
        </section>
      ))}
    </>
  );
}
