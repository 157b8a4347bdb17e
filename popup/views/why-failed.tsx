import type { Cause } from "../../extension/failure/diagnosis.js";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Citations } from "../components/citations.js";
import { Evidence } from "../components/evidence.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import type { Weight } from "../findings-summary.js";
import { placeOf } from "../places/place-of.js";
import { say } from "../text/say.js";
import type { Told } from "../verdicts.js";

type Diagnosis = Told["diagnoses"][number];

/** Why a login did not end well: the reasons for and against, and what to try. Nothing for one that did. */
export function WhyFailed({ login }: { readonly login: Login }) {
  const { verdicts } = useApp();
  const diagnoses = verdicts.told.value?.diagnoses ?? [];
  if (diagnoses.length === 0) return null;
  return (
    <section class="why" aria-label={say("overview_why")}>
      {diagnoses.map((diagnosis) => (
        <DiagnosisCard key={diagnosis.id} login={login} diagnosis={diagnosis} />
      ))}
    </section>
  );
}

const weights: Readonly<Record<Cause["certainty"], Weight>> = {
  seen: "high",
  likely: "medium",
  undetermined: "undetermined",
};

interface CardProps {
  readonly login: Login;
  readonly diagnosis: Diagnosis;
}

function DiagnosisCard({ login, diagnosis }: CardProps) {
  const { id, title, certainty, because, against, causes, tryThis, citations } = diagnosis;
  return (
    <div class="diagnosis" data-diagnosis={id} data-certainty={certainty}>
      <h2>
        <Mark weight={weights[certainty]} /> <Certainty certainty={certainty} />
        <Prose text={title} />
      </h2>
      <Evidence
        evidence={because}
        name={say("overview_why_seen")}
        places={because.map((_, index) => placeOf(login, "", because, index))}
        placeHere={(index) => ({
          view: "overview",
          anchor: [
            ["diagnosis", id],
            ["evidence", String(index)],
          ],
        })}
      />
      <Reasons title={say("overview_why_against_it")} reasons={against} />
      {causes.length > 0 ? (
        <ul class="causes" aria-label={say("overview_why_causes")}>
          {causes.map((cause) => (
            <CauseLine key={cause.what} cause={cause} />
          ))}
        </ul>
      ) : null}
      {tryThis.length > 0 ? (
        <div class="try">
          <b>{say("overview_why_try")}</b>
          <ul>
            {tryThis.map((remedy) => (
              <li key={remedy}>
                <Prose text={remedy} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <Citations citations={citations} id={id} />
    </div>
  );
}

function CauseLine({ cause: { what, certainty, because, against } }: { readonly cause: Cause }) {
  return (
    <li data-certainty={certainty}>
      <p>
        <Mark weight={weights[certainty]} /> <Certainty certainty={certainty} />
        <Prose text={what} />
      </p>
      <Reasons title={say("overview_why_for")} reasons={because} />
      <Reasons title={say("overview_why_against")} reasons={against} />
    </li>
  );
}

/** What was seen needs no word; all else is never told as a fact. */
function Certainty({ certainty }: { readonly certainty: Cause["certainty"] }) {
  return certainty === "seen" ? null : <b>{say(`overview_why_${certainty}`)} </b>;
}

function Reasons({ title, reasons }: { readonly title: string; readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <p class="reasons">
      <span class="muted">{title}:</span> <Prose text={reasons.join(" ")} />
    </p>
  );
}
