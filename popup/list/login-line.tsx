import { useApp } from "../app-context.js";
import { Icon } from "../components/icon.js";
import { labelOf } from "../components/login-label.js";
import { LoginMarks, marksOf } from "../components/login-marks.js";
import { Mark } from "../components/mark.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { say, sayCount } from "../text/say.js";
import { duration } from "../text/time.js";
import { failureOf } from "./filters.js";
import type { Line } from "./lines.js";
import { verdictOf } from "./matching.js";

interface Props {
  readonly line: Line;
  /** px from the top of the list. */
  readonly top: number;
  readonly position: number;
  readonly count: number;
  /** Whether Tab leads to it. */
  readonly reached: boolean;
  readonly choose: (loginId: string) => void;
}

/** Deeper logins are indented no further. */
const deepest = 3;

/** One login in the list, in two lines. */
export function LoginLine({ line, top, position, count, reached, choose }: Props) {
  const { verdicts, selected, page, pinned } = useApp();
  const { login, depth, relation } = line;
  const { id, startedAt, endedAt } = login;
  const { name, client, server, parties } = labelOf(login);
  const findings = verdicts.findingsOf(login);
  const verdict = findings && verdictOf(findings);
  const failure = failureOf(login);
  const isPinned = pinned.value.has(id);
  const current = page.value === "logins" && id === selected.value?.id;
  return (
    <li
      class="login-line"
      aria-setsize={count}
      aria-posinset={position}
      style={{ top: `${top}px`, "--depth": Math.min(depth, deepest) }}
    >
      <button
        type="button"
        data-login={id}
        data-depth={depth}
        aria-current={current ? "true" : undefined}
        tabIndex={reached ? 0 : -1}
        title={`${parties}\n${name}`}
        onClick={() => choose(id)}
      >
        <span class="line-mark">{verdict ? <Mark weight={verdict} /> : null}</span>
        <span class="line-one">
          <span class="hidden-words">
            {relation ? `${say(`list_${relation}`)}, ` : ""}
            {say(`list_verdict_${verdict ?? "none"}`)}:{" "}
          </span>
          <span class="login-parties">
            <span>{client}</span> <span>→</span> <span>{server}</span>
          </span>{" "}
          <ClockTime at={startedAt} short />
        </span>{" "}
        <span class="line-two">
          <span class="login-name">
            {failure === null ? null : (
              <>
                <span class="tag" data-mark="error" title={say("list_failed")}>
                  <WireText text={failure} />
                </span>{" "}
              </>
            )}
            <LoginMarks marks={marksOf(login, false)} /> {name}
          </span>{" "}
          <span class="login-duration">{endedAt === null ? "–" : duration(endedAt - startedAt)}</span>
          {endedAt === null ? <span class="hidden-words">{say("list_no_response")}</span> : null}
        </span>
        {isPinned ? <span class="hidden-words"> {say("list_pinned")}</span> : null}
      </button>
      <PinButton line={line} isPinned={isPinned} />
      <Renewals line={line} />
    </li>
  );
}

function PinButton({ line: { login }, isPinned }: { readonly line: Line; readonly isPinned: boolean }) {
  const { pin, imports } = useApp();
  if (imports.fileOf(login.id) !== null) return null;
  const words = say(isPinned ? "list_unpin" : "list_pin");
  return (
    <button
      type="button"
      class="line-pin"
      tabIndex={-1}
      aria-pressed={isPinned}
      aria-label={words}
      title={words}
      onClick={() => pin(login.id, !isPinned)}
    >
      <Icon name="pin" />
    </button>
  );
}

/** Folds the silent renewals of a login, of which their number shows. */
function Renewals({ line: { login, renewals, unfolded } }: { readonly line: Line }) {
  const { list, select } = useApp();
  if (renewals === 0) return null;
  const words = sayCount("list_renewals", renewals);
  const onClick = () => {
    // One of the renewals that is selected keeps all of them unfolded.
    if (unfolded) select(login.id);
    list.unfold(login.id, !unfolded);
  };
  return (
    <button
      type="button"
      class="line-fold"
      data-renewals={renewals}
      tabIndex={-1}
      aria-expanded={unfolded}
      aria-label={words}
      title={words}
      onClick={onClick}
    >
      <span aria-hidden="true">{unfolded ? "▾" : "▸"}</span> {renewals > 99 ? "99+" : renewals}
    </button>
  );
}
