import { Html, html } from "../shared/html.js";
import { page } from "../shared/page.js";
import { DEMO_USER } from "./accounts.js";

const SCOPE_MEANINGS: Readonly<Record<string, string>> = {
  openid: "Know who you are",
  profile: "See your name, nickname and picture",
  email: "See your e-mail address",
  offline_access: "Stay logged in while you are away",
  "read:contacts": "Read your contacts",
  "write:contacts": "Change your contacts",
};

interface LoginPage {
  readonly client: string;
  readonly action: string;
  readonly email: string;
  readonly problem?: string;
}

/** The login prompt: a form that posts `username` and `password` to its own URL. */
export function loginPage({ client, action, email, problem }: LoginPage): string {
  const body = html`
<h1>Log in</h1>
<p class="quiet">to continue to <strong>${client}</strong></p>
${problem && html`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="${action}">
  <label for="username">E-mail address</label>
  <input id="username" name="username" type="email" autocomplete="username" required autofocus value="${email}">
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
  <div class="actions">
    <button id="log-in" type="submit">Log in</button>
  </div>
</form>
<p><a id="elsewhere" href="${action}/elsewhere">Log in elsewhere</a></p>
<p class="quiet">This is a demonstration. Try <code>${DEMO_USER.email}</code>, with any password.</p>`;
  return page({ title: "Log in", body, narrow: true });
}

interface ConsentPage {
  readonly client: string;
  readonly action: string;
  readonly scopes: readonly string[];
}

/** The consent prompt: lists the scopes and posts `decision`, either `allow` or `deny`, to its own URL. */
export function consentPage({ client, action, scopes }: ConsentPage): string {
  const items = scopes.map(
    (scope) => html`<li>${SCOPE_MEANINGS[scope] ?? "Use another permission"} <code>${scope}</code></li>`,
  );
  const body = html`
<h1>Allow access?</h1>
<p><strong>${client}</strong> would like to:</p>
<ul id="scopes">${items}</ul>
<form method="post" action="${action}">
  <div class="actions">
    <button id="deny" class="plain" type="submit" name="decision" value="deny">Deny</button>
    <button id="allow" type="submit" name="decision" value="allow">Allow</button>
  </div>
</form>`;
  return page({ title: "Allow access?", body, narrow: true });
}

/** A fault that the authorization server cannot report to a client. */
export function errorPage(error: string, description?: string): string {
  const body = html`
<h1>This request cannot be answered</h1>
<p class="error"><code id="error">${error}</code></p>
${description && html`<p>${description}</p>`}`;
  return page({ title: "Error", body, narrow: true });
}

/**
 * Ends the session without asking, as Auth0 does.
 *
 * @param form  the provider's own form, with the id `op.logoutForm`
 */
export function endSessionPage(form: string): string {
  const body = html`
<h1>Logging out</h1>
${new Html(form)}
<button type="submit" form="op.logoutForm" name="logout" value="yes" id="log-out">Log out</button>
<script>document.getElementById("log-out").click();</script>`;
  return page({ title: "Logging out", body, narrow: true });
}

/** Shown after a logout that names no place to return to. */
export function loggedOutPage(): string {
  return page({ title: "Logged out", body: html`<h1>You are logged out</h1>`, narrow: true });
}
