import { authorizationRequest } from "../../extension/copy-as/copied.js";
import type { Login } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";
import { requestCopies } from "../copy-choices.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";
import { RequestNotes } from "./request-notes.js";

/** The authorization request as sent, and as it takes effect where a Request Object changes it. */
export function RequestMessage({ login }: { readonly login: Login }) {
  const { request, response, visibility } = login;
  if (request === null) {
    return (
      <section class="message" aria-label="Request">
        <h2>Request</h2>
        <p class="muted">
          {response !== null && visibility.allSites
            ? "No authorization request was seen, though all sites were visible: the response is unsolicited, or its request was sent before the extension could see this tab."
            : "The authorization request was not visible: it was sent by a server's redirect, or before the extension could see this tab. Access to the sites shows it."}
        </p>
      </section>
    );
  }
  return (
    <section class="message" data-message="request" aria-label="Request">
      <h2>
        Request <span class="method">{request.method}</span> <WireText text={request.endpoint} />
      </h2>
      <MessageLine
        at={request.at}
        startedAt={login.startedAt}
        parameters={request.parameters}
        name="request"
        copies={() => requestCopies(authorizationRequest(request), [])}
      />
      <RequestNotes request={request} />
      <ParameterTable
        label="Request parameters"
        parameters={request.parameters}
        mode={request.responseMode}
      />
    </section>
  );
}

/** What the server acts on: the parameters as sent, overlaid with those of the Request Object (RFC 9101, section 6.3). */
export function EffectiveRequest({ login: { request } }: { readonly login: Login }) {
  if (!request || request.effective === request.parameters) return null;
  return (
    <section
      class="message"
      data-message="effective"
      aria-label="Effective request"
      data-request-object={request.requestObject}
    >
      <h2>
        Effective request <span class="muted">as sent, overlaid with the Request Object</span>
      </h2>
      <ParameterTable label="Effective parameters" parameters={request.effective} />
    </section>
  );
}
