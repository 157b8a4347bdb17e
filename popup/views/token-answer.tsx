import { hostOf } from "../../extension/flow/access.js";
import type { Login, TokenAnswer, TokenCall } from "../../extension/flow/login.js";
import { parametersOfObject } from "../../extension/oauth/parameter.js";
import { RawText } from "../components/raw-text.js";
import { SayWith } from "../components/say-with.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
import { rawTokenAnswer } from "../text/raw-message.js";
import { say } from "../text/say.js";
import { duration } from "../text/time.js";
import { ParameterTable } from "./parameter-table.js";

interface Props {
  readonly login: Login;
  readonly call: TokenCall;
  readonly number: number;
}

/** The answer of the token endpoint, member by member, and who reported it. */
export function TokenAnswerMessage({ login, call, number }: Props) {
  const { answer } = call;
  if (answer === null) return <p class="muted answer">{say("messages_no_answer")}</p>;
  const { response } = answer;
  return (
    <div
      class="answer"
      data-message={`token-answer-${number}`}
      data-answer={answer.status ?? "failed"}
      data-body={answer.provenance ?? "not-visible"}
    >
      <h3>
        <SayWith
          name="messages_answer"
          parts={[
            <Status key="status" answer={answer} />,
            <span key="duration" class="muted">
              {duration(answer.at - call.at)}
            </span>,
          ]}
        />
      </h3>
      {response === null ? (
        <p class="muted">{missingBody(call, answer, login)}</p>
      ) : (
        <>
          <div class="message-line">
            {say(
              "messages_body_source",
              answer.provenance === null ? say("messages_source_unknown") : reportedBy(answer.provenance),
            )}
            <RawText
              text={rawTokenAnswer(answer)}
              name={say("messages_token_answer_name", String(number))}
              note={answer.headers.length > 0 ? null : say("messages_raw_no_headers")}
            />
          </div>
          {response.problems.map((problem) => (
            <p key={problem} class="fault">
              <WireText text={problem} />
            </p>
          ))}
          {response.members === null ? (
            <p class="fault">{say("messages_body_not_json")}</p>
          ) : (
            <ParameterTable
              label={say("messages_token_members", String(number))}
              parameters={parametersOfObject(response.members)}
            />
          )}
        </>
      )}
    </div>
  );
}

function Status({ answer: { status, error } }: { readonly answer: TokenAnswer }) {
  if (status !== null) return <span class={status < 400 ? "wire" : "wire fault"}>{status}</span>;
  return (
    <span class="fault">
      <SayWith
        name="messages_answer_failed"
        parts={[<WireText key="error" text={error ?? say("messages_no_reason")} />]}
      />
    </span>
  );
}

/** Why there is a status but no body. */
function missingBody(
  { endpoint, provenance }: TokenCall,
  { status }: TokenAnswer,
  { visibility }: Login,
): string {
  if (status === null) return say("messages_body_failed");
  if (provenance === "devtools") return say("messages_body_devtools");
  const host = hostOf(endpoint);
  if (host !== null && visibility.hiddenHosts.includes(host)) {
    return say("messages_body_no_access", host);
  }
  return say("messages_body_hidden");
}
