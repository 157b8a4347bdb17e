import { useState } from "preact/hooks";
import type { Judgement, Verification, VerificationStep } from "../../extension/token/verification.js";
import { Evidence } from "../components/evidence.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import type { Weight } from "../findings-summary.js";
import { say, sayCount } from "../text/say.js";

interface Props {
  /** Id of what was verified: `id_token`. */
  readonly of: string;
  /** As a person reads it: `Verification of id_token`. */
  readonly name: string;
  /** undefined while it is not known; its place is kept. */
  readonly verification: Verification | undefined;
}

type Outcome = Judgement["outcome"];

export const weightOf: Readonly<Record<Outcome, Weight>> = {
  passed: "pass",
  failed: "high",
  undetermined: "undetermined",
  "not-applicable": "info",
};

const order: readonly Outcome[] = ["failed", "undetermined", "passed"];

const word = (outcome: Outcome): string =>
  say(outcome === "not-applicable" ? "tokens_not_applicable" : `tokens_${outcome}`);

/** How something was verified, a line a step, what failed first; steps that do not apply are folded. */
export function VerificationSteps({ of, name, verification }: Props) {
  const outcome = verification?.outcome;
  // Only what had failed when it was first drawn opens by itself, so that nothing moves while somebody reads.
  const [isOpen] = useState(outcome === "failed");
  const steps = verification?.steps ?? [];
  const rest = steps.filter((step) => step.outcome === "not-applicable");
  return (
    <details
      class="verification unfolds"
      data-verification={of}
      data-outcome={outcome ?? "pending"}
      open={isOpen}
    >
      <summary>
        <Mark weight={outcome ? weightOf[outcome] : "undetermined"} /> {name}:{" "}
        {outcome ? (
          <>
            <b>{word(outcome)}</b> <span class="muted">{countsOf(steps)}</span>
          </>
        ) : (
          <span class="muted">{say("tokens_being_verified")}</span>
        )}
      </summary>
      <Steps steps={order.flatMap((wanted) => steps.filter((step) => step.outcome === wanted))} />
      {rest.length > 0 ? (
        <details class="not-applicable unfolds">
          <summary>{sayCount("tokens_steps_not_applicable", rest.length)}</summary>
          <Steps steps={rest} />
        </details>
      ) : null}
    </details>
  );
}

/** `14 of 16 steps passed, 1 undetermined`. */
function countsOf(steps: readonly VerificationStep[]): string {
  const count = (outcome: Outcome) => steps.filter((step) => step.outcome === outcome).length;
  const others = (["failed", "undetermined"] as const).filter((outcome) => count(outcome) > 0);
  const applied = steps.length - count("not-applicable");
  return [
    say("tokens_steps_passed", count("passed"), applied),
    ...others.map((outcome) => say(`tokens_count_${outcome}`, count(outcome))),
  ].join(", ");
}

function Steps({ steps }: { readonly steps: readonly VerificationStep[] }) {
  return (
    <ol>
      {steps.map(({ id, title, source, outcome, inputs, reason }) => (
        <li key={id} data-verification-step={id} data-outcome={outcome}>
          <details class="unfolds" open={outcome === "failed"}>
            <summary>
              <Mark weight={weightOf[outcome]} />
              <span class="hidden-words">{word(outcome)}: </span> <span class="step-title">{title}</span>
            </summary>
            <div class="judgement">
              <p>
                {outcome === "failed" || outcome === "undetermined" ? <b>{word(outcome)}: </b> : null}
                <Prose text={reason} />
              </p>
              <Evidence evidence={inputs} name={say("tokens_compared")} />
              <p class="muted source">{source}</p>
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}
