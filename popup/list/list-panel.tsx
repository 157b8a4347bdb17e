import { useApp } from "../app-context.js";
import { say, sayCount } from "../text/say.js";
import { countOfFilters } from "./filters.js";
import { ListFilters } from "./list-filters.js";
import { LoginList } from "./login-list.js";
import { SearchField } from "./search-field.js";

interface Props {
  readonly onChosen?: (() => void) | undefined;
}

/** The list of logins with its search and its filters. */
export function ListPanel({ onChosen }: Props) {
  const { list } = useApp();
  const { filters, filtersShown, listed } = list;
  const count = countOfFilters(filters.value);
  return (
    <div class="list-panel">
      <div class="list-tools">
        <SearchField onChosen={onChosen} />
        <button
          type="button"
          aria-expanded={filtersShown.value}
          onClick={() => {
            filtersShown.value = !filtersShown.value;
          }}
        >
          {say("list_filters")}
          {count > 0 ? ` (${count})` : ""} <span aria-hidden="true">{filtersShown.value ? "▴" : "▾"}</span>
        </button>
      </div>
      {filtersShown.value ? <ListFilters /> : null}
      <Count />
      {listed.value > 0 ? <LoginList onChosen={onChosen} /> : <NoneListed />}
    </div>
  );
}

function Count() {
  const { list, everyLogin, door } = useApp();
  const all = everyLogin.value.length;
  const { listed, looked, narrowed } = list;
  return (
    <div class="list-count">
      <span class="login-count" role={narrowed.value ? "status" : undefined}>
        {listed.value === all ? sayCount("list_count", all) : say("list_count_of", listed.value, all)}
        {looked.value === null ? "" : ` · ${say("list_searching", looked.value, all)}`}
      </span>
      {narrowed.value ? (
        <button type="button" class="quiet" onClick={list.reset}>
          {say("list_reset")}
        </button>
      ) : null}
      {door.kind === "tab" ? null : <OnlyThisTab />}
    </div>
  );
}

function OnlyThisTab() {
  const { settings, saveSettings } = useApp();
  return (
    <label class="only-this-tab">
      <input
        type="checkbox"
        checked={settings.value.onlyThisTab}
        onChange={(event) => saveSettings({ ...settings.value, onlyThisTab: event.currentTarget.checked })}
      />
      {say("list_only_this_tab")}
    </label>
  );
}

function NoneListed() {
  const { list, settings } = useApp();
  const { looked, narrowed } = list;
  // What is searched through still may be found.
  if (looked.value !== null) return null;
  const words = !narrowed.value
    ? "list_none_here"
    : settings.value.onlyThisTab
      ? "list_none_found_here"
      : "list_none_found";
  return (
    <div class="list-none">
      <p>{say(words)}</p>
      {narrowed.value ? (
        <button type="button" onClick={list.reset}>
          {say("list_show_all")}
        </button>
      ) : null}
    </div>
  );
}
