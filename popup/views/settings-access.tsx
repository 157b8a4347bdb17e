import { coversAllSites } from "../../extension/flow/access.js";
import { useApp } from "../app-context.js";
import { WireText } from "../components/wire-text.js";
import { allSites } from "../gateway.js";
import { say } from "../text/say.js";

/** The sites that may be read, each with a button that takes it back. */
export function SettingsAccess() {
  const { access, allow, removeAccess } = useApp();
  const granted = access.value ?? [];
  return (
    <section aria-label={say("settings_access")}>
      <h2>{say("settings_access")}</h2>
      <p class="muted">{say(granted.length === 0 ? "settings_access_none" : "settings_access_some")}</p>
      {granted.length > 0 ? (
        <ul class="entries" aria-label={say("settings_access_list")}>
          {granted.map((pattern) => (
            <li key={pattern} data-access={pattern}>
              <span class="entry">
                <WireText text={pattern} />
                {coversAllSites([pattern]) ? <span class="muted"> {say("settings_all_sites")}</span> : null}
              </span>
              <button
                type="button"
                aria-label={say("settings_remove_one", pattern)}
                onClick={() => removeAccess([pattern])}
              >
                {say("settings_remove")}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {coversAllSites(granted) ? null : (
        <p class="actions">
          <button type="button" onClick={() => allow([allSites])}>
            {say("settings_allow_all")}
          </button>
        </p>
      )}
    </section>
  );
}
