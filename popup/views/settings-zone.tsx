import { useState } from "preact/hooks";
import { isTimeZone } from "../../extension/settings.js";
import { useApp, useNow } from "../app-context.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";
import { zonedTime } from "../text/time.js";

/** The zone that times are shown in: the browser's unless another one is named. */
export function SettingsZone() {
  const { settings, saveSettings, timeZone } = useApp();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? settings.value.timeZone ?? "";
  const fault = shown.trim() !== "" && !isTimeZone(shown.trim());
  const save = () => {
    if (text === null || fault) return;
    const name = text.trim();
    saveSettings({ ...settings.value, timeZone: name === "" ? null : name });
    setText(null);
  };
  return (
    <form
      class="setting zone"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label>
        {say("settings_zone")}{" "}
        <input
          type="text"
          list="zones"
          spellcheck={false}
          autocomplete="off"
          placeholder={say("settings_zone_browser")}
          aria-invalid={fault}
          aria-describedby="about-zone"
          value={shown}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onChange={save}
        />
      </label>
      <datalist id="zones">
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p id="about-zone" class={fault ? "fault" : "muted"} role="status">
        {fault ? <Prose text={say("settings_zone_fault")} /> : <NowThere zone={timeZone.value} />}
      </p>
    </form>
  );
}

function NowThere({ zone }: { readonly zone: string | undefined }) {
  const now = useNow();
  return <>{say("settings_zone_now", zonedTime(now - (now % 1000), zone).replace(".000", ""))}</>;
}
