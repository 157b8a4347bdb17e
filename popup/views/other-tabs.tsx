import { useApp } from "../app-context.js";
import { LoginList } from "../components/login-list.js";

/** No login in this tab, but in others. */
export function OtherTabs() {
  const { sessions, settings, saveSettings } = useApp();
  return (
    <section class="other-tabs" aria-label="No login in this tab">
      <h1>No login in this tab</h1>
      {settings.value.onlyThisTab ? (
        <>
          <p>Log in here to see it. Logins were seen in other tabs, which are not shown.</p>
          <p class="actions">
            <button type="button" onClick={() => saveSettings({ ...settings.value, onlyThisTab: false })}>
              Show all tabs
            </button>
          </p>
        </>
      ) : (
        <>
          <p>Log in here to see it, or choose one that was seen in another tab:</p>
          <LoginList sessions={sessions.value} />
        </>
      )}
    </section>
  );
}
