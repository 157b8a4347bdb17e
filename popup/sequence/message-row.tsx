import type { Lane } from "../../extension/sequence/lanes.js";
import { shapes } from "../components/mark.js";
import type { Layout, PlacedRow } from "./layout.js";
import { sentenceOf, timeOf } from "./words.js";

interface Props {
  readonly row: PlacedRow;
  readonly layout: Layout;
  readonly lanes: readonly Lane[];
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly reached: boolean;
  readonly kept: boolean;
  readonly shown: boolean;
  /** Whether it came while the diagram was on show. */
  readonly fresh: boolean;
}

/** One arrow with its number, its label, its time, and the mark of the gravest finding on it. */
export function MessageRow({ row, layout, lanes, startedAt, reached, kept, shown, fresh }: Props) {
  const { message, y, height, from, to, label, numbered } = row;
  const line = y + height - 9;
  const words = "said" in message.label || message.status !== "seen";
  const [gravest] = message.findings;
  return (
    <g
      class="sequence-row"
      role="option"
      data-message={message.id}
      data-kind={message.kind}
      data-status={message.status}
      data-weight={gravest?.severity}
      data-fault={message.fault || undefined}
      data-fresh={fresh || undefined}
      data-shown={shown || undefined}
      aria-selected={kept}
      aria-label={sentenceOf(row, lanes, startedAt)}
      tabindex={reached ? 0 : -1}
    >
      <rect class="sequence-ground" data-ground x={1} y={y} width={layout.width - 2} height={height} rx={3} />
      {numbered ? (
        <text class="sequence-number" x={10} y={line + 4} text-anchor="middle">
          {`${message.step} `}
        </text>
      ) : null}
      {gravest ? (
        <path class="sequence-mark" d={shapes[gravest.severity]} transform={`translate(21 ${line - 6})`} />
      ) : null}
      <Arrow from={from} to={to} y={line} />
      <text class={words ? "sequence-label sequence-words" : "sequence-label"} text-anchor={label.anchor}>
        {label.lines.map((text, index) => (
          <tspan key={index} x={label.x} y={y + 12 + index * 14}>
            {`${text} `}
          </tspan>
        ))}
      </text>
      <text class="sequence-time" x={layout.width - 8} y={line + 4} text-anchor="end">
        {timeOf(message, startedAt)}
      </text>
    </g>
  );
}

/** From tail to head; the head is filled, so that it shows on a dashed line too. */
function Arrow({ from, to, y }: { readonly from: number; readonly to: number; readonly y: number }) {
  const way = to < from ? -1 : 1;
  const tip = to - way * 2;
  return (
    <>
      <path class="sequence-arrow" d={`M${from + way * 2} ${y}H${tip - way * 6}`} />
      <path class="sequence-point" d={`M${tip} ${y}l${-way * 8} -4v8Z`} />
    </>
  );
}
