import type { ComponentChildren } from "preact";
import type { Login, ResponseRepeat, Sighted } from "../../extension/flow/login.js";
import type { AuthorizationResponse } from "../../extension/oauth/authorization-response.js";
import { SayWith } from "../components/say-with.js";
import { Tag } from "../components/tag.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { parameterCopies } from "../copy-choices.js";
import { responseName } from "../places/scene.js";
import { reportedBy } from "../text/provenance.js";
import { rawResponse } from "../text/raw-message.js";
import { say } from "../text/say.js";
import { JarmNote } from "./jarm-note.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";

/** The authorization response, and how often it was seen again. */
export function ResponseMessage({ login }: { readonly login: Login }) {
  const { request, response, repeats } = login;
  const title = say("messages_response");
  if (response === null) {
    return (
      <section class="message" aria-label={title}>
        <h2>{title}</h2>
        <p class="muted">{missingResponse(request?.responseMode.resolved ?? null)}</p>
      </section>
    );
  }
  return (
    <OneResponse
      login={login}
      response={response}
      title={title}
      name={say("messages_response_name")}
      index={0}
    >
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
          title={say("messages_further_response", index + 1)}
          name={say("messages_further_response_name", index + 1)}
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
  /** The title within a sentence. */
  readonly name: string;
  /** 0 for the first response. */
  readonly index: number;
  readonly children?: ComponentChildren;
}

function OneResponse({ login, response, title, name, index, children }: Props) {
  const { channel, receivedAt, outer, at, provenance } = response;
  return (
    <section class="message" data-message={responseName(index)} aria-label={title} data-response={channel}>
      <h2>
        {title}{" "}
        <SayWith
          name={channel.startsWith("web_message") ? "messages_response_from" : "messages_response_to"}
          parts={[<Tag key="channel" text={channel} />, <WireText key="at" text={receivedAt} />]}
        />
      </h2>
      <MessageLine
        at={at}
        startedAt={login.startedAt}
        raw={rawResponse(response)}
        name={name}
        copies={() => parameterCopies(outer)}
      >
        {provenance === "browser" ? null : <span>{reportedBy(provenance)}</span>}
      </MessageLine>
      {children}
      <JarmNote response={response} title={title} />
      <ParameterTable
        label={say("messages_parameters_of", title)}
        parameters={response.parameters}
        expectedState={login.request === null || login.request.hidden ? undefined : login.request.state}
      />
    </section>
  );
}

function Repeats({ repeats }: { readonly repeats: readonly ResponseRepeat[] }) {
  const all = repeats.map(({ at, how }, index) => (
    <span key={at}>
      {index > 0 ? ", " : ""}
      <SayWith
        name={how === "reload" ? "messages_reloaded" : "messages_gone_back"}
        parts={[<ClockTime key="at" at={at} />]}
      />
    </span>
  ));
  return (
    <p class="muted" data-repeats={repeats.length}>
      <SayWith name="messages_repeats" parts={[all]} />
    </p>
  );
}

const missingResponse = (mode: string | null): string =>
  mode?.startsWith("form_post") || mode?.startsWith("web_message")
    ? say("messages_no_response_from_script", mode.split(".")[0] ?? "")
    : say("messages_no_response_yet");
