import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { clockTime } from "../text/time.js";
import { labelOf } from "./login-label.js";

/** The logins as a compact selector. */
export function LoginSelect({ logins }: { readonly logins: readonly Login[] }) {
  const { selected, select, tabId, door } = useApp();
  const here = (login: Login) => door.kind === "tab" || login.tabId === tabId.value;
  const option = (login: Login) => {
    const { name, parties } = labelOf(login);
    return (
      <option key={login.id} value={login.id} selected={login.id === selected.value?.id}>
        {`${clockTime(login.startedAt, Date.now())}  ${parties}  ${name}`}
      </option>
    );
  };
  const others = logins.filter((login) => !here(login));
  return (
    <select
      class="login-select"
      aria-label="Login"
      value={selected.value?.id ?? ""}
      onChange={(event) => select(event.currentTarget.value)}
    >
      {selected.value === null ? <option value="">No login in this tab</option> : null}
      {logins.filter(here).map(option)}
      {others.length > 0 ? <optgroup label="Other tabs">{others.map(option)}</optgroup> : null}
    </select>
  );
}
