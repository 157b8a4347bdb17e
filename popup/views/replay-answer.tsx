import type { ApiCall } from "../../extension/flow/login.js";
import type { ReplayRequest, ReplayResult } from "../../extension/messages.js";
import { prettyJson } from "../../extension/oauth/pretty-json.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { duration } from "../text/time.js";
import { BodyDifference } from "./body-difference.js";
import { BodyText } from "./body-text.js";
import { HeaderComparison } from "./header-comparison.js";

interface Props {
  readonly result: Extract<ReplayResult, { outcome: "answered" }>;
  /** Recorded call that the request started from; null where it was typed. */
  readonly call: ApiCall | null;
  readonly request: ReplayRequest;
}

const sizeOf = (body: string): number => new TextEncoder().encode(body).length;
const lines = (body: string): string => prettyJson(body) ?? body;

/** An answer beside the one that was seen when the app made the call. */
export function ReplayAnswer({ result, call, request }: Props) {
  const first = call?.answer ?? null;
  const size = sizeOf(result.body);
  return (
    <div class="replay-answer" data-status={result.status}>
      <h3>
        {say("calls_answer_to")} <span class="wire">{request.method}</span> <WireText text={request.url} />
      </h3>
      {result.url === request.url ? null : (
        <p class="muted">
          {say("calls_redirected")} <WireText text={result.url} />
        </p>
      )}
      <table class="comparison" aria-label={say("calls_answer")}>
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden-words">{say("calls_column_member")}</span>
            </th>
            <th scope="col">{say("calls_column_replayed")}</th>
            {call ? <th scope="col">{say("calls_column_first_seen")}</th> : null}
          </tr>
        </thead>
        <tbody>
          <tr data-row="status" data-differs={call !== null && first?.status !== result.status}>
            <th scope="row">{say("calls_column_status")}</th>
            <td>
              <WireText text={`${result.status} ${result.statusText}`.trimEnd()} />
            </td>
            {call ? <td>{first?.status ?? first?.error ?? say("calls_no_answer")}</td> : null}
          </tr>
          <tr data-row="duration">
            <th scope="row">{say("calls_duration")}</th>
            <td>{duration(result.durationMs)}</td>
            {call ? <td>{first ? duration(first.at - call.at) : ""}</td> : null}
          </tr>
          <tr data-row="size">
            <th scope="row">{say("calls_size")}</th>
            <td>{say(result.truncated ? "calls_more_than_bytes" : "calls_bytes", size)}</td>
            {call ? <td>{first?.body === undefined ? "" : say("calls_bytes", sizeOf(first.body))}</td> : null}
          </tr>
          <HeaderComparison replayed={result.headers} first={call ? (first?.headers ?? []) : null} />
        </tbody>
      </table>
      <BodyText body={result.body} name={say("calls_body")} />
      {result.truncated ? <p class="fault">{say("calls_cut_off")}</p> : null}
      {call ? (
        first?.body === undefined ? (
          <p class="muted">{say("calls_first_body_not_captured")}</p>
        ) : (
          <BodyDifference before={lines(first.body)} now={lines(result.body)} />
        )
      ) : null}
    </div>
  );
}
