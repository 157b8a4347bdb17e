import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { ApiCall, Login } from "../../extension/flow/login.js";
import { type CallFilter, groupsOf, matches } from "../call-groups.js";
import { say, sayCount } from "../text/say.js";
import { Challenge } from "./call-challenge.js";
import { CallDetails } from "./call-details.js";
import { CallFilters } from "./call-filters.js";
import { CallRow } from "./call-row.js";

/** So many rows are drawn at first, and so many more at a click. */
const pageOf = 100;
/** With fewer calls there is nothing to look for. */
const manyCalls = 20;

const columns = ["method", "url", "status", "time", "token", "sent_in"] as const;

/** The calls, equal ones as one row, each of which opens to all that is known of it. */
export function CallTable({ login }: { readonly login: Login }) {
  const [filter, setFilter] = useState<CallFilter>({ host: null, end: "any" });
  const [shown, setShown] = useState(pageOf);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const groups = groupsOf(login.calls.filter((call) => matches(call, filter)));
  const toggle = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  return (
    <>
      {login.calls.length > manyCalls ? (
        <CallFilters calls={login.calls} filter={filter} found={groups} onChange={setFilter} />
      ) : null}
      <table class="calls" aria-label={say("calls_table")}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {say(`calls_column_${name}`)}
              </th>
            ))}
            <th scope="col">
              <span class="hidden-words">{say("calls_column_actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, shown).map(({ key, calls }) => {
            const isOpen = opened.has(key);
            const newest = calls.at(-1) as ApiCall;
            return (
              <Fragment key={key}>
                <CallRow login={login} calls={calls} open={isOpen} onToggle={() => toggle(key)} />
                {isOpen ? <CallDetails login={login} calls={calls} /> : <Challenge call={newest} />}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {groups.length === 0 ? <p class="muted blank">{say("calls_none_match")}</p> : null}
      {groups.length > shown ? (
        <p class="actions">
          <button type="button" onClick={() => setShown(shown + pageOf)}>
            {sayCount("calls_show_more", Math.min(pageOf, groups.length - shown))}
          </button>
          <span class="muted">{say("calls_shown_of", shown, groups.length)}</span>
        </p>
      ) : null}
    </>
  );
}
