import { useRef } from "preact/hooks";
import type { Sequence } from "../../extension/sequence/sequence.js";
import { say } from "../text/say.js";
import type { Choice } from "./choice.js";
import { LaneHeads } from "./lane-heads.js";
import type { Layout } from "./layout.js";
import { MessageRow } from "./message-row.js";

interface Props {
  readonly sequence: Sequence;
  readonly layout: Layout;
  readonly zoom: number;
  /** null where nobody can choose, as in a picture. */
  readonly choice: Choice | null;
}

/** The lanes with their arrows: a list in which the keyboard walks, and of which one entry can be kept. */
export function Diagram({ sequence, layout, zoom, choice }: Props) {
  const known = useKnown(sequence);
  const { width, height, lanes, rows } = layout;
  return (
    <>
      <LaneHeads layout={layout} zoom={zoom} />
      <svg
        class="sequence-diagram"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrows are chosen from, as entries of a list are
        role="listbox"
        // Chromium would lead Tab to a drawing that listens to the focus.
        tabindex={-1}
        aria-label={say("sequence_diagram")}
        width={width * zoom}
        height={height * zoom}
        viewBox={`0 0 ${width} ${height}`}
        {...choice?.listeners}
      >
        <g>
          {lanes.map(({ lane, x }) => (
            <path key={lane.id} class="sequence-lane" d={`M${x} 0V${height}`} />
          ))}
        </g>
        {rows.map((row) => (
          <MessageRow
            key={row.message.id}
            row={row}
            layout={layout}
            lanes={sequence.lanes}
            startedAt={sequence.startedAt}
            reached={row.message.id === choice?.reached}
            kept={row.message.id === choice?.kept}
            shown={row.message === choice?.shown}
            fresh={!known.has(row.message.id)}
          />
        ))}
      </svg>
    </>
  );
}

/** Ids of the messages that were there when the diagram was first drawn. */
function useKnown({ messages }: Sequence): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string> | null>(null);
  known.current ??= new Set(messages.map(({ id }) => id));
  return known.current;
}
