import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { summarise } from "../findings-summary.js";
import type { ViewName } from "../state.js";
import { Overview } from "../views/overview.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginHeader } from "./login-header.js";
import { type TabOf, Tabs } from "./tabs.js";
import { WayBack } from "./way-back.js";

/** One login: its verdict, and the views of it. */
export function LoginDetail({ login }: { readonly login: Login }) {
  const { view, views, verdicts } = useApp();
  const findings = verdicts.findingsOf(login);
  const View = view.value === "overview" ? Overview : views.value?.[view.value];
  const tabs: readonly TabOf<ViewName>[] = [
    { name: "overview", label: "Overview", count: null },
    { name: "sequence", label: "Sequence", count: null },
    { name: "messages", label: "Messages", count: null },
    { name: "tokens", label: "Tokens", count: login.tokens.length },
    { name: "findings", label: "Findings", count: findings && summarise(findings).fired.length },
    { name: "calls", label: "Calls", count: login.calls.length + login.callsLeftOut },
  ];
  return (
    <article class="login-detail" data-login={login.id}>
      <LoginHeader login={login} />
      <Tabs tabs={tabs} view={view} />
      <WayBack drawn={View !== undefined} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls is reached by keyboard */}
      <div class="view" role="tabpanel" id="view" aria-labelledby={`tab-${view.value}`} tabIndex={0}>
        <ErrorBoundary key={view.value} what="This view">
          {View ? <View login={login} /> : null}
        </ErrorBoundary>
      </div>
    </article>
  );
}
