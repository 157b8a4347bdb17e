import { useState } from "preact/hooks";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
import { say, sayCount } from "../text/say.js";
import { duration, offset } from "../text/time.js";
import { BodyText } from "./body-text.js";
import { ChallengeTable } from "./call-challenge.js";
import { HeaderTable } from "./header-table.js";
import { TokenLink } from "./token-link.js";

/** Of more equal calls, the last so many can be chosen. */
const choices = 50;

interface Props {
  readonly login: Login;
  /** Equal ones, in their order. */
  readonly calls: readonly [ApiCall, ...ApiCall[]];
}

/** All that is known of a call; of equal ones, of the last until another is chosen. */
export function CallDetails({ login, calls }: Props) {
  const [chosen, setChosen] = useState<ApiCall | null>(null);
  const last = calls.at(-1) as ApiCall;
  const call = calls.find(({ requestId, at }) => requestId === chosen?.requestId && at === chosen.at) ?? last;
  return (
    <tr class="call-details" data-details={call.requestId}>
      <td colSpan={7}>
        {calls.length > 1 ? (
          <label class="equal-calls">
            {sayCount("calls_equal_calls", calls.length)}{" "}
            <select
              value={calls.lastIndexOf(call)}
              onChange={({ currentTarget }) => setChosen(calls[Number(currentTarget.value)] ?? null)}
            >
              {calls.map((one, index) =>
                index < calls.length - choices ? null : (
                  <option key={index} value={index}>
                    {offset(one.at - login.startedAt)}
                    {one.answer ? `, ${duration(one.answer.at - one.at)}` : ""}
                  </option>
                ),
              )}
            </select>
          </label>
        ) : null}
        <Facts login={login} call={call} />
        <ChallengeTable call={call} label={say("calls_challenge")} />
        <HeaderTable label={say("calls_request_headers")} headers={call.requestHeaders} />
        {call.answer ? (
          <HeaderTable label={say("calls_answer_headers")} headers={call.answer.headers} />
        ) : null}
        {call.answer?.body === undefined ? (
          <p class="muted">{say("calls_no_body")}</p>
        ) : (
          <BodyText body={call.answer.body} name={say("calls_answer_body")} />
        )}
      </td>
    </tr>
  );
}

function Facts({ login, call }: { readonly login: Login; readonly call: ApiCall }) {
  const { answer, initiator, provenance, tokenId } = call;
  return (
    <p class="call-facts">
      <span>
        <ClockTime at={call.at} /> <span class="offset">{offset(call.at - login.startedAt)}</span>
      </span>
      {answer ? (
        <span>
          {say(answer.fromCache ? "calls_from_cache" : "calls_took", duration(answer.at - call.at))}
        </span>
      ) : null}
      {initiator === null ? null : (
        <span>
          <SayWith name="calls_sent_by" parts={[<WireText key="" text={initiator} />]} />
        </span>
      )}
      <span>{reportedBy(provenance)}</span>
      <span>
        <SayWith name="calls_with_token" parts={[<TokenLink key="" login={login} tokenId={tokenId} />]} />
      </span>
    </p>
  );
}
