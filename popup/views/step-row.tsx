import type { Step, StepStatus } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { StepMark } from "../components/step-mark.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { inMessage, type Place } from "../places/place.js";
import { reportedBy } from "../text/provenance.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";
import { offset } from "../text/time.js";

const words: Readonly<Record<StepStatus, TextName>> = {
  seen: "overview_step_seen",
  "not-seen": "overview_step_not_seen",
  "not-visible": "overview_step_not_visible",
};

const request = [inMessage("request"), "overview_request"] as const;
const response = [inMessage("response"), "overview_response"] as const;
const calls = [{ view: "calls", anchor: [] }, "overview_step_calls"] as const;
type More = Readonly<Record<number, readonly [place: Place, label: TextName]>>;

/** Where a step's message is shown in full, by its number: of seven steps, and of nine with the token endpoint. */
const more: Readonly<Record<number, More>> = {
  7: { 2: request, 5: response, 6: calls },
  9: {
    2: request,
    5: response,
    6: [inMessage("token-request-1"), "overview_step_token_request"],
    8: calls,
  },
};

interface Props {
  readonly step: Step;
  /** How many steps the login has. */
  readonly count: number;
  /** ms since the epoch. */
  readonly startedAt: number;
}

/** One step of the login in as few lines as it takes. */
export function StepRow({ step, count, startedAt }: Props) {
  const { jumps, selected, imports } = useApp();
  const isOfHar = imports.fileOf(selected.value?.id ?? "")?.state.kind === "har";
  const link = step.status === "seen" ? more[count]?.[step.number] : undefined;
  const status = isOfHar && step.status === "not-visible" ? "overview_step_not_in_file" : words[step.status];
  return (
    <li class="step" data-step={step.number} data-status={step.status}>
      <span class="step-number">{step.number}</span>
      <StepMark status={step.status} />
      <p class="step-words">
        <span class="step-title">
          <WireText text={step.title} />
          {step.status === "seen" ? <span class="hidden-words"> {say("overview_step_seen")}</span> : null}
        </span>{" "}
        <span class="step-details">
          {step.details.map((detail, index) => (
            <span key={`${index}${detail}`}>
              {index > 0 ? " · " : ""}
              <WireText text={detail} />
            </span>
          ))}
          {step.provenance === null || step.provenance === "browser" ? null : (
            <span class="provenance"> · {reportedBy(step.provenance)}</span>
          )}
        </span>
      </p>
      {link ? (
        <button
          type="button"
          class="quiet"
          onClick={() => jumps.goTo(link[0], { view: "overview", anchor: [["step", String(step.number)]] })}
        >
          {say(link[1])}
        </button>
      ) : null}
      <span class="step-when">
        {step.at === null ? (
          <span class="step-status">{say(status)}</span>
        ) : (
          <>
            <span class="offset">{offset(step.at - startedAt)}</span> <ClockTime at={step.at} />
          </>
        )}
      </span>
    </li>
  );
}
