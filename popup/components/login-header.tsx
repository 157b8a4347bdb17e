import { useState } from "preact/hooks";
import type { Login, Party } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CompareButton } from "../compare/compare-button.js";
import { summarise } from "../findings-summary.js";
import { FileMark } from "../import/file-mark.js";
import { spellOut } from "../text/hidden-characters.js";
import { hostOf } from "../text/host.js";
import { duration } from "../text/time.js";
import { ExportPanel } from "./export-panel.js";
import { Judging } from "./judging.js";
import { LoginMarks, marksOf } from "./login-marks.js";
import { Mark } from "./mark.js";
import { Prose } from "./prose.js";
import { RelationLines } from "./relation-lines.js";
import { ClockTime } from "./time.js";
import { VerdictLine } from "./verdict-line.js";
import { WhyLine } from "./why-line.js";
import { WireText } from "./wire-text.js";

/** What kind of login this was, whether it is sound, and what to do first. */
export function LoginHeader({ login }: { readonly login: Login }) {
  const { everyLogin, verdicts, imports } = useApp();
  const [exporting, setExporting] = useState(false);
  const file = imports.fileOf(login.id);
  const told = verdicts.told.value;
  const summary = summarise(told?.findings ?? []);
  return (
    <header class="login-header" data-verdict={summary.verdict}>
      <h1>
        <Mark weight={summary.verdict} />
        <span class="hidden-words">Verdict {summary.verdict}: </span>
        <WireText text={nameOf(login)} />
      </h1>
      <p class="parties">
        <Host party={login.client} unknown="client not visible" /> <span aria-hidden="true">→</span>
        <span class="hidden-words"> to </span> <Host party={login.server} unknown="server not visible" />
      </p>
      <p class="counts-line">
        {told ? <VerdictLine line={told.line} summary={summary} /> : <Judging />}{" "}
        <LoginMarks marks={marksOf(login, false)} /> {file === null ? null : <FileMark file={file} />}
      </p>
      <p class="when">
        <ClockTime at={login.startedAt} />
        {" · "}
        {login.endedAt === null ? "no response seen" : duration(login.endedAt - login.startedAt)}{" "}
        {file === null ? <PinButton login={login} /> : null}
        {everyLogin.value.length > 1 ? <CompareButton quiet /> : null}
        {file?.state.kind === "report" ? null : (
          <button
            type="button"
            class="quiet"
            aria-expanded={exporting}
            onClick={() => setExporting(!exporting)}
          >
            Export report
          </button>
        )}
      </p>
      {exporting ? <ExportPanel login={login} close={() => setExporting(false)} /> : null}
      <RelationLines login={login} />
      {told ? <WhyLine diagnoses={told.diagnoses} /> : null}
      {told?.line.doFirst ? (
        <p class="do-first">
          <b>Do first:</b> <Prose text={told.line.doFirst} />
        </p>
      ) : null}
    </header>
  );
}

function PinButton({ login }: { readonly login: Login }) {
  const { pinned, pin } = useApp();
  const isPinned = pinned.value.has(login.id);
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={isPinned}
      title="A pinned login is kept when the oldest have to go"
      onClick={() => pin(login.id, !isPinned)}
    >
      {isPinned ? "Unpin" : "Pin"}
    </button>
  );
}

/** `Implicit Flow · id_token token · fragment`, as far as it is known. */
export const nameOf = ({ name }: Login): string =>
  [name.flow, name.responseType, name.channel].filter((part) => part !== null && part !== "").join(" · ");

function Host({ party, unknown }: { readonly party: Party; readonly unknown: string }) {
  if (party.origin === null) return <span class="muted">{unknown}</span>;
  const identity = party.id === null ? "" : `\nclient_id ${party.id}`;
  return (
    <span class="host" title={spellOut(`${party.origin}${identity}`)}>
      <WireText text={hostOf(party.origin)} />
    </span>
  );
}
