import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { labelOf } from "../components/login-label.js";
import { spellOut } from "../text/hidden-characters.js";
import { say, sayCount } from "../text/say.js";
import { clockTime } from "../text/time.js";
import { isOfSameParties } from "./compare-state.js";

interface Props {
  readonly side: "left" | "right";
  readonly login: Login;
  /** The login on the other side. */
  readonly other: Login;
  readonly onChoose: (id: string) => void;
}

/** So many logins are offered: to draw thousands of options takes a browser seconds. */
const most = 200;

/** Chooses one of the two; those of the same client and server as the other side stand first. */
export function LoginChoice({ side, login, other, onChoose }: Props) {
  const { everyLogin } = useApp();
  const same: Login[] = [];
  const others: Login[] = [];
  for (const one of everyLogin.value) (isOfSameParties(one, other) ? same : others).push(one);
  const offered = [same.slice(0, most), others.slice(0, Math.max(0, most - same.length))] as const;
  const isOffered = offered.some((some) => some.includes(login));
  const left = everyLogin.value.length - offered[0].length - offered[1].length - (isOffered ? 0 : 1);
  return (
    <label class="side">
      <span class="muted">{say(`compare_${side}`)}</span>
      <select value={login.id} onChange={(event) => onChoose(event.currentTarget.value)}>
        {isOffered ? null : <Choice login={login} chosen />}
        <Choices label={say("compare_same_parties")} logins={offered[0]} chosen={login} />
        <Choices label={say("compare_other_logins")} logins={offered[1]} chosen={login} />
        {left > 0 ? <option disabled>{sayCount("compare_more_logins", left)}</option> : null}
      </select>
    </label>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly logins: readonly Login[];
  readonly chosen: Login;
}

function Choices({ label, logins, chosen }: ChoicesProps) {
  if (logins.length === 0) return null;
  return (
    <optgroup label={label}>
      {logins.map((login) => (
        <Choice key={login.id} login={login} chosen={login.id === chosen.id} />
      ))}
    </optgroup>
  );
}

function Choice({ login, chosen }: { readonly login: Login; readonly chosen: boolean }) {
  const { imports, timeZone } = useApp();
  const { name, parties } = labelOf(login);
  const file = imports.fileOf(login.id);
  const from = file === null ? "" : `  (${spellOut(file.name)})`;
  return (
    <option value={login.id} selected={chosen}>
      {`${clockTime(login.startedAt, Date.now(), timeZone.value)}  ${name}  ${parties}${from}`}
    </option>
  );
}
