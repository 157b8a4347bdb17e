import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { spellOut } from "../text/hidden-characters.js";
import { hostOf } from "../text/host.js";
import { say } from "../text/say.js";
import { type Filters, severities } from "./filters.js";

/** What the list may be narrowed to, besides the search. */
export function ListFilters() {
  const { list, everyLogin } = useApp();
  const { filters } = list;
  const set = (changes: Partial<Filters>) => {
    filters.value = { ...filters.value, ...changes };
  };
  const { severities: chosen, flow, server, onlyFailures } = filters.value;
  const distinct = (values: readonly (string | null)[]) =>
    [...new Set(values)].filter((value) => value !== null).sort();
  return (
    <div class="list-filters">
      <fieldset>
        <legend class="hidden-words">{say("list_severity")}</legend>
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={chosen.includes(severity)}
            onClick={() =>
              set({
                severities: severities.filter((one) => (one === severity) !== chosen.includes(one)),
              })
            }
          >
            <Mark weight={severity} /> {say(`list_verdict_${severity}`)}
          </button>
        ))}
      </fieldset>
      <Choice
        label={say("list_flow")}
        any={say("list_any_flow")}
        values={distinct(everyLogin.value.map(({ name }) => name.flow))}
        value={flow}
        choose={(value) => set({ flow: value })}
      />
      <Choice
        label={say("list_server")}
        any={say("list_any_server")}
        values={distinct(everyLogin.value.map((login) => login.server.origin))}
        value={server}
        choose={(value) => set({ server: value })}
      />
      <label>
        <input
          type="checkbox"
          checked={onlyFailures}
          onChange={(event) => set({ onlyFailures: event.currentTarget.checked })}
        />
        {say("list_only_failures")}
      </label>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** Says that any will do. */
  readonly any: string;
  readonly values: readonly string[];
  readonly value: string | null;
  readonly choose: (value: string | null) => void;
}

function Choice({ label, any, values, value, choose }: ChoiceProps) {
  // What was chosen may have gone meanwhile.
  const offered = value === null || values.includes(value) ? values : [value, ...values];
  return (
    <select
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => choose(event.currentTarget.value || null)}
    >
      <option value="">{any}</option>
      {offered.map((one) => (
        <option key={one} value={one} selected={one === value}>
          {spellOut(hostOf(one))}
        </option>
      ))}
    </select>
  );
}
