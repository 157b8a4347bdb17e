import type { Evidence as Piece } from "../../extension/checks/check.js";
import { useApp } from "../app-context.js";
import type { Place } from "../places/place.js";
import { say } from "../text/say.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly evidence: readonly Piece[];
  readonly name?: string;
  /** Where each piece was seen, in their order; null for nowhere that is shown. */
  readonly places?: readonly (Place | null)[];
  /** Place of a piece within the view on show, to come back to. */
  readonly placeHere?: (index: number) => Place;
}

/** What was seen or compared, as labels and values; a label leads to where it was seen. */
export function Evidence({ evidence, name = say("findings_evidence"), places = [], placeHere }: Props) {
  if (evidence.length === 0) return null;
  return (
    <dl class="facts evidence" aria-label={name}>
      {evidence.map(({ label, value }, index) => (
        <div key={index}>
          <dt>
            <Label label={label} index={index} place={places[index] ?? null} here={placeHere?.(index)} />
          </dt>
          <dd>
            <WireText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface LabelProps {
  readonly label: string;
  readonly index: number;
  readonly place: Place | null;
  readonly here: Place | undefined;
}

function Label({ label, index, place, here }: LabelProps) {
  const { jumps } = useApp();
  if (place === null || place.view === "sequence") {
    return <WireText text={label} />;
  }
  const words = say("findings_show", label, say(`findings_view_${place.view}`));
  return (
    <button
      type="button"
      class="quiet jump"
      data-evidence={index}
      aria-label={words}
      title={words}
      onClick={() => jumps.goTo(place, here)}
    >
      <WireText text={label} />
    </button>
  );
}
