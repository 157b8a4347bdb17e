import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { summarise } from "../findings-summary.js";
import { labelOf } from "./login-label.js";
import { Mark } from "./mark.js";
import { ClockTime } from "./time.js";

/** The logins as a list, newest first. */
export function LoginList({ logins }: { readonly logins: readonly Login[] }) {
  const { selected } = useApp();
  return (
    <ul class="login-list" aria-label="Logins">
      {logins.map((login) => (
        <LoginItem key={login.id} login={login} current={login.id === selected.value?.id} />
      ))}
    </ul>
  );
}

function LoginItem({ login, current }: { readonly login: Login; readonly current: boolean }) {
  const { findingsOf, select } = useApp();
  const { name, parties } = labelOf(login);
  const { verdict } = summarise(findingsOf(login));
  return (
    <li>
      <button
        type="button"
        data-login={login.id}
        aria-current={current ? "true" : undefined}
        onClick={() => select(login.id)}
      >
        <Mark weight={verdict} />
        <span class="hidden-words">{verdict}: </span>
        <span class="login-parties">{parties}</span> <ClockTime at={login.startedAt} />{" "}
        <span class="login-name">{name}</span>
      </button>
    </li>
  );
}
