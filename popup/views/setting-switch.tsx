import type { ComponentChildren } from "preact";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

interface Props {
  readonly setting: "maskSecrets" | "singleKeys";
  readonly text: TextName;
  /** What it means, below it. */
  readonly children: ComponentChildren;
}

/** A setting that is on or off. */
export function SettingSwitch({ setting, text, children }: Props) {
  const { settings, saveSettings } = useApp();
  return (
    <div class="setting">
      <label>
        <input
          type="checkbox"
          checked={settings.value[setting]}
          aria-describedby={`about-${setting}`}
          onChange={(event) => saveSettings({ ...settings.value, [setting]: event.currentTarget.checked })}
        />
        {say(text)}
      </label>
      <p id={`about-${setting}`} class="muted">
        {children}
      </p>
    </div>
  );
}
