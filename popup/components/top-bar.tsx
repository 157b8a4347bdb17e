import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { LoginSelect } from "./login-select.js";

/** Which login is shown, and what can be done with all of them. */
export function TopBar({ logins }: { readonly logins: readonly Login[] }) {
  const { door, openInspector } = useApp();
  return (
    <div class="top-bar">
      {door.kind === "tab" || logins.length === 0 ? <strong class="product">Token Inspector</strong> : null}
      {logins.length > 0 ? <LoginSelect logins={logins} /> : null}
      <span class="muted login-count">{countOf(logins.length)}</span>
      {logins.length > 0 ? <ClearButton count={logins.length} /> : null}
      {door.kind === "popup" ? (
        <button type="button" aria-label="Open inspector" onClick={openInspector}>
          Open<span class="roomy"> inspector</span> ↗
        </button>
      ) : null}
    </div>
  );
}

const countOf = (count: number) => `${count === 0 ? "no" : count} ${count === 1 ? "login" : "logins"}`;

/** Asks once more, for what is cleared cannot be captured again. */
function ClearButton({ count }: { readonly count: number }) {
  const { clear } = useApp();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        Clear
      </button>
    );
  }
  return (
    <span class="confirm">
      <button type="button" class="danger" onClick={() => clear().then(() => setAsked(false))}>
        Clear {countOf(count)}
      </button>
      <button type="button" onClick={() => setAsked(false)}>
        Keep
      </button>
    </span>
  );
}
