import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { AccessOffer } from "../components/access-offer.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { Glance } from "./glance.js";
import { StepRow } from "./step-row.js";

/** What was asked and came back, why it failed if it did, what could not be seen, and the steps. */
export function Overview({ login }: { readonly login: Login }) {
  const { views } = useApp();
  const WhyFailed = views.value?.whyFailed;
  return (
    <>
      <Glance login={login} />
      {WhyFailed ? <WhyFailed login={login} /> : null}
      <Problems problems={login.problems} />
      <AccessOffer login={login} />
      <ol class="steps" aria-label={say("overview_steps")}>
        {login.steps.map((step) => (
          <StepRow key={step.number} step={step} count={login.steps.length} startedAt={login.startedAt} />
        ))}
      </ol>
    </>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Notice weight="medium">
      <ul class="problems" aria-label={say("overview_problems")}>
        {problems.map((problem) => (
          <li key={problem}>
            <WireText text={problem} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
