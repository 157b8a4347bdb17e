import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";

/** Takes files that are dropped anywhere on the page, and says so while they are over it. */
export function DropArea() {
  const { imports } = useApp();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listeners = {
      dragover: (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      dragleave: (event: DragEvent) => {
        // Out of the page, rather than from one element to the next.
        if (!event.relatedTarget) setOver(false);
      },
      drop: (event: DragEvent) => {
        setOver(false);
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        imports.open([...event.dataTransfer.files]);
      },
    };
    const all = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [type, listener] of all) addEventListener(type, listener);
    return () => {
      for (const [type, listener] of all) removeEventListener(type, listener);
    };
  }, [imports]);
  if (!over) return null;
  return <div class="drop-area">{say("files_drop")}</div>;
}
