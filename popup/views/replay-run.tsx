import { useEffect, useRef } from "preact/hooks";
import type { ReplayResult } from "../../extension/messages.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import type { Run } from "../replay/replay.js";
import { duration } from "../text/time.js";
import { ReplayAnswer } from "./replay-answer.js";

/** What became of the request that was sent. */
export function ReplayRun({ run }: { readonly run: Run }) {
  const place = useRef<HTMLDivElement>(null);
  // What became of it may lie below the fold.
  useEffect(() => place.current?.scrollIntoView?.({ block: "nearest" }), [run.stage]);
  return (
    <div ref={place} data-run={run.stage}>
      <Outcome run={run} />
    </div>
  );
}

function Outcome({ run }: { readonly run: Run }) {
  const target = (
    <>
      <span class="wire">{run.request.method}</span> <WireText text={run.request.url} />
    </>
  );
  switch (run.stage) {
    case "asking":
      return <p role="status">Waiting for your answer to the browser's question about access …</p>;
    case "refused":
      return (
        <Notice weight="medium" role="alert">
          Not sent: access to <span class="wire">{run.pattern}</span> was not given.
        </Notice>
      );
    case "running":
      return <p role="status">Sending {target} …</p>;
    case "broken":
      return (
        <Notice weight="high" role="alert">
          Not sent, the inspector could not do it: {run.message}
        </Notice>
      );
    case "ended":
      return run.result.outcome === "answered" ? (
        <ReplayAnswer result={run.result} call={run.call} request={run.request} />
      ) : (
        <Notice weight="medium" role="alert">
          {target}: {wordsOf(run.result)}
        </Notice>
      );
  }
}

type Unanswered = Exclude<ReplayResult, { outcome: "answered" }>;

function wordsOf({ outcome, message, durationMs }: Unanswered): string {
  const after = duration(durationMs);
  const plain = message === "" ? "" : ` ${message}`;
  switch (outcome) {
    case "aborted":
      return `aborted by you after ${after}. The server may have received it.`;
    case "timed-out":
      return `timed out after ${after}.${plain}`;
    case "no-access":
      return `not sent, as this site is not among those that the extension may reach.${plain}`;
    case "failed":
      return `failed after ${after}.${plain}`;
  }
}
