import type { ComponentChildren } from "preact";
import type { Login, ResponseRepeat, Sighted } from "../../extension/flow/login.js";
import type { AuthorizationResponse } from "../../extension/oauth/authorization-response.js";
import { Tag } from "../components/tag.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { responseName } from "../places/scene.js";
import { reportedBy } from "../text/provenance.js";
import { JarmNote } from "./jarm-note.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";

/** The authorization response, and how often it was seen again. */
export function ResponseMessage({ login }: { readonly login: Login }) {
  const { request, response, repeats } = login;
  if (response === null) {
    return (
      <section class="message" aria-label="Response">
        <h2>Response</h2>
        <p class="muted">{missingResponse(request?.responseMode.resolved ?? null)}</p>
      </section>
    );
  }
  return (
    <OneResponse login={login} response={response} title="Response" index={0}>
      {repeats.length > 0 ? <Repeats repeats={repeats} /> : null}
    </OneResponse>
  );
}

/** Responses with other parameters that came later: a second login, or an injection. */
export function FurtherResponses({ login }: { readonly login: Login }) {
  return (
    <>
      {login.furtherResponses.map((response, index) => (
        <OneResponse
          key={response.at}
          login={login}
          response={response}
          title={`Further response ${index + 1}`}
          index={index + 1}
        />
      ))}
    </>
  );
}

interface Props {
  readonly login: Login;
  readonly response: Sighted<AuthorizationResponse>;
  readonly title: string;
  /** 0 for the first response. */
  readonly index: number;
  readonly children?: ComponentChildren;
}

function OneResponse({ login, response, title, index, children }: Props) {
  const { channel, receivedAt, outer, at, provenance } = response;
  const name = title.toLowerCase();
  return (
    <section class="message" data-message={responseName(index)} aria-label={title} data-response={channel}>
      <h2>
        {title} <Tag text={channel} /> {channel.startsWith("web_message") ? "from" : "to"}{" "}
        <WireText text={receivedAt} />
      </h2>
      <MessageLine at={at} startedAt={login.startedAt} parameters={outer} name={name}>
        {provenance === "browser" ? null : <span>{reportedBy[provenance]}</span>}
      </MessageLine>
      {children}
      <JarmNote response={response} title={title} />
      <ParameterTable
        label={`${title} parameters`}
        parameters={response.parameters}
        expectedState={login.request === null || login.request.hidden ? undefined : login.request.state}
      />
    </section>
  );
}

function Repeats({ repeats }: { readonly repeats: readonly ResponseRepeat[] }) {
  return (
    <p class="muted" data-repeats={repeats.length}>
      Not a second response, the same one seen again:{" "}
      {repeats.map(({ at, how }, index) => (
        <span key={at}>
          {index > 0 ? ", " : ""}
          {how === "reload" ? "page reloaded" : "back to the page"} <ClockTime at={at} />
        </span>
      ))}
    </p>
  );
}

const missingResponse = (mode: string | null): string =>
  mode?.startsWith("form_post") || mode?.startsWith("web_message")
    ? `No response was seen. One sent by ${mode.split(".")[0]} shows only with access to the client's site.`
    : "No response has been seen so far: the login may still be under way, or was left.";
