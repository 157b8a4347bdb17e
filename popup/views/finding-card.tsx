import type { Login } from "../../extension/flow/login.js";
import { Citations } from "../components/citations.js";
import { CopyButton } from "../components/copy-button.js";
import { Evidence } from "../components/evidence.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { Remedy } from "../components/remedy.js";
import type { Fired } from "../findings-summary.js";
import { inFinding } from "../places/place.js";
import { placeOf } from "../places/place-of.js";
import { findingMarkdown } from "../text/finding-markdown.js";
import { say } from "../text/say.js";
import { weightWord } from "../text/severity.js";

interface Props {
  readonly login: Login;
  readonly finding: Fired;
}

/** One check that fired: what was seen and where, what to do instead, and where it is written. */
export function FindingCard({ login, finding }: Props) {
  const { check, verdict } = finding;
  const { evidence, severity } = verdict;
  return (
    <details
      class="finding"
      open
      data-finding={check.id}
      data-outcome="fired"
      data-severity={severity}
      data-weight={severity}
      aria-label={check.title.replaceAll("`", "")}
    >
      <summary>
        <h2>
          <span class="severity">
            <Mark weight={severity} /> {weightWord(severity)}
          </span>{" "}
          <Prose text={check.title} />
        </h2>
      </summary>
      <Evidence
        evidence={evidence}
        places={evidence.map((_, index) => placeOf(login, check.id, evidence, index))}
        placeHere={(index) => inFinding(check.id, index)}
      />
      <Remedy text={check.remedy} />
      <div class="sources">
        <Citations citations={check.citations} />
        <span class="muted wire">{check.id}</span>
        <CopyButton text={findingMarkdown(finding, login)} name={say("findings_markdown_of", check.id)} />
      </div>
    </details>
  );
}
