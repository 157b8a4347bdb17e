import type { ApiCall } from "../../extension/flow/login.js";
import { type CallFilter, type CallGroup, callHost, type End, ends, matches } from "../call-groups.js";
import { say, sayCount } from "../text/say.js";

interface Props {
  readonly calls: readonly ApiCall[];
  readonly filter: CallFilter;
  readonly found: readonly CallGroup[];
  readonly onChange: (filter: CallFilter) => void;
}

/** Narrows many calls down to those of a host, or with a certain end. */
export function CallFilters({ calls, filter, found, onChange }: Props) {
  const hosts = [...new Set(calls.map(callHost))].sort();
  const offered = ends.filter(
    (end) => end === filter.end || calls.some((call) => matches(call, { host: null, end })),
  );
  const count = found.reduce((sum, group) => sum + group.calls.length, 0);
  return (
    <search class="call-filters" aria-label={say("calls_filter")}>
      <select
        aria-label={say("calls_filter_host")}
        value={filter.host ?? ""}
        onChange={({ currentTarget }) => onChange({ ...filter, host: currentTarget.value || null })}
      >
        <option value="">{say("calls_filter_every_host")}</option>
        {hosts.map((host) => (
          <option key={host} value={host}>
            {host}
          </option>
        ))}
      </select>
      <select
        aria-label={say("calls_filter_end")}
        value={filter.end}
        onChange={({ currentTarget }) => onChange({ ...filter, end: currentTarget.value as End })}
      >
        {offered.map((end) => (
          <option key={end} value={end}>
            {/^\d/.test(end) ? end : say(`calls_filter_${end as "any" | "failed" | "unanswered"}`)}
          </option>
        ))}
      </select>
      <span class="muted" role="status">
        {sayCount("calls_found", count)}
      </span>
    </search>
  );
}
