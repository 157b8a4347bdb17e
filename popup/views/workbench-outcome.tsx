import { claimInfo } from "../../extension/token/claims-register.js";
import type { Judgement } from "../../extension/token/verification.js";
import type { Content, Decryption } from "../../extension/workbench/open-jwe.js";
import { useApp } from "../app-context.js";
import { Notice } from "../components/notice.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";
import { missingPattern } from "../site-access.js";
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

const verdicts: Readonly<Record<Judgement["outcome"], readonly [Weight, string]>> = {
  passed: ["pass", "Verified."],
  failed: ["high", "Not verified."],
  undetermined: ["undetermined", "Undetermined."],
  "not-applicable": ["info", "Nothing to verify."],
};

function Verdict({ judgement: { outcome, reason, inputs } }: { readonly judgement: Judgement }) {
  const [weight, word] = verdicts[outcome];
  return (
    <Notice weight={weight} role="status">
      <div data-verdict={outcome}>
        <strong>{word}</strong> {reason}
        {outcome === "passed"
          ? " That tells that its holder made the token, not whose key it is nor that the claims are right."
          : null}
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
      Allow access to {pattern}
    </button>
  );
}

function Opened({ decryption, name }: { readonly decryption: Decryption; readonly name: string }) {
  if (decryption.outcome !== "opened") {
    return (
      <Notice weight={decryption.outcome === "failed" ? "high" : "undetermined"} role="status">
        <div data-verdict={decryption.outcome}>
          <strong>Not decrypted.</strong> {decryption.reason}
        </div>
      </Notice>
    );
  }
  return (
    <>
      <Notice weight="pass" role="status">
        <div data-verdict="opened">
          <strong>Decrypted.</strong> That tells who can read the token, not who wrote it.
        </div>
      </Notice>
      <div class="opened">
        <Inside content={decryption.content} name={`content of ${name}`} />
      </div>
    </>
  );
}

function Inside({ content, name }: { readonly content: Content; readonly name: string }) {
  switch (content.kind) {
    case "token":
      return <WorkbenchToken key={content.token.raw} token={content.token} name={name} />;
    case "binary":
      return <p class="muted">{content.length.toLocaleString("en-US")} bytes that are no text.</p>;
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
          <ClaimsTable label={`Claims of ${name}`} members={content.claims} info={claimInfo} />
        </>
      );
  }
}
