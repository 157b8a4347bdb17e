import type { DropReason, Notice as Drops } from "../../extension/flow/stored.js";
import { useApp } from "../app-context.js";
import { Notice } from "./notice.js";
import { ClockTime } from "./time.js";

/** Says that nothing is captured at present. */
export function Paused() {
  const { paused, pause } = useApp();
  if (!paused.value) return null;
  return (
    <Notice weight="medium" role="status">
      Paused: a login that takes place now is not captured.{" "}
      <button type="button" class="quiet" onClick={() => pause(false)}>
        Resume
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
        {linesOf(drops).join(" ")} Since <ClockTime at={drops.since} />.{" "}
        <button type="button" class="quiet" onClick={dismissNotice}>
          Dismiss
        </button>
      </Notice>
    </div>
  );
}

const reasons: Readonly<Record<DropReason, string>> = {
  "too-many": "at most 200 are held",
  "too-large": "at most 8 MB are held",
  "storage-full": "the browser's memory for the extension is full",
};

function linesOf({ flowsDropped, reasons: why, reportsDropped, unwritten }: Drops): readonly string[] {
  const lines: string[] = [];
  if (flowsDropped > 0) {
    const what = flowsDropped === 1 ? "1 older login was" : `${flowsDropped} older logins were`;
    lines.push(
      `${what} given up to make room (${why.map((reason) => reasons[reason]).join(", ")}): pin what has to stay.`,
    );
  }
  if (reportsDropped > 0) {
    lines.push(`${reportsDropped.toLocaleString("en-US")} reports of pages came too fast and were left out.`);
  }
  if (unwritten > 0) {
    const what = unwritten === 1 ? "The latest of 1 login" : `The latest of ${unwritten} logins`;
    lines.push(`${what} could not be stored and is lost when the browser rests the extension: clear some.`);
  }
  return lines;
}
