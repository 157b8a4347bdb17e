import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useApp } from "../app-context.js";
import { WireText } from "../components/wire-text.js";
import { rowByKey } from "./list-keys.js";
import { LoginLine } from "./login-line.js";
import { drawnOf, lineHeight, type Placed, placedOf } from "./placing.js";
import { useScrolling } from "./scrolling.js";

interface Props {
  /** Called when a login is chosen by a click or by Enter, rather than passed on the way to another. */
  readonly onChosen?: (() => void) | undefined;
}

/**
 * The logins that are listed, newest first; nested ones below their parent, silent renewals folded.
 *
 * Only the rows on screen and some around them are drawn, and the row that is selected, as it may have the focus.
 */
export function LoginList({ onChosen }: Props) {
  const { list, selected, select } = useApp();
  const sections = list.sections.value;
  const placed = useMemo(() => placedOf(sections), [sections]);
  const lines = useMemo(() => sections.flatMap((section) => section.lines), [sections]);
  const current = selected.value?.id ?? null;
  const index = lines.findIndex(({ login }) => login.id === current);
  const wanted = useRef<string | null>(null);
  const asked = `${list.query.value}\n${JSON.stringify(list.filters.value)}`;
  const { scroller, from, to, onScroll } = useScrolling(placed, current, asked);

  /** Gives the focus to the row that a key has led to, once it is drawn. */
  const focusWanted = () => {
    const rows = scroller.current?.querySelectorAll<HTMLElement>("[data-login]") ?? [];
    const row = [...rows].find(({ dataset }) => dataset.login === wanted.current);
    row?.focus({ preventScroll: true });
    if (row) wanted.current = null;
  };
  useLayoutEffect(focusWanted);

  const goTo = (loginId: string | undefined) => {
    if (loginId === undefined) return;
    wanted.current = loginId;
    select(loginId);
    focusWanted();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[index];
    const next = rowByKey(event, index, lines.length, Math.max(1, Math.floor((to - from) / lineHeight) - 1));
    if (next !== null) goTo(lines[next]?.login.id);
    else if (event.key === "ArrowRight" && line && line.renewals > 0) list.unfold(line.login.id, true);
    else if (event.key === "ArrowLeft" && line && line.renewals > 0 && line.unfolded) {
      list.unfold(line.login.id, false);
    } else if (event.key === "ArrowLeft" && line?.parent) goTo(line.parent);
    else return;
    event.preventDefault();
  };
  const choose = (loginId: string) => {
    select(loginId);
    onChosen?.();
  };

  const reached = lines[index] ?? lines[0];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its rows are buttons, and take the keys that lead to other rows
    <div class="login-list" ref={scroller} onScroll={onScroll} onKeyDown={onKeyDown}>
      <div style={{ height: `${placed.at(-1)?.bottom ?? 0}px` }}>
        {placed.map((one) => {
          const drawn = drawnOf(one, from, to, reached?.login.id ?? null);
          if (drawn.length === 0) return null;
          const { id, label, lines: all } = one.section;
          return (
            <section key={id}>
              <Heading placed={one} />
              <ul aria-label={label}>
                {drawn.map(({ index: position, line, top }) => (
                  <LoginLine
                    key={line.login.id}
                    line={line}
                    top={top}
                    position={position + 1}
                    count={all.length}
                    reached={line === reached}
                    choose={choose}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

function Heading({ placed: { section, top } }: { readonly placed: Placed }) {
  if (section.heading === null) return null;
  return (
    <h2 style={{ top: `${top}px` }}>
      <WireText text={section.heading} />
    </h2>
  );
}
