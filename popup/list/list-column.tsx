import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { ColumnHandle } from "./column-handle.js";
import { focusPicker } from "./login-picker.js";

/**
 * The list beside the login; without room for a column, and always in the toolbar popup, it lies over the page while it is
 * open. The styles know which of both it is.
 */
export function ListColumn() {
  const { list, door, views } = useApp();
  const { open, width } = list;
  const column = useRef<HTMLElement>(null);
  const isOpen = open.value;
  const Panel = views.value?.list;
  useLayoutEffect(() => {
    if (isOpen) column.current?.querySelector<HTMLElement>("[data-search]")?.focus();
  }, [isOpen, Panel]);
  const close = () => {
    if (!open.value) return;
    open.value = false;
    focusPicker();
  };
  if (door.kind === "popup" && !isOpen) return null;
  return (
    <>
      <nav
        id="login-list"
        class="list-column"
        aria-label={say("list_column")}
        ref={column}
        data-open={isOpen}
        style={{ "--list-width": `${width.value}px` }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !isOpen) return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        {Panel ? <Panel onChosen={close} /> : null}
        {door.kind === "popup" ? null : <ColumnHandle />}
      </nav>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; keys have Escape */}
      {isOpen ? <div class="list-backdrop" onMouseDown={close} /> : null}
    </>
  );
}
