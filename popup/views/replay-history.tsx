import { useApp } from "../app-context.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import type { EndedRun } from "../replay/replay.js";
import { say } from "../text/say.js";
import { duration } from "../text/time.js";

/** The last replays of this page, to look at their answers again. */
export function ReplayHistory() {
  const { replay } = useApp();
  const ended = replay.history.value;
  if (ended.length < 2) return null;
  return (
    <section class="replay-history" aria-label={say("calls_history")}>
      <h3>{say("calls_history")}</h3>
      <ol>
        {ended.map((run) => (
          <li key={run.request.id}>
            <button
              type="button"
              class="disclose"
              aria-current={replay.run.value === run ? "true" : undefined}
              onClick={() => replay.show(run)}
            >
              <ClockTime at={run.at} /> <span class="wire">{endOf(run)}</span>{" "}
              <span class="muted">{duration(run.result.durationMs)}</span>{" "}
              <span class="wire">{run.request.method}</span> <WireText text={run.request.url} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const endOf = ({ result }: EndedRun): string =>
  result.outcome === "answered"
    ? String(result.status)
    : say(`calls_end_${result.outcome.replaceAll("-", "_") as "aborted"}`);
