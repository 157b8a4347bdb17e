import { hostOf } from "../../extension/flow/access.js";
import type { Login, TokenAnswer, TokenCall } from "../../extension/flow/login.js";
import { parametersOfObject } from "../../extension/oauth/parameter.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
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
  if (answer === null) return <p class="muted answer">{say("tokens_no_answer")}</p>;
  const { response } = answer;
  return (
    <div
      class="answer"
      data-answer={answer.status ?? "failed"}
      data-body={answer.provenance ?? "not-visible"}
    >
      <h3>
        {say("tokens_answer")} <Status answer={answer} />{" "}
        <span class="muted">{duration(answer.at - call.at)}</span>
      </h3>
      {response === null ? (
        <p class="muted">{missingBody(call, answer, login)}</p>
      ) : (
        <>
          <p class="muted">
            {say(
              "tokens_body_source",
              answer.provenance === null ? say("tokens_source_unknown") : reportedBy[answer.provenance],
            )}
          </p>
          {response.problems.map((problem) => (
            <p key={problem} class="fault">
              <WireText text={problem} />
            </p>
          ))}
          {response.members === null ? (
            <p class="fault">
              <Prose text={say("tokens_body_no_json")} />
            </p>
          ) : (
            <ParameterTable
              label={say("tokens_members_of_response", number)}
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
      {say("tokens_request_failed")} <WireText text={error ?? say("tokens_no_reason")} />
    </span>
  );
}

/** Why there is a status but no body. */
function missingBody(
  { endpoint, provenance }: TokenCall,
  { status }: TokenAnswer,
  { visibility }: Login,
): string {
  if (status === null) return say("tokens_no_body_failed");
  if (provenance === "devtools") return say("tokens_body_let_go");
  const host = hostOf(endpoint);
  if (host !== null && visibility.hiddenHosts.includes(host)) {
    return say("tokens_body_no_access", host);
  }
  return say("tokens_body_hidden");
}
