import type { Change, Point, WayOut } from "../../extension/way-out.js";
import { Citations } from "../components/citations.js";
import { CopyButton } from "../components/copy-button.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

/** What it takes to log in soundly: for this client, at this server. */
export function WayOutSection({ wayOut }: { readonly wayOut: WayOut | null }) {
  if (wayOut === null) return null;
  return (
    <section class="way-out" data-state={wayOut.state} aria-label={say("overview_way_out")}>
      <h2>{say(wayOut.state === "change" ? "overview_way_out_pkce" : "overview_way_out")}</h2>
      {wayOut.state === "change" ? <ChangePlan change={wayOut} /> : <Standing wayOut={wayOut} />}
    </section>
  );
}

function Standing({ wayOut }: { readonly wayOut: Exclude<WayOut, Change> }) {
  return wayOut.state === "right" ? (
    <p>
      <Mark weight="pass" /> {say("overview_way_out_none")} <Prose text={wayOut.because} />
    </p>
  ) : (
    <p>
      <Mark weight="undetermined" /> {say("overview_way_out_undetermined")} <Prose text={wayOut.reason} />
    </p>
  );
}

function ChangePlan({ change }: { readonly change: Change }) {
  const { points, steps, request, tokenRequest, formPost, citations } = change;
  return (
    <>
      <ul class="points" aria-label={say("overview_way_out_offers")}>
        {points.map((point) => (
          <PointLine key={point.question} point={point} />
        ))}
      </ul>
      <ol class="plan" aria-label={say("overview_way_out_to_do")}>
        {steps.map((step) => (
          <li key={step}>
            <WireText text={step} />
          </li>
        ))}
      </ol>
      <Written what="request" text={request} />
      <Written what="token_request" text={tokenRequest} />
      {formPost ? <Written what="form_post" text={formPost} /> : null}
      <Citations citations={citations} />
    </>
  );
}

const weights: Readonly<Record<Point["answer"], Weight>> = {
  yes: "pass",
  no: "medium",
  undetermined: "undetermined",
};

const answers: Readonly<Record<Point["answer"], TextName>> = {
  yes: "overview_way_out_yes",
  no: "overview_way_out_no",
  undetermined: "overview_way_out_unknown",
};

function PointLine({ point: { question, answer, because } }: { readonly point: Point }) {
  return (
    <li data-answer={answer}>
      <Mark weight={weights[answer]} /> {question} <b>{say(answers[answer])}</b>{" "}
      <span class="muted">
        <WireText text={because} />
      </span>
    </li>
  );
}

interface WrittenProps {
  readonly what: "request" | "token_request" | "form_post";
  readonly text: string;
}

/** A message to copy, with `{placeholders}` for what is made anew each time. */
function Written({ what, text }: WrittenProps) {
  const name = say(`overview_way_out_${what}`);
  return (
    <div class="written" data-written={what}>
      <h3>
        {name} <CopyButton text={text} name={name} />
      </h3>
      <pre>
        <WireText text={text} multiline />
      </pre>
    </div>
  );
}
