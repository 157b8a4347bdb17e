import type { ApiCall } from "../../extension/flow/login.js";
import type { ReplayRequest, ReplayResult } from "../../extension/messages.js";
import { CopyButton } from "../components/copy-button.js";
import { WireText } from "../components/wire-text.js";
import { duration } from "../text/time.js";
import { HeaderComparison } from "./header-comparison.js";

interface Props {
  readonly result: Extract<ReplayResult, { outcome: "answered" }>;
  /** Recorded call that the request started from; null where it was typed. */
  readonly call: ApiCall | null;
  readonly request: ReplayRequest;
}

/** An answer beside the one that was seen when the app made the call. */
export function ReplayAnswer({ result, call, request }: Props) {
  const body = readable(result.body);
  return (
    <div class="replay-answer" data-status={result.status}>
      <h3>
        Answer to <span class="wire">{request.method}</span> <WireText text={request.url} />
      </h3>
      {result.url === request.url ? null : (
        <p class="muted">
          answered after redirects by <WireText text={result.url} />
        </p>
      )}
      <table class="comparison" aria-label="Answer">
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden-words">Member</span>
            </th>
            <th scope="col">Replayed</th>
            {call ? <th scope="col">First seen</th> : null}
          </tr>
        </thead>
        <tbody>
          <tr data-row="status">
            <th scope="row">Status</th>
            <td>
              <WireText text={`${result.status} ${result.statusText}`.trimEnd()} />
            </td>
            {call ? <td>{call.answer?.status ?? call.answer?.error ?? "no answer seen"}</td> : null}
          </tr>
          <tr data-row="duration">
            <th scope="row">Duration</th>
            <td>{duration(result.durationMs)}</td>
            {call ? <td>{call.answer ? duration(call.answer.at - call.at) : ""}</td> : null}
          </tr>
          <HeaderComparison replayed={result.headers} first={call ? (call.answer?.headers ?? []) : null} />
        </tbody>
      </table>
      <h3>
        Body <span class="muted">{body.kind}</span> <CopyButton text={result.body} name="body" />
      </h3>
      {call ? <p class="muted">First seen: body was not captured.</p> : null}
      {result.truncated ? <p class="fault">Cut off after 1 MB; the rest was not kept.</p> : null}
      {result.body === "" ? null : (
        <pre class="body" data-body>
          <WireText text={body.text} multiline />
        </pre>
      )}
    </div>
  );
}

function readable(body: string): { readonly kind: string; readonly text: string } {
  if (body === "") return { kind: "empty", text: "" };
  try {
    return { kind: "JSON", text: JSON.stringify(JSON.parse(body), null, 2) };
  } catch {
    return { kind: "text", text: body };
  }
}
