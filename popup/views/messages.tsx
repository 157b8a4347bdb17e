import type { Login } from "../../extension/flow/login.js";
import type { Parameter } from "../../extension/oauth/parameter.js";
import { RawText } from "../components/raw-text.js";
import { Tag } from "../components/tag.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { offset } from "../text/time.js";
import { ParameterTable } from "./parameter-table.js";

/** The authorization request and its response, parameter by parameter. */
export function Messages({ login }: { readonly login: Login }) {
  return (
    <>
      <RequestMessage login={login} />
      <ResponseMessage login={login} />
    </>
  );
}

function RequestMessage({ login }: { readonly login: Login }) {
  const { request } = login;
  if (request === null) {
    return (
      <section class="message" aria-label="Request">
        <h2>Request</h2>
        <p class="muted">
          The authorization request was not visible: it was sent by a server's redirect, or before the
          extension could see this tab. Access to the sites shows it.
        </p>
      </section>
    );
  }
  return (
    <section class="message" aria-label="Request">
      <h2>
        Request <span class="method">{request.method}</span> <WireText text={request.endpoint} />
      </h2>
      <MessageLine
        at={request.at}
        startedAt={login.startedAt}
        parameters={request.parameters}
        name="request"
      />
      <ParameterTable
        label="Request parameters"
        parameters={request.parameters}
        mode={request.responseMode}
      />
    </section>
  );
}

function ResponseMessage({ login }: { readonly login: Login }) {
  const { request, response } = login;
  if (response === null) {
    return (
      <section class="message" aria-label="Response">
        <h2>Response</h2>
        <p class="muted">{missingResponse(request?.responseMode.value ?? null)}</p>
      </section>
    );
  }
  return (
    <section class="message" aria-label="Response">
      <h2>
        Response <Tag text={response.channel} /> to <WireText text={response.receivedAt} />
      </h2>
      <MessageLine
        at={response.at}
        startedAt={login.startedAt}
        parameters={response.parameters}
        name="response"
      />
      <ParameterTable
        label="Response parameters"
        parameters={response.parameters}
        expectedState={request === null ? undefined : request.state}
      />
    </section>
  );
}

const missingResponse = (mode: string | null): string =>
  mode === "form_post"
    ? "No response was seen. One sent by form_post shows only with access to the client's site."
    : "No response has been seen so far: the login may still be under way, or was left.";

interface LineProps {
  readonly at: number;
  readonly startedAt: number;
  readonly parameters: readonly Parameter[];
  readonly name: string;
}

function MessageLine({ at, startedAt, parameters, name }: LineProps) {
  return (
    <div class="message-line">
      <ClockTime at={at} /> <span class="offset">{offset(at - startedAt)}</span>
      <RawText text={parameters.map(({ raw }) => raw).join("\n&")} name={name} />
    </div>
  );
}
