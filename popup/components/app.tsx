import { useEffect } from "preact/hooks";
import { AppContext } from "../app-context.js";
import type { App as AppState } from "../state.js";
import { Empty } from "../views/empty.js";
import { OtherTabs } from "../views/other-tabs.js";
import { SettingsView } from "../views/settings.js";
import { Dropped, Paused } from "./capture-lines.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginDetail } from "./login-detail.js";
import { LoginList } from "./login-list.js";
import { Notice } from "./notice.js";
import { TopBar } from "./top-bar.js";

/** The whole page, as toolbar popup, as panel in DevTools or as a tab of its own. */
export function App({ app }: { readonly app: AppState }) {
  useEffect(() => app.start(), [app]);
  return (
    <AppContext.Provider value={app}>
      <div class="app" data-door={app.door.kind}>
        <ErrorBoundary what="The list of logins">
          <Body app={app} />
        </ErrorBoundary>
      </div>
    </AppContext.Provider>
  );
}

function Body({ app }: { readonly app: AppState }) {
  const logins = app.logins.value;
  return (
    <>
      <TopBar logins={logins ?? []} />
      <Failure app={app} />
      <Paused />
      <Dropped />
      <div class="columns">
        {app.door.kind !== "popup" && logins !== null && logins.length > 0 ? (
          <nav aria-label="Captured logins">
            <LoginList sessions={app.sessions.value} />
          </nav>
        ) : null}
        {app.page.value === "settings" ? (
          <main>
            <SettingsView />
          </main>
        ) : (
          <Logins app={app} />
        )}
      </div>
    </>
  );
}

function Logins({ app }: { readonly app: AppState }) {
  const logins = app.logins.value;
  const login = app.selected.value;
  return (
    <main>
      {logins === null ? <Loading failed={app.failure.value !== null} /> : null}
      {logins?.length === 0 ? <Empty /> : null}
      {logins !== null && logins.length > 0 && login === null ? <OtherTabs /> : null}
      {login === null ? null : <LoginDetail key={login.id} login={login} />}
    </main>
  );
}

function Loading({ failed }: { readonly failed: boolean }) {
  return (
    <p class="loading muted" role="status">
      {failed
        ? "Nothing can be shown until this works. Close this page and open it again; if that does not help, reload the extension."
        : "Reading the captured logins …"}
    </p>
  );
}

function Failure({ app }: { readonly app: AppState }) {
  if (app.failure.value === null) return null;
  return (
    <Notice weight="high" role="alert">
      {app.failure.value}{" "}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          app.failure.value = null;
        }}
      >
        Dismiss
      </button>
    </Notice>
  );
}
