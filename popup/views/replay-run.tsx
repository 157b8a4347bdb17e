import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import type { ReplayResult } from "../../extension/messages.js";
import { useApp, useNow } from "../app-context.js";
import { Notice } from "../components/notice.js";
import { SayWith } from "../components/say-with.js";
import { WireText } from "../components/wire-text.js";
import type { Run } from "../replay/replay.js";
import { missingPattern } from "../site-access.js";
import { say } from "../text/say.js";
import { duration, lifetime } from "../text/time.js";
import { ReplayAnswer } from "./replay-answer.js";

interface Props {
  readonly login: Login;
  readonly run: Run;
}

/** What became of the request that was sent. */
export function ReplayRun({ login, run }: Props) {
  const place = useRef<HTMLDivElement>(null);
  // What became of it may lie below the fold.
  useEffect(() => place.current?.scrollIntoView?.({ block: "nearest" }), [run]);
  return (
    <div ref={place} data-run={run.stage}>
      <Outcome login={login} run={run} />
    </div>
  );
}

function Outcome({ login, run }: Props) {
  switch (run.stage) {
    case "asking":
      return <p role="status">{say("calls_run_asking")}</p>;
    case "refused":
      return (
        <Fault login={login} weight="medium" again="calls_ask_again">
          <SayWith
            name="calls_run_refused"
            parts={[
              <span class="wire" key="">
                {run.pattern}
              </span>,
            ]}
          />
        </Fault>
      );
    case "running":
      return <Progress run={run} />;
    case "broken":
      return (
        <Fault login={login} weight="high" again="calls_send_again">
          {say("calls_run_broken", run.message)}
        </Fault>
      );
    case "ended":
      return run.result.outcome === "answered" ? (
        <ReplayAnswer result={run.result} call={run.call} request={run.request} />
      ) : (
        <Unanswered login={login} run={run} result={run.result} />
      );
  }
}

const target = ({ request }: Run) => (
  <>
    <span class="wire">{request.method}</span> <WireText text={request.url} />
  </>
);

/** After so long the background gives up, ms. */
const limitMs = 30_000;

function Progress({ run }: { readonly run: Extract<Run, { stage: "running" }> }) {
  const elapsed = Math.max(0, useNow() - run.at);
  return (
    <div class="progress">
      <p role="status">
        <SayWith name="calls_run_sending" parts={[<span key="">{target(run)}</span>]} />
      </p>
      <progress max={limitMs} value={elapsed} aria-label={say("calls_run_elapsed")} />{" "}
      <span class="muted">
        {say("calls_run_time", lifetime(Math.floor(elapsed / 1000)), lifetime(limitMs / 1000))}
      </span>
    </div>
  );
}

interface FaultProps {
  readonly login: Login;
  readonly weight: "medium" | "high";
  readonly again: "calls_send_again" | "calls_ask_again";
  readonly children: ComponentChildren;
}

/** What went wrong, with the click that tries it again. */
function Fault({ login, weight, again, children }: FaultProps) {
  const { replay } = useApp();
  return (
    <Notice weight={weight} role="alert">
      {children}
      <p class="actions">
        <button type="button" onClick={() => replay.send(login)}>
          {say(again)}
        </button>
      </p>
    </Notice>
  );
}

interface UnansweredProps {
  readonly login: Login;
  readonly run: Run;
  readonly result: Exclude<ReplayResult, { outcome: "answered" }>;
}

function Unanswered({ login, run, result }: UnansweredProps) {
  const { access } = useApp();
  const { outcome, message, durationMs } = result;
  const lost = outcome === "no-access" && missingPattern(access.value ?? [], run.request.url) !== null;
  return (
    <Fault login={login} weight="medium" again={lost ? "calls_ask_again" : "calls_send_again"}>
      <p>
        {target(run)}: {say(`calls_run_${outcome.replaceAll("-", "_") as "aborted"}`, duration(durationMs))}{" "}
        {message}
      </p>
      {outcome === "failed" ? <p class="muted">{say("calls_run_failed_hint")}</p> : null}
    </Fault>
  );
}
