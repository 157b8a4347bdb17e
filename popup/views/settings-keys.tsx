import { useApp } from "../app-context.js";
import { Prose } from "../components/prose.js";
import { SayWith } from "../components/say-with.js";
import { useOpenKey } from "../keys/open-key.js";
import { say } from "../text/say.js";
import { SettingSwitch } from "./setting-switch.js";

/** The keys: which there are, and which can be switched off or changed. */
export function SettingsKeys() {
  const { gateway, help, failure } = useApp();
  const openKey = useOpenKey(gateway);
  return (
    <section aria-label={say("settings_keys")}>
      <h2>{say("settings_keys")}</h2>
      <p class="setting-line">
        <span data-open-key>
          {openKey === "" ? (
            <Prose text={say("settings_open_key_none")} />
          ) : (
            <SayWith name="settings_open_key" parts={[<kbd key="key">{openKey ?? "…"}</kbd>]} />
          )}
        </span>
        <button
          type="button"
          onClick={() => {
            gateway.changeOpenKey().catch(() => {
              failure.value = say("settings_change_key_failed");
            });
          }}
        >
          {say("settings_change_key")}
        </button>
      </p>
      <SettingSwitch setting="singleKeys" text="settings_single_keys">
        <Prose text={say("settings_single_keys_about")} />
      </SettingSwitch>
      <p class="actions">
        <button
          type="button"
          onClick={() => {
            help.value = true;
          }}
        >
          {say("settings_show_keys")}
        </button>
      </p>
    </section>
  );
}
