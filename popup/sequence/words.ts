import type { Lane } from "../../extension/sequence/lanes.js";
import type { Words } from "../../extension/sequence/mermaid.js";
import type { Label, Message, Said } from "../../extension/sequence/sequence.js";
import { spellOut } from "../text/hidden-characters.js";
import { say, sayCount } from "../text/say.js";
import { offset } from "../text/time.js";
import type { PlacedRow } from "./layout.js";

/** Who a lane is: its host, else its role. */
export const laneName = ({ role, host }: Lane): string =>
  spellOut(host ?? say(role === "browser" ? "sequence_lane_browser" : `sequence_unknown_${role}`));

/** What a lane is in the protocol; empty where its name says it. */
export function laneRole({ id, role, host }: Lane): string {
  if (host === null || role === "browser") return "";
  return say(role === "server" && id !== "server" ? "sequence_lane_further" : `sequence_lane_${role}`);
}

/** What stands on an arrow, with characters that do not show spelled out. */
export const labelOf = ({ label }: Pick<Message, "label">): string => spellOut(textOf(label));

function textOf(label: Label): string {
  if ("wire" in label) return label.wire;
  const [first = "", ...more] = label.values;
  return isCount(label.said) && typeof first === "number"
    ? sayCount(`sequence_${label.said}`, first, ...more)
    : say(`sequence_${label.said as Exclude<Said, Counted>}`, first, ...more);
}

type Counted = "more_calls" | "other_calls";

const isCount = (words: Said): words is Counted => words === "more_calls" || words === "other_calls";

/** `+1.10 s`; empty for what was not seen. */
export const timeOf = ({ at }: Pick<Message, "at">, startedAt: number): string =>
  at === null ? "" : offset(at - startedAt);

/** A diagram in the words of the interface. */
export const wordsOf = (startedAt: number): Words => ({
  lane: (lane) => [laneName(lane), laneRole(lane) && `(${laneRole(lane)})`].filter(Boolean).join(" "),
  label: labelOf,
  time: (message) => timeOf(message, startedAt),
});

/** An arrow as one sentence, for those who do not see it. It begins with what is drawn. */
export function sentenceOf(
  { message, numbered, label }: PlacedRow,
  lanes: readonly Lane[],
  startedAt: number,
): string {
  const nameOf = (id: string) => {
    const lane = lanes.find((one) => one.id === id);
    return lane ? laneName(lane) : id;
  };
  const { step, status, from, to, findings } = message;
  const drawn = label.lines.join(" ");
  const whole = labelOf(message);
  return [
    [numbered ? step : "", drawn, timeOf(message, startedAt)].join(" ").trim(),
    drawn === whole ? "" : whole,
    numbered || step === null ? "" : say("sequence_step", step),
    say("sequence_from_to", nameOf(from), nameOf(to)),
    status === "seen" ? "" : say(status === "not-seen" ? "sequence_not_seen" : "sequence_not_visible"),
    findings.length > 0 ? sayCount("sequence_findings", findings.length) : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
