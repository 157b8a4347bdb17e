import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CompareButton } from "../compare/compare-button.js";
import { OpenFiles } from "../import/open-files.js";
import { LoginPicker } from "../list/login-picker.js";
import { say } from "../text/say.js";
import { ClearButton, countOf } from "./clear-button.js";
import { Icon } from "./icon.js";
import { IconButton } from "./icon-button.js";

/** Which login is shown, and what can be done with all of them. */
export function TopBar({ logins }: { readonly logins: readonly Login[] }) {
  const { door, openInspector, everyLogin } = useApp();
  const count = everyLogin.value.length;
  return (
    <div class="top-bar">
      {door.kind !== "popup" || logins.length === 0 ? <strong class="product">Token Inspector</strong> : null}
      {count > 0 ? <LoginPicker /> : null}
      {door.kind === "popup" ? <span class="muted login-count">{countOf(count)}</span> : null}
      <PauseButton />
      <RevealButton />
      {logins.length > 0 ? <ClearButton logins={logins} /> : null}
      <OpenFiles iconic />
      {door.kind === "popup" ? null : <CompareButton />}
      {door.kind === "popup" ? null : <WorkbenchButton />}
      <SettingsButton />
      {door.kind === "popup" ? (
        <button
          type="button"
          aria-label={say("shell_open_inspector")}
          title={`${say("shell_open_inspector")} (o)`}
          aria-keyshortcuts="o"
          onClick={openInspector}
        >
          <span class="roomy">{say("shell_open_inspector")} </span>↗
        </button>
      ) : null}
    </div>
  );
}

function PauseButton() {
  const { paused, pause } = useApp();
  const icon = paused.value ? "resume" : "pause";
  return (
    <IconButton
      icon={icon}
      label={say(`shell_${icon}`)}
      pressed={null}
      marked={paused.value}
      shortcut="Shift+P"
      onClick={() => pause(!paused.value)}
    />
  );
}

function RevealButton() {
  const { reveal, revealAll } = useApp();
  const { all } = reveal.value;
  return (
    <IconButton
      icon={all ? "revealed" : "masked"}
      label={say("shell_reveal_all")}
      pressed={all}
      shortcut="r"
      onClick={() => revealAll(!all)}
    />
  );
}

function WorkbenchButton() {
  const { page } = useApp();
  const shown = page.value === "workbench";
  return (
    <button
      type="button"
      class="workbench-button"
      aria-label={say("shell_workbench")}
      title={`${say("shell_workbench_title")} (w)`}
      aria-pressed={shown}
      aria-keyshortcuts="w"
      onClick={() => {
        page.value = shown ? "logins" : "workbench";
      }}
    >
      <span class="cramped">
        <Icon name="workbench" />
      </span>
      <span class="roomy">{say("shell_workbench")}</span>
    </button>
  );
}

function SettingsButton() {
  const { page } = useApp();
  const shown = page.value === "settings";
  return (
    <IconButton
      icon="settings"
      label={say("shell_settings")}
      pressed={shown}
      shortcut=","
      onClick={() => {
        page.value = shown ? "logins" : "settings";
      }}
    />
  );
}
