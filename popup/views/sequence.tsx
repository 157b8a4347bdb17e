import { useMemo, useRef } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { sequenceOf } from "../../extension/sequence/sequence.js";
import { useApp } from "../app-context.js";
import { useChoice } from "../sequence/choice.js";
import { MessageDetail } from "../sequence/detail.js";
import { Diagram } from "../sequence/diagram.js";
import { ExportButtons } from "../sequence/export-buttons.js";
import { layOut } from "../sequence/layout.js";
import { useWidth, useZoom } from "../sequence/zoom.js";
import { ZoomButtons } from "../sequence/zoom-buttons.js";

/** The messages of a login as a sequence diagram, and the one that is pointed at in full. */
export function Sequence({ login }: { readonly login: Login }) {
  const findings = useApp().verdicts.findingsOf(login);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const zoom = useZoom(box);
  const sequence = useMemo(() => sequenceOf(login, findings ?? []), [login, findings]);
  const layout = useMemo(() => layOut(sequence, width), [sequence, width]);
  const choice = useChoice(sequence.messages);
  return (
    <div class="sequence">
      <div class="sequence-bar">
        <ZoomButtons zoom={zoom} fitting={width > 0 ? width / layout.width : 1} />
        <ExportButtons login={login} sequence={sequence} width={width} />
      </div>
      <div class="sequence-box" ref={box} tabIndex={-1}>
        <Diagram sequence={sequence} layout={layout} zoom={zoom.scale} choice={choice} />
      </div>
      <MessageDetail login={login} startedAt={sequence.startedAt} choice={choice} />
    </div>
  );
}
