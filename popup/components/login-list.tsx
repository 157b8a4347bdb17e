import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { summarise } from "../findings-summary.js";
import { loginsOf, type Session } from "../sessions.js";
import { labelOf } from "./login-label.js";
import { LoginMarks, marksOf } from "./login-marks.js";
import { Mark } from "./mark.js";
import { ClockTime } from "./time.js";

interface Props {
  readonly sessions: readonly Session[];
  readonly label?: string;
}

/** The logins as a list, newest first; nested ones below their parent, silent renewals folded. */
export function LoginList({ sessions, label = "Logins" }: Props) {
  return (
    <ul class="login-list" aria-label={label}>
      {sessions.map((session) => (
        <LoginItem key={session.login.id} session={session} />
      ))}
    </ul>
  );
}

function LoginItem({ session }: { readonly session: Session }) {
  const { login, nested, renewals } = session;
  return (
    <li>
      <LoginButton login={login} />
      {nested.length > 0 ? <LoginList sessions={nested} label="Nested logins" /> : null}
      {renewals.length > 0 ? <Renewals renewals={renewals} /> : null}
    </li>
  );
}

function LoginButton({ login }: { readonly login: Login }) {
  const { verdicts, select, selected, pinned, page } = useApp();
  const { name, parties } = labelOf(login);
  const { verdict } = summarise(verdicts.findingsOf(login) ?? []);
  const current = page.value === "logins" && login.id === selected.value?.id;
  return (
    <button
      type="button"
      data-login={login.id}
      aria-current={current ? "true" : undefined}
      onClick={() => select(login.id)}
    >
      <Mark weight={verdict} />
      <span class="hidden-words">{verdict}: </span>
      <span class="login-parties">{parties}</span> <ClockTime at={login.startedAt} />{" "}
      <span class="login-name">{name}</span> <LoginMarks marks={marksOf(login, pinned.value.has(login.id))} />
    </button>
  );
}

function Renewals({ renewals }: { readonly renewals: readonly Session[] }) {
  const { selected } = useApp();
  const holdsSelected = renewals.flatMap(loginsOf).some(({ id }) => id === selected.value?.id);
  return (
    <details class="renewals" data-renewals={renewals.length} open={holdsSelected}>
      <summary>{renewalCount(renewals.length)}</summary>
      <LoginList sessions={renewals} label="Silent renewals" />
    </details>
  );
}

/** `3 silent renewals`. */
export const renewalCount = (count: number) => `${count} silent ${count === 1 ? "renewal" : "renewals"}`;
