import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { summarise } from "../findings-summary.js";
import { type ViewName, viewNames } from "../screen.js";
import { say } from "../text/say.js";
import { Overview } from "../views/overview.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginHeader } from "./login-header.js";
import { Tabs } from "./tabs.js";
import { useScroll } from "./use-scroll.js";
import { WayBack } from "./way-back.js";

/** One login: its verdict, and the views of it. */
export function LoginDetail({ login }: { readonly login: Login }) {
  const { view, views, verdicts } = useApp();
  const findings = verdicts.findingsOf(login);
  const View = view.value === "overview" ? Overview : views.value?.[view.value];
  const counts: Partial<Readonly<Record<ViewName, number | null>>> = {
    tokens: login.tokens.length,
    findings: findings && summarise(findings).fired.length,
    calls: login.calls.length + login.callsLeftOut,
  };
  const tabs = viewNames.map((name) => ({
    name,
    label: say(`shell_view_${name}`),
    count: counts[name] ?? null,
  }));
  const place = useScroll(`${login.id} ${view.value}`, View !== undefined && verdicts.told.value !== null);
  return (
    <article class="login-detail" data-login={login.id}>
      <LoginHeader login={login} />
      <Tabs tabs={tabs} view={view} />
      <WayBack drawn={View !== undefined} />
      <div
        class="view"
        role="tabpanel"
        id="view"
        aria-labelledby={`tab-${view.value}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls is reached by keyboard
        tabIndex={0}
        {...place}
      >
        <ErrorBoundary key={view.value} what={say("shell_this_view")}>
          {View ? <View login={login} /> : null}
        </ErrorBoundary>
      </div>
    </article>
  );
}
