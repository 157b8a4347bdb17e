import { useApp } from "../app-context.js";
import { ListPanel } from "../list/list-panel.js";
import { say } from "../text/say.js";

/** No login in this tab, but in others. */
export function OtherTabs() {
  const { door, settings, saveSettings } = useApp();
  return (
    <section class="other-tabs" aria-label={say("list_elsewhere_heading")}>
      <h1>{say("list_elsewhere_heading")}</h1>
      {settings.value.onlyThisTab ? (
        <>
          <p>{say("list_elsewhere_hidden")}</p>
          <p class="actions">
            <button type="button" onClick={() => saveSettings({ ...settings.value, onlyThisTab: false })}>
              {say("list_elsewhere_show")}
            </button>
          </p>
        </>
      ) : (
        <>
          <p>{say("list_elsewhere_choose")}</p>
          {door.kind === "popup" ? <ListPanel /> : null}
        </>
      )}
    </section>
  );
}
