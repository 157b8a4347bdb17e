import { say } from "../text/say.js";
import { headHeight, type Layout, type PlacedLane, shortened } from "./layout.js";
import { laneName, laneRole } from "./words.js";

/** The headings of the lanes; they stay while the messages scroll. */
export function LaneHeads({ layout, zoom }: { readonly layout: Layout; readonly zoom: number }) {
  const { width, lanes } = layout;
  const names = lanes.map(({ lane }) => [laneName(lane), laneRole(lane)].filter(Boolean).join(" "));
  return (
    <svg
      class="sequence-heads"
      role="img"
      aria-label={say("sequence_lanes", names.join("; "))}
      width={width * zoom}
      height={headHeight * zoom}
      viewBox={`0 0 ${width} ${headHeight}`}
    >
      {lanes.map((placed) => (
        <Head key={placed.lane.id} placed={placed} />
      ))}
    </svg>
  );
}

function Head({ placed: { lane, x, room } }: { readonly placed: PlacedLane }) {
  const name = laneName(lane);
  const role = laneRole(lane);
  const most = Math.floor((room - 8) / 7.4);
  const mostOfRole = Math.floor((room - 8) / 6.2);
  return (
    <g class="sequence-head" data-lane={lane.role}>
      <title>{role ? `${name} (${role})` : name}</title>
      {role ? (
        <text class="sequence-role" x={x} y={14} text-anchor="middle">
          {role.length > mostOfRole && lane.role === "server"
            ? say("sequence_short_server")
            : shortened(role, mostOfRole)}
        </text>
      ) : null}
      {headLines(name, most, role !== "").map((line, index, { length }) => (
        <text
          key={line}
          class="sequence-name"
          x={x}
          y={role ? 29 : 29 - (length - 1 - index) * 15}
          text-anchor="middle"
        >
          {line}
        </text>
      ))}
      <path class="sequence-lane" d={`M${x} 34V40`} />
    </g>
  );
}

/** A host is cut in its middle, as its beginning and its end tell most; words go on in a second line. */
function headLines(name: string, most: number, isHost: boolean): readonly string[] {
  if (name.length <= most) return [name];
  if (isHost) {
    const end = Math.max(3, Math.floor(most / 3));
    return [`${name.slice(0, Math.max(3, most - 1 - end))}…${name.slice(-end)}`];
  }
  const space = name.lastIndexOf(" ", most);
  if (space <= 0) return [shortened(name, most)];
  return [name.slice(0, space), shortened(name.slice(space + 1), most)];
}
