import type { Login, Party } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CompareButton } from "../compare/compare-button.js";
import { summarise } from "../findings-summary.js";
import { FileMark } from "../import/file-mark.js";
import { spellOut } from "../text/hidden-characters.js";
import { hostOf } from "../text/host.js";
import { say } from "../text/say.js";
import { weightWord } from "../text/severity.js";
import { duration } from "../text/time.js";
import type { Told } from "../verdicts.js";
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
  const { everyLogin, verdicts, imports, exporting, views } = useApp();
  const ExportPanel = views.value?.exportPanel;
  const isExporting = exporting.value === login.id;
  const setExporting = (open: boolean) => {
    exporting.value = open ? login.id : null;
  };
  const file = imports.fileOf(login.id);
  const told = verdicts.told.value;
  const summary = summarise(told?.findings ?? []);
  return (
    <header class="login-header" data-verdict={summary.verdict}>
      <h1>
        <Mark weight={summary.verdict} />
        <span class="hidden-words">{say("overview_verdict", weightWord(summary.verdict))} </span>
        <WireText text={nameOf(login)} />
      </h1>
      <p class="parties">
        <Host party={login.client} unknown={say("overview_client_hidden")} />{" "}
        <span aria-hidden="true">→</span>
        <span class="hidden-words"> {say("overview_to")} </span>{" "}
        <Host party={login.server} unknown={say("overview_server_hidden")} />
      </p>
      <p class="counts-line">
        <VerdictLine told={told} /> <LoginMarks marks={marksOf(login, false)} />{" "}
        {file === null ? null : <FileMark file={file} />}
      </p>
      <p class="when">
        <ClockTime at={login.startedAt} />
        {" · "}
        {login.endedAt === null ? say("overview_no_response") : duration(login.endedAt - login.startedAt)}{" "}
        {file === null ? <PinButton login={login} /> : null}
        {everyLogin.value.length > 1 ? <CompareButton quiet /> : null}
        {file?.state.kind === "report" ? null : (
          <button
            type="button"
            class="quiet"
            aria-expanded={isExporting}
            aria-keyshortcuts="e"
            onClick={() => setExporting(!isExporting)}
          >
            {say("overview_export")}
          </button>
        )}
      </p>
      {isExporting && ExportPanel ? <ExportPanel login={login} close={() => setExporting(false)} /> : null}
      <RelationLines login={login} />
      <WhyLine login={login} told={told} />
      <p class="do-first">
        {told ? <DoFirst told={told} complete={summary.undetermined.length === 0} /> : null}
      </p>
    </header>
  );
}

/** A line in any case, so that nothing moves when the verdict is there. */
function DoFirst({ told, complete }: { readonly told: Told; readonly complete: boolean }) {
  const { doFirst } = told.line;
  if (doFirst === null) {
    return (
      <span class="muted">{say(complete ? "overview_nothing_to_do" : "overview_nothing_seen_to_do")}</span>
    );
  }
  return (
    <>
      <b>{say("overview_do_first")}</b> <Prose text={doFirst} />
    </>
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
      aria-keyshortcuts="p"
      title={say("overview_pin_explained")}
      onClick={() => pin(login.id, !isPinned)}
    >
      {say(isPinned ? "overview_unpin" : "overview_pin")}
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
