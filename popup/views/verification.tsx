import type { Judgement, Verification, VerificationStep } from "../../extension/token/verification.js";
import { Evidence } from "../components/evidence.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import type { Weight } from "../findings-summary.js";

interface Props {
  /** What was verified: `id_token`. */
  readonly name: string;
  readonly verification: Verification;
}

type Outcome = Judgement["outcome"];

const words: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "failed",
  undetermined: "undetermined",
  "not-applicable": "not applicable",
};

const weights: Readonly<Record<Outcome, Weight>> = {
  passed: "pass",
  failed: "high",
  undetermined: "undetermined",
  "not-applicable": "info",
};

/** How something was verified, step by step; those that do not apply are folded. */
export function VerificationSteps({ name, verification }: Props) {
  const { outcome, steps } = verification;
  const applied = steps.filter((step) => step.outcome !== "not-applicable");
  const rest = steps.filter((step) => step.outcome === "not-applicable");
  return (
    <details class="verification" data-verification={name} data-outcome={outcome} open={outcome === "failed"}>
      <summary>
        <Mark weight={weights[outcome]} /> {name}: <b>{words[outcome]}</b>{" "}
        <span class="muted">{countsOf(steps)}</span>
      </summary>
      <Steps steps={applied} />
      {rest.length > 0 ? (
        <details class="not-applicable">
          <summary>{rest.length} not applicable</summary>
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
  const passed = `${count("passed")} of ${steps.length - count("not-applicable")} steps passed`;
  return [passed, ...others.map((outcome) => `${count(outcome)} ${outcome}`)].join(", ");
}

function Steps({ steps }: { readonly steps: readonly VerificationStep[] }) {
  return (
    <ol>
      {steps.map(({ id, title, source, outcome, inputs, reason }) => (
        <li key={id} data-verification-step={id} data-outcome={outcome}>
          <p>
            <Mark weight={weights[outcome]} />
            <span class="hidden-words">{words[outcome]}: </span> {title}
          </p>
          <div class="judgement">
            <p>
              {outcome === "failed" || outcome === "undetermined" ? <b>{words[outcome]}: </b> : null}
              <Prose text={reason} />
            </p>
            <Evidence evidence={inputs} name="Compared" />
            <p class="muted source">{source}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
