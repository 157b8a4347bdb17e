import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { loginsOf, type Session } from "../sessions.js";
import { clockTime } from "../text/time.js";
import { labelOf } from "./login-label.js";
import { renewalCount } from "./login-list.js";

interface Line {
  readonly login: Login;
  readonly depth: number;
  readonly renewals: number;
}

/** The logins as a compact selector. Of the silent renewals only their number shows, and the one that is selected. */
export function LoginSelect() {
  const { selected, select, tabId, door, sessions, imports } = useApp();
  const isHere = (session: Session) =>
    door.kind === "tab" || loginsOf(session).some((login) => login.tabId === tabId.value);
  const current = selected.value;
  const lines = (some: readonly Session[]) => some.flatMap((session) => linesOf(session, current));
  const others = lines(sessions.value.filter((session) => !isHere(session)));
  const listed = sessions.value.flatMap(loginsOf).some(({ id }) => id === current?.id);
  const captured = current !== null && imports.fileOf(current.id) === null;
  return (
    <select
      class="login-select"
      aria-label="Login"
      value={current?.id ?? ""}
      onChange={(event) => select(event.currentTarget.value)}
    >
      {current === null ? <option value="">No login in this tab</option> : null}
      {lines(sessions.value.filter(isHere)).map((line) => (
        <LoginOption key={line.login.id} line={line} current={current} />
      ))}
      {captured && !listed ? (
        <LoginOption line={{ login: current, depth: 0, renewals: 0 }} current={current} />
      ) : null}
      {others.length > 0 ? (
        <optgroup label="Other tabs">
          {others.map((line) => (
            <LoginOption key={line.login.id} line={line} current={current} />
          ))}
        </optgroup>
      ) : null}
      {imports.sources.value.map(({ id, name, state }) => (
        <optgroup key={id} label={name}>
          {lines(state.sessions).map((line) => (
            <LoginOption key={line.login.id} line={line} current={current} />
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function LoginOption({ line, current }: { readonly line: Line; readonly current: Login | null }) {
  const { timeZone } = useApp();
  const { login, depth, renewals } = line;
  const { name, parties } = labelOf(login);
  const indent = depth === 0 ? "" : `${"\u00a0\u00a0".repeat(depth)}↳ `;
  const folded = renewals === 0 ? "" : `  (${renewalCount(renewals)})`;
  return (
    <option value={login.id} selected={login.id === current?.id}>
      {`${indent}${clockTime(login.startedAt, Date.now(), timeZone.value)}  ${parties}  ${name}${folded}`}
    </option>
  );
}

function linesOf({ login, nested, renewals }: Session, current: Login | null, depth = 0): readonly Line[] {
  return [
    { login, depth, renewals: renewals.length },
    ...nested.flatMap((session) => linesOf(session, current, depth + 1)),
    ...renewals
      .flatMap(loginsOf)
      .filter(({ id }) => id === current?.id)
      .map((renewal) => ({ login: renewal, depth: depth + 1, renewals: 0 })),
  ];
}
