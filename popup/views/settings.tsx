import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { SettingsAccess } from "./settings-access.js";
import { SettingsHeld } from "./settings-held.js";
import { SettingsKeys } from "./settings-keys.js";
import { SettingsLook } from "./settings-look.js";
import { SettingsPatterns } from "./settings-patterns.js";

/** What a person can choose once for all logins, and what is kept where. */
export function SettingsView() {
  const { page } = useApp();
  return (
    <section class="settings" aria-label={say("settings_title")}>
      <h1>
        {say("settings_title")}{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          {say("settings_back")}
        </button>
      </h1>
      <SettingsLook />
      <SettingsKeys />
      <SettingsAccess />
      <SettingsPatterns />
      <SettingsHeld />
    </section>
  );
}
