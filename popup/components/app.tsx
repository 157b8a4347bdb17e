import { Fragment } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { AppContext } from "../app-context.js";
import { DropArea } from "../import/drop-area.js";
import { FileLines } from "../import/file-lines.js";
import type { App as AppState } from "../state.js";
import { Empty } from "../views/empty.js";
import { OtherTabs } from "../views/other-tabs.js";
import { Dropped, Paused } from "./capture-lines.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginDetail } from "./login-detail.js";
import { LoginList } from "./login-list.js";
import { Notice } from "./notice.js";
import { TopBar } from "./top-bar.js";
import { WireText } from "./wire-text.js";

/** The whole page, as toolbar popup, as panel in DevTools or as a tab of its own. */
export function App({ app }: { readonly app: AppState }) {
  // Before the first paint: what is stored is on its way while that is drawn.
  useLayoutEffect(() => app.start(), [app]);
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
      {app.door.kind === "popup" ? null : <FileLines />}
      <div class="columns">
        {app.door.kind !== "popup" && app.everyLogin.value.length > 0 ? <Lists app={app} /> : null}
        <main>
          <Page app={app} />
        </main>
      </div>
      {app.door.kind === "popup" ? null : <DropArea />}
    </>
  );
}

function Lists({ app }: { readonly app: AppState }) {
  return (
    <nav aria-label="Captured logins">
      {app.sessions.value.length > 0 ? <LoginList sessions={app.sessions.value} /> : null}
      {app.imports.sources.value.map(({ id, name, state }) => (
        <Fragment key={id}>
          <h2>
            <WireText text={name} />
          </h2>
          <LoginList sessions={state.sessions} label={`Logins of ${name}`} />
        </Fragment>
      ))}
    </nav>
  );
}

function Page({ app }: { readonly app: AppState }) {
  if (app.page.value !== "logins") {
    const View = app.views.value?.[app.page.value];
    return View ? <View /> : null;
  }
  const logins = app.logins.value;
  const login = app.selected.value;
  if (login !== null) return <LoginDetail key={login.id} login={login} />;
  if (logins === null) return <Loading failed={app.failure.value !== null} />;
  return logins.length === 0 ? <Empty /> : <OtherTabs />;
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
