import { claimInfo } from "../../extension/token/claims-register.js";
import type { Judgement } from "../../extension/token/verification.js";
import type { Content, Decryption } from "../../extension/workbench/open-jwe.js";
import { useApp } from "../app-context.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";
import { missingPattern } from "../site-access.js";
import { say, sayCount } from "../text/say.js";
import type { TextName } from "../text/text-name.js";
import type { Attempt, Trial } from "../workbench/trial.js";
import { ClaimsTable } from "./claims-table.js";
import { WorkbenchToken } from "./workbench-token.js";

interface Props {
  readonly attempt: Attempt;
  readonly trial: Trial;
  readonly name: string;
}

/** What came of verifying or decrypting. */
export function WorkbenchOutcome({ attempt, trial, name }: Props) {
  switch (attempt.stage) {
    case "none":
      return null;
    case "busy":
      return <p role="status">{attempt.doing}</p>;
    case "obstacle":
      return (
        <Notice weight="undetermined" role="alert">
          {attempt.reason} {attempt.isHidden ? <AllowSite url={trial.url.value.trim()} /> : null}
        </Notice>
      );
    case "verified":
      return <Verdict judgement={attempt.judgement} />;
    case "decrypted":
      return <Opened decryption={attempt.decryption} name={name} />;
  }
}

const verdicts: Readonly<Record<Judgement["outcome"], readonly [Weight, TextName]>> = {
  passed: ["pass", "workbench_passed"],
  failed: ["high", "workbench_failed"],
  undetermined: ["undetermined", "workbench_undetermined"],
  "not-applicable": ["info", "workbench_not_applicable"],
};

function Verdict({ judgement: { outcome, reason, inputs } }: { readonly judgement: Judgement }) {
  const [weight, word] = verdicts[outcome];
  return (
    <Notice weight={weight} role="status">
      <div data-verdict={outcome}>
        <strong>{say(word)}</strong> {reason}
        {outcome === "passed" ? ` ${say("workbench_passed_means")}` : null}
      </div>
      <dl class="facts evidence">
        {inputs.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <WireText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}

/** A server may let no other site read its keys; with access the extension still can. */
function AllowSite({ url }: { readonly url: string }) {
  const { access, allow } = useApp();
  const pattern = missingPattern(access.value ?? [], url);
  if (pattern === null) return null;
  return (
    <button type="button" class="quiet" onClick={() => allow([pattern])}>
      {say("workbench_allow", pattern)}
    </button>
  );
}

function Opened({ decryption, name }: { readonly decryption: Decryption; readonly name: string }) {
  if (decryption.outcome !== "opened") {
    return (
      <Notice weight={decryption.outcome === "failed" ? "high" : "undetermined"} role="status">
        <div data-verdict={decryption.outcome}>
          <strong>{say("workbench_not_decrypted")}</strong> {decryption.reason}
        </div>
      </Notice>
    );
  }
  return (
    <>
      <Notice weight="pass" role="status">
        <div data-verdict="opened">
          <strong>{say("workbench_decrypted")}</strong> {say("workbench_decrypted_means")}
        </div>
      </Notice>
      <div class="opened">
        <Inside content={decryption.content} name={say("workbench_content_of", name)} />
      </div>
    </>
  );
}

function Inside({ content, name }: { readonly content: Content; readonly name: string }) {
  switch (content.kind) {
    case "token":
      return <WorkbenchToken key={content.token.raw} token={content.token} name={name} />;
    case "binary":
      return <p class="muted">{sayCount("workbench_binary", content.length)}</p>;
    case "text":
      return (
        <pre class="body" data-content>
          <WireText text={content.text} multiline />
        </pre>
      );
    case "claims":
      return (
        <>
          {content.problems.map((problem) => (
            <p key={problem} class="fault">
              <WireText text={problem} />
            </p>
          ))}
          <ClaimsTable label={say("tokens_claims_of", name)} members={content.claims} info={claimInfo} />
        </>
      );
  }
}
