import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { CompareButton } from "../compare/compare-button.js";
import { OpenFiles } from "../import/open-files.js";
import { ClearButton, countOf } from "./clear-button.js";
import { Icon } from "./icon.js";
import { LoginSelect } from "./login-select.js";

/** Which login is shown, and what can be done with all of them. */
export function TopBar({ logins }: { readonly logins: readonly Login[] }) {
  const { door, openInspector, everyLogin } = useApp();
  return (
    <div class="top-bar">
      {door.kind !== "popup" || logins.length === 0 ? <strong class="product">Token Inspector</strong> : null}
      {everyLogin.value.length > 0 ? <LoginSelect /> : null}
      <span class="muted login-count">{countOf(everyLogin.value.length)}</span>
      {door.kind === "tab" ? null : <OnlyThisTab />}
      <PauseButton />
      {logins.length > 0 ? <ClearButton logins={logins} /> : null}
      <OpenFiles iconic />
      {door.kind === "popup" ? null : <CompareButton />}
      {door.kind === "popup" ? null : <WorkbenchButton />}
      <SettingsButton />
      {door.kind === "popup" ? (
        <button type="button" aria-label="Open inspector" onClick={openInspector}>
          Open<span class="roomy"> inspector</span> ↗
        </button>
      ) : null}
    </div>
  );
}

function OnlyThisTab() {
  const { settings, saveSettings } = useApp();
  return (
    <label class="only-this-tab">
      <input
        type="checkbox"
        checked={settings.value.onlyThisTab}
        onChange={(event) => saveSettings({ ...settings.value, onlyThisTab: event.currentTarget.checked })}
      />
      Only this tab
    </label>
  );
}

function PauseButton() {
  const { paused, pause } = useApp();
  const words = paused.value ? "Resume capturing" : "Pause capturing";
  return (
    <button
      type="button"
      class="iconic"
      data-paused={paused.value}
      aria-label={words}
      title={words}
      onClick={() => pause(!paused.value)}
    >
      <Icon name={paused.value ? "resume" : "pause"} />
    </button>
  );
}

function WorkbenchButton() {
  const { page } = useApp();
  const shown = page.value === "workbench";
  return (
    <button
      type="button"
      class="workbench-button"
      title="Decode, verify and decrypt any token"
      aria-pressed={shown}
      onClick={() => {
        page.value = shown ? "logins" : "workbench";
      }}
    >
      Workbench
    </button>
  );
}

function SettingsButton() {
  const { page } = useApp();
  const shown = page.value === "settings";
  return (
    <button
      type="button"
      class="iconic"
      aria-label="Settings"
      title="Settings"
      aria-pressed={shown}
      onClick={() => {
        page.value = shown ? "logins" : "settings";
      }}
    >
      <Icon name="settings" />
    </button>
  );
}
