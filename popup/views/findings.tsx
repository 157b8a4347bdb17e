import { useRef, useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Judging } from "../components/judging.js";
import { Prose } from "../components/prose.js";
import { type FindingsSummary, summarise } from "../findings-summary.js";
import { say, sayCount } from "../text/say.js";
import { FindingCard } from "./finding-card.js";
import { FindingFilter, type Only } from "./finding-filter.js";
import { FindingGroup } from "./finding-group.js";
import { foldAll, useFindingKeys } from "./finding-keys.js";
import { Undetermined } from "./undetermined.js";
import { WayOutSection } from "./way-out.js";

/** What the checks say: what fired in full, the rest folded. */
export function Findings({ login }: { readonly login: Login }) {
  const { verdicts } = useApp();
  const list = useRef<HTMLDivElement>(null);
  const [only, show] = useState<Only>(null);
  useFindingKeys(list);
  const findings = verdicts.findingsOf(login);
  const told = verdicts.told.value;
  if (findings === null) {
    return (
      <p class="blank">
        <Judging />
      </p>
    );
  }
  const summary = summarise(findings);
  const { fired, praised, passed, undetermined, notApplicable } = summary;
  const isShown = (what: Only) => only === null || only === what;
  const shown = [...fired, ...praised].filter(({ verdict }) => isShown(verdict.severity));
  return (
    <div class="findings" ref={list}>
      {findings.length === 0 ? null : (
        <div class="findings-bar">
          <FindingFilter summary={summary} only={only} show={show} />
          <span class="actions">
            <button type="button" class="quiet" onClick={() => list.current && foldAll(list.current, false)}>
              {say("findings_expand")}
            </button>
            <button type="button" class="quiet" onClick={() => list.current && foldAll(list.current, true)}>
              {say("findings_collapse")}
            </button>
          </span>
        </div>
      )}
      {fired.length === 0 ? <NothingFound summary={summary} count={findings.length} /> : null}
      {shown.map((finding) => (
        <FindingCard key={finding.check.id} login={login} finding={finding} />
      ))}
      {only === null && told && told.findings === findings ? <WayOutSection wayOut={told.wayOut} /> : null}
      {isShown("undetermined") ? (
        <Undetermined
          key={`undetermined${only}`}
          login={login}
          findings={undetermined}
          server={told?.theCase.server ?? null}
          open={only !== null}
        />
      ) : null}
      {isShown("passed") ? (
        <FindingGroup
          key={`passed${only}`}
          group="passed"
          weight="pass"
          findings={passed}
          open={only !== null}
        />
      ) : null}
      {isShown("not-applicable") ? (
        <FindingGroup
          key={`not-applicable${only}`}
          group="not applicable"
          weight="info"
          findings={notApplicable}
          open={only !== null}
        />
      ) : null}
      {findings.length > 0 ? (
        <p class="muted keys-line">
          <Prose text={say("findings_keys")} />
        </p>
      ) : null}
    </div>
  );
}

/** No fault: what was checked, and whether that was all. */
function NothingFound({ summary, count }: { readonly summary: FindingsSummary; readonly count: number }) {
  const { praised, passed, undetermined, notApplicable } = summary;
  if (count === 0) return <p class="blank">{say("findings_nothing_checked")}</p>;
  const parts = [
    say("findings_count_passed", praised.length + passed.length),
    say("findings_count_undetermined", undetermined.length),
    say("findings_count_not_applicable", notApplicable.length),
  ];
  return (
    <div class="blank">
      <p>
        <b>{say(undetermined.length > 0 ? "findings_none_but" : "findings_none")}</b>
      </p>
      <p class="muted">{sayCount("findings_checked", count, parts.join(", "))}</p>
    </div>
  );
}
