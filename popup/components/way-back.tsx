import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.js";
import { land } from "../places/land.js";
import { say } from "../text/say.js";

interface Props {
  /** Whether the view on show is drawn: it may still be loading. */
  readonly drawn: boolean;
}

/** Ends jumps where they lead, and offers the way back. */
export function WayBack({ drawn }: Props) {
  const { jumps, view } = useApp();
  const target = jumps.target.value;
  const origin = jumps.origin.value;
  const leads = origin !== null && origin.view !== view.value;
  useEffect(() => {
    const panel = document.getElementById("view");
    if (!target || !drawn || !panel) return;
    land(panel, target);
    jumps.arrived();
  }, [target, drawn, jumps]);
  useEffect(() => {
    if (!leads) jumps.forget();
  }, [leads, jumps]);
  // Another login has places of its own.
  useEffect(() => jumps.forget, [jumps]);
  useEffect(() => {
    if (!leads) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "ArrowLeft" || !event.altKey) return;
      event.preventDefault();
      jumps.back();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [leads, jumps]);
  if (!leads) return null;
  return (
    <p class="way-back">
      <button type="button" class="quiet" aria-keyshortcuts="Alt+ArrowLeft" onClick={jumps.back}>
        ← {say(origin.view === "overview" ? "findings_back_overview" : "findings_back")}
      </button>{" "}
      <kbd>Alt ←</kbd>
    </p>
  );
}
