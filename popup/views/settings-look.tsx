import { themes } from "../../extension/settings.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { SettingSwitch } from "./setting-switch.js";
import { SettingsZone } from "./settings-zone.js";

/** How things look: colours, times, secrets, language. */
export function SettingsLook() {
  const { settings, saveSettings } = useApp();
  return (
    <section aria-label={say("settings_look")}>
      <h2>{say("settings_look")}</h2>
      <fieldset class="setting choices">
        <legend>{say("settings_theme")}</legend>
        {themes.map((theme) => (
          <label key={theme}>
            <input
              type="radio"
              name="theme"
              value={theme}
              checked={settings.value.theme === theme}
              onChange={() => saveSettings({ ...settings.value, theme })}
            />
            {say(`settings_theme_${theme}`)}
          </label>
        ))}
      </fieldset>
      <p class="muted about">{say("settings_contrast")}</p>
      <SettingsZone />
      <SettingSwitch setting="maskSecrets" text="settings_mask">
        {say("settings_mask_about")}
      </SettingSwitch>
      <p class="muted">{say("settings_language")}</p>
    </section>
  );
}
