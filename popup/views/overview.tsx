import type { Login } from "../../extension/flow/login.js";
import { AccessOffer } from "../components/access-offer.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import { StepRow } from "./step-row.js";
import { WhyFailed } from "./why-failed.js";

/** Why it failed if it did, the seven steps, who took part, and what could not be seen. */
export function Overview({ login }: { readonly login: Login }) {
  return (
    <>
      <WhyFailed />
      <Problems problems={login.problems} />
      <AccessOffer login={login} />
      <ol class="steps" aria-label="Steps of the login">
        {login.steps.map((step) => (
          <StepRow key={step.number} step={step} count={login.steps.length} startedAt={login.startedAt} />
        ))}
      </ol>
      <dl class="facts" aria-label="Parties">
        <dt>Client</dt>
        <dd>
          <Fact value={login.client.origin} />
        </dd>
        <dt>client_id</dt>
        <dd>
          <Fact value={login.client.id} />
        </dd>
        <dt>Server</dt>
        <dd>
          <Fact value={login.server.origin} />
        </dd>
      </dl>
    </>
  );
}

function Fact({ value }: { readonly value: string | null }) {
  return value === null ? <span class="muted">not visible</span> : <WireText text={value} />;
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Notice weight="medium">
      <ul class="problems" aria-label="Problems">
        {problems.map((problem) => (
          <li key={problem}>
            <WireText text={problem} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
