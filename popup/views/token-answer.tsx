import { hostOf } from "../../extension/flow/access.js";
import type { Login, TokenAnswer, TokenCall } from "../../extension/flow/login.js";
import { parametersOfObject } from "../../extension/oauth/parameter.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
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
  if (answer === null) return <p class="muted answer">No answer has been seen so far.</p>;
  const { response } = answer;
  return (
    <div
      class="answer"
      data-message={`token-answer-${number}`}
      data-answer={answer.status ?? "failed"}
      data-body={answer.provenance ?? "not-visible"}
    >
      <h3>
        Answer <Status answer={answer} /> <span class="muted">{duration(answer.at - call.at)}</span>
      </h3>
      {response === null ? (
        <p class="muted">{missingBody(call, answer, login)}</p>
      ) : (
        <>
          <p class="muted">
            body: {answer.provenance === null ? "source unknown" : reportedBy[answer.provenance]}
          </p>
          {response.problems.map((problem) => (
            <p key={problem} class="fault">
              <WireText text={problem} />
            </p>
          ))}
          {response.members === null ? (
            <p class="fault">
              <Prose text="The body is no JSON object (RFC 6749, section 5.1)." />
            </p>
          ) : (
            <ParameterTable
              label={`Members of token response ${number}`}
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
      failed: <WireText text={error ?? "no reason given"} />
    </span>
  );
}

/** Why there is a status but no body. */
function missingBody(
  { endpoint, provenance }: TokenCall,
  { status }: TokenAnswer,
  { visibility }: Login,
): string {
  if (status === null) return "There was no body: the request failed.";
  if (provenance === "devtools") return "body: not visible: DevTools had let go of it.";
  const host = hostOf(endpoint);
  if (host !== null && visibility.hiddenHosts.includes(host)) {
    return `body: not visible, as there was no access to ${host}.`;
  }
  return "body: not visible. It shows where a script of the page reads it, and with DevTools open; here neither was so, or the page had been loaded before access was given.";
}
