import type { Change, Point, WayOut } from "../../extension/way-out.js";
import { Citations } from "../components/citations.js";
import { CopyButton } from "../components/copy-button.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";

/** What it takes to log in soundly: for this client, at this server. */
export function WayOutSection({ wayOut }: { readonly wayOut: WayOut | null }) {
  if (wayOut === null) return null;
  return (
    <section class="way-out" data-state={wayOut.state} aria-label="The way out">
      <h2>{wayOut.state === "change" ? "The way out: Authorization Code with PKCE" : "The way out"}</h2>
      {wayOut.state === "change" ? <ChangePlan change={wayOut} /> : <Standing wayOut={wayOut} />}
    </section>
  );
}

function Standing({ wayOut }: { readonly wayOut: Exclude<WayOut, Change> }) {
  return wayOut.state === "right" ? (
    <p>
      <Mark weight="pass" /> None is needed. <Prose text={wayOut.because} />
    </p>
  ) : (
    <p>
      <Mark weight="undetermined" /> Undetermined: <Prose text={wayOut.reason} />
    </p>
  );
}

function ChangePlan({ change }: { readonly change: Change }) {
  const { points, steps, request, tokenRequest, formPost, citations } = change;
  return (
    <>
      <ul class="points" aria-label="What the server offers">
        {points.map((point) => (
          <PointLine key={point.question} point={point} />
        ))}
      </ul>
      <ol class="plan" aria-label="What to do">
        {steps.map((step) => (
          <li key={step}>
            <WireText text={step} />
          </li>
        ))}
      </ol>
      <Written name="new authorization request" text={request} />
      <Written name="new token request" text={tokenRequest} />
      {formPost ? <Written name="request for login alone, by form_post" text={formPost} /> : null}
      <Citations citations={citations} />
    </>
  );
}

const weights: Readonly<Record<Point["answer"], Weight>> = {
  yes: "pass",
  no: "medium",
  undetermined: "undetermined",
};

function PointLine({ point: { question, answer, because } }: { readonly point: Point }) {
  return (
    <li data-answer={answer}>
      <Mark weight={weights[answer]} /> {question} <b>{answer}</b>{" "}
      <span class="muted">
        <WireText text={because} />
      </span>
    </li>
  );
}

/** A message to copy, with `{placeholders}` for what is made anew each time. */
function Written({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div class="written" data-written={name}>
      <h3>
        {name} <CopyButton text={text} name={name} />
      </h3>
      <pre>
        <WireText text={text} multiline />
      </pre>
    </div>
  );
}
