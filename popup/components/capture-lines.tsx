import type { DropReason, Notice as Drops } from "../../extension/flow/stored.js";
import { useApp } from "../app-context.js";
import { say, sayCount } from "../text/say.js";
import type { CountName, TextName } from "../text/text-name.js";
import { Notice } from "./notice.js";
import { SayWith } from "./say-with.js";
import { ClockTime } from "./time.js";

/** Says that nothing is captured at present. */
export function Paused() {
  const { paused, pause } = useApp();
  if (!paused.value) return null;
  return (
    <Notice weight="medium" role="status">
      {say("shell_paused")}{" "}
      <button type="button" class="quiet" onClick={() => pause(false)}>
        {say("shell_resume_capture")}
      </button>
    </Notice>
  );
}

/** Says what was given up for want of room. */
export function Dropped() {
  const { notice, dismissNotice } = useApp();
  const drops = notice.value;
  if (drops === null) return null;
  return (
    <div data-notice>
      <Notice weight={drops.unwritten > 0 ? "high" : "info"} role="status">
        {linesOf(drops).join(" ")}{" "}
        <SayWith name="shell_since" parts={[<ClockTime key="since" at={drops.since} />]} />{" "}
        <button type="button" class="quiet" onClick={dismissNotice}>
          {say("shell_dismiss")}
        </button>
      </Notice>
    </div>
  );
}

const reasons: Readonly<Record<DropReason, TextName>> = {
  "too-many": "shell_too_many",
  "too-large": "shell_too_large",
  "storage-full": "shell_storage_full",
};

function linesOf({ flowsDropped, reasons: why, reportsDropped, unwritten }: Drops): readonly string[] {
  const because = why.map((reason) => say(reasons[reason])).join(", ");
  const line = (name: CountName, count: number) => (count > 0 ? [sayCount(name, count, because)] : []);
  return [
    ...line("shell_dropped", flowsDropped),
    ...line("shell_reports_dropped", reportsDropped),
    ...line("shell_unwritten", unwritten),
  ];
}
