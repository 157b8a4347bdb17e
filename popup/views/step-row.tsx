import type { Step, StepStatus } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { StepMark } from "../components/step-mark.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import type { ViewName } from "../state.js";
import { reportedBy } from "../text/provenance.js";
import { offset } from "../text/time.js";

const words: Readonly<Record<StepStatus, string>> = {
  seen: "seen",
  "not-seen": "not seen",
  "not-visible": "not visible without access",
};

/** Where a step's message is shown in full, by its number: of seven steps, and of nine with the token endpoint. */
const more: Readonly<Record<number, Readonly<Record<number, readonly [view: ViewName, label: string]>>>> = {
  7: { 2: ["messages", "Request"], 5: ["messages", "Response"], 6: ["calls", "Calls"] },
  9: {
    2: ["messages", "Request"],
    5: ["messages", "Response"],
    6: ["messages", "Token request"],
    8: ["calls", "Calls"],
  },
};

interface Props {
  readonly step: Step;
  /** How many steps the login has. */
  readonly count: number;
  /** ms since the epoch. */
  readonly startedAt: number;
}

export function StepRow({ step, count, startedAt }: Props) {
  const { view, selected, imports } = useApp();
  const isOfHar = imports.fileOf(selected.value?.id ?? "")?.state.kind === "har";
  const link = step.status === "seen" ? more[count]?.[step.number] : undefined;
  return (
    <li class="step" data-step={step.number} data-status={step.status}>
      <span class="step-number">{step.number}</span>
      <StepMark status={step.status} />
      <div class="step-words">
        <p class="step-title">
          <WireText text={step.title} />
          {step.status === "seen" ? <span class="hidden-words"> {words.seen}</span> : null}
          {link ? (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                view.value = link[0];
              }}
            >
              {link[1]}
            </button>
          ) : null}
        </p>
        <p class="step-details">
          {step.details.map((detail, index) => (
            <span key={`${index}${detail}`}>
              {index > 0 ? " · " : ""}
              <WireText text={detail} />
            </span>
          ))}
        </p>
      </div>
      <div class="step-when">
        {step.at === null ? (
          <span class="step-status">
            {isOfHar && step.status === "not-visible" ? "not in the file" : words[step.status]}
          </span>
        ) : (
          <>
            <span class="offset">{offset(step.at - startedAt)}</span> <ClockTime at={step.at} />
          </>
        )}
        {step.provenance === null || step.provenance === "browser" ? null : (
          <span class="muted provenance">{reportedBy[step.provenance]}</span>
        )}
      </div>
    </li>
  );
}
