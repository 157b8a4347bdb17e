import { useEffect, useLayoutEffect } from "preact/hooks";
import { AppContext } from "../app-context.js";
import { onKey } from "../keys/on-key.js";
import { ListColumn } from "../list/list-column.js";
import type { App as AppState } from "../state.js";
import { say } from "../text/say.js";
import { Dropped, Paused } from "./capture-lines.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginDetail } from "./login-detail.js";
import { Notice } from "./notice.js";
import { TopBar } from "./top-bar.js";

const product = "Token Inspector";

/** The whole page, as toolbar popup, as panel in DevTools or as a tab of its own. */
export function App({ app }: { readonly app: AppState }) {
  // Before the first paint: what is stored is on its way while that is drawn.
  useLayoutEffect(() => app.start(), [app]);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event, app);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [app]);
  const { theme } = app.settings.value;
  const page = app.page.value;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.title = page === "logins" ? product : `${say(`shell_page_${page}`)} · ${product}`;
  }, [theme, page]);
  return (
    <AppContext.Provider value={app}>
      <div class="app" data-door={app.door.kind}>
        <ErrorBoundary what={say("shell_list_of_logins")}>
          <Body app={app} />
        </ErrorBoundary>
      </div>
    </AppContext.Provider>
  );
}

function Body({ app }: { readonly app: AppState }) {
  const logins = app.logins.value;
  const { help: Help, fileLines: FileLines, dropArea: DropArea } = app.views.value ?? {};
  const mayHaveFiles = app.door.kind !== "popup";
  return (
    <>
      <TopBar logins={logins ?? []} />
      <Failure app={app} />
      <Paused />
      <Dropped />
      {FileLines && mayHaveFiles ? <FileLines /> : null}
      <div class="columns">
        {app.everyLogin.value.length > 0 ? <ListColumn /> : null}
        <main
          onFocusIn={() => {
            app.list.open.value = false;
          }}
        >
          <Page app={app} />
        </main>
      </div>
      {DropArea && mayHaveFiles ? <DropArea /> : null}
      {Help && app.help.value ? <Help /> : null}
    </>
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
  const WithoutLogin = logins && app.views.value?.[logins.length === 0 ? "empty" : "otherTabs"];
  return WithoutLogin ? <WithoutLogin /> : <Loading failed={app.failure.value !== null} />;
}

function Loading({ failed }: { readonly failed: boolean }) {
  return (
    <p class="loading muted" role="status">
      {failed ? say("shell_unreadable") : say("shell_reading")}
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
        {say("shell_dismiss")}
      </button>
    </Notice>
  );
}
