import { authorizationRequest } from "../../extension/copy-as/copied.js";
import type { Login } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";
import { requestCopies } from "../copy-choices.js";
import { rawRequest } from "../text/raw-message.js";
import { say } from "../text/say.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";
import { RequestNotes } from "./request-notes.js";

/** The authorization request as sent, and as it takes effect where a Request Object changes it. */
export function RequestMessage({ login }: { readonly login: Login }) {
  const { request, response, visibility } = login;
  const title = say("messages_request");
  if (request === null) {
    const isUnsolicited = response !== null && visibility.allSites;
    return (
      <section class="message" aria-label={title}>
        <h2>{title}</h2>
        <p class="muted">{say(isUnsolicited ? "messages_request_unsolicited" : "messages_request_hidden")}</p>
      </section>
    );
  }
  return (
    <section class="message" data-message="request" aria-label={title}>
      <h2>
        {title} <span class="method">{request.method}</span> <WireText text={request.endpoint} />
      </h2>
      <MessageLine
        at={request.at}
        startedAt={login.startedAt}
        raw={rawRequest(request.method, request.endpoint, request.parameters)}
        name={say("messages_request_name")}
        copies={() => requestCopies(authorizationRequest(request), [])}
      />
      <RequestNotes request={request} />
      <ParameterTable
        label={say("messages_request_parameters")}
        parameters={request.parameters}
        mode={request.responseMode}
      />
    </section>
  );
}

/** What the server acts on: the parameters as sent, overlaid with those of the Request Object (RFC 9101, section 6.3). */
export function EffectiveRequest({ login: { request } }: { readonly login: Login }) {
  if (!request || request.effective === request.parameters) return null;
  const title = say("messages_effective_request");
  return (
    <section
      class="message"
      data-message="effective"
      aria-label={title}
      data-request-object={request.requestObject}
    >
      <h2>
        {title} <span class="muted">{say("messages_effective_how")}</span>
      </h2>
      <ParameterTable label={say("messages_effective_parameters")} parameters={request.effective} />
    </section>
  );
}
