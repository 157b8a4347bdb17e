import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { summarise } from "../findings-summary.js";
import type { ViewName } from "../state.js";
import { Calls } from "../views/calls.js";
import { Findings } from "../views/findings.js";
import { Messages } from "../views/messages.js";
import { Overview } from "../views/overview.js";
import { Tokens } from "../views/tokens.js";
import { ErrorBoundary } from "./error-boundary.js";
import { LoginHeader } from "./login-header.js";
import { type TabOf, Tabs } from "./tabs.js";

const views = { overview: Overview, messages: Messages, tokens: Tokens, findings: Findings, calls: Calls };

/** One login: its verdict, and the views of it. */
export function LoginDetail({ login }: { readonly login: Login }) {
  const { view, verdicts } = useApp();
  const findings = verdicts.findingsOf(login);
  const View = views[view.value];
  const tabs: readonly TabOf<ViewName>[] = [
    { name: "overview", label: "Overview", count: null },
    { name: "messages", label: "Messages", count: null },
    { name: "tokens", label: "Tokens", count: login.tokens.length },
    { name: "findings", label: "Findings", count: findings && summarise(findings).fired.length },
    { name: "calls", label: "Calls", count: login.calls.length + login.callsLeftOut },
  ];
  return (
    <article class="login-detail" data-login={login.id}>
      <LoginHeader login={login} />
      <Tabs tabs={tabs} view={view} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls is reached by keyboard */}
      <div class="view" role="tabpanel" id="view" aria-labelledby={`tab-${view.value}`} tabIndex={0}>
        <ErrorBoundary key={view.value} what="This view">
          <View login={login} />
        </ErrorBoundary>
      </div>
    </article>
  );
}
