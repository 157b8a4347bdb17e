import type { ComponentChildren } from "preact";
import { coversAllSites } from "../../extension/flow/access.js";
import { useApp } from "../app-context.js";
import { SayWith } from "../components/say-with.js";
import { allSites } from "../gateway.js";
import { OpenFiles } from "../import/open-files.js";
import { useOpenKey } from "../keys/open-key.js";
import { say } from "../text/say.js";

/** No login was seen yet: what to do, and what would be seen with the access given so far. */
export function Empty() {
  const { access, allow, door, gateway } = useApp();
  const openKey = useOpenKey(gateway);
  const granted = access.value ?? [];
  const everything = coversAllSites(granted);
  return (
    <section class="empty" aria-label={say("welcome_no_login")}>
      <h1>{say("welcome_no_login_yet")}</h1>
      <p>{say("welcome_log_in")}</p>
      {openKey ? (
        <p>
          <SayWith name="welcome_open_key" parts={[<kbd key="key">{openKey}</kbd>]} />
        </p>
      ) : null}
      <h2>{say("welcome_visible")}</h2>
      <ul>
        <li>{say("welcome_sees_requests")}</li>
        <li>{say("welcome_sees_responses")}</li>
        {door.kind === "panel" ? <li>{say("welcome_sees_token_requests")}</li> : null}
        {everything ? <li>{say("welcome_sees_everything")}</li> : null}
        {!everything && granted.length > 0 ? (
          <li>
            <SayWith
              name="welcome_sees_sites"
              parts={[
                <span key="sites" class="wire">
                  {granted.join(", ")}
                </span>,
              ]}
            />
          </li>
        ) : null}
      </ul>
      {everything ? null : (
        <Hidden title={say(granted.length > 0 ? "welcome_hidden_elsewhere" : "welcome_hidden")}>
          <button type="button" class="primary" onClick={() => allow([allSites])}>
            {say("settings_allow_all")}
          </button>
          <span class="muted">{say("welcome_memory_only")}</span>
        </Hidden>
      )}
      <h2>{say("welcome_from_file")}</h2>
      <p>{say(door.kind === "popup" ? "welcome_file_inspector" : "welcome_file_drop")}</p>
      <p class="actions">
        <OpenFiles />
      </p>
    </section>
  );
}

function Hidden({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        <li>{say("welcome_hides_logins")}</li>
        <li>{say("welcome_hides_calls")}</li>
      </ul>
      <p class="actions">{children}</p>
    </>
  );
}
