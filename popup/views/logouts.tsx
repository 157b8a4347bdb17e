import type { Login, Logout } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";

const titles: Readonly<Record<Logout["kind"], string>> = {
  "rp-initiated": "Logout request",
  "front-channel": "Front-channel logout",
};

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
          aria-label={index === 0 ? "Logout" : `Logout ${index + 1}`}
        >
          <h2>
            {titles[logout.kind]} <WireText text={logout.endpoint} />
          </h2>
          <MessageLine
            at={logout.at}
            startedAt={login.startedAt}
            parameters={logout.parameters}
            name={index === 0 ? "logout request" : `logout request ${index + 1}`}
          >
            <span>{reportedBy[logout.provenance]}</span>
          </MessageLine>
          {logout.parameters.length > 0 ? (
            <ParameterTable label="Logout parameters" parameters={logout.parameters} />
          ) : (
            <p class="muted">It carries no parameters.</p>
          )}
        </section>
      ))}
    </>
  );
}
