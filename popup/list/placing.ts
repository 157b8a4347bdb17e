import type { Line, Section } from "./lines.js";

/** Heights in px, of which the styles know as well. */
export const lineHeight = 48;
export const headingHeight = 28;
/** How far beyond what is on screen rows are drawn, px. */
const overscan = 8 * lineHeight;

/** A section with its place in the list, px from its top. */
export interface Placed {
  readonly section: Section;
  readonly top: number;
  /** Where its first row begins. */
  readonly rows: number;
  readonly bottom: number;
}

export function placedOf(sections: readonly Section[]): readonly Placed[] {
  let top = 0;
  return sections.map((section) => {
    const rows = top + (section.heading === null ? 0 : headingHeight);
    const placed = { section, top, rows, bottom: rows + section.lines.length * lineHeight };
    top = placed.bottom;
    return placed;
  });
}

/** Rows of a section that are to be drawn, by their index: those near what is on screen, and one that is kept. */
export function drawnOf({ section, rows }: Placed, from: number, to: number, kept: string | null) {
  const { lines } = section;
  const first = Math.max(0, Math.floor((from - overscan - rows) / lineHeight));
  const last = Math.min(lines.length, Math.ceil((to + overscan - rows) / lineHeight));
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  const keptIndex = kept === null ? -1 : lines.findIndex(({ login }) => login.id === kept);
  if (keptIndex >= 0 && keptIndex < first) drawn.unshift(keptIndex);
  if (keptIndex >= 0 && keptIndex >= Math.max(first, last)) drawn.push(keptIndex);
  return drawn.map((index) => ({ index, line: lines[index] as Line, top: rows + index * lineHeight }));
}

/** Where a login's row begins and ends, with the heading for the first of a section; null for one without a row. */
export function placeOf(all: readonly Placed[], loginId: string): { top: number; bottom: number } | null {
  for (const { section, top, rows } of all) {
    const index = section.lines.findIndex(({ login }) => login.id === loginId);
    const bottom = rows + (index + 1) * lineHeight;
    if (index >= 0) return { top: index === 0 ? top : bottom - lineHeight, bottom };
  }
  return null;
}

/** The first row that begins at a place or below; null where there is none. */
export function rowAt(all: readonly Placed[], at: number): string | null {
  const placed = all.find(({ bottom }) => bottom - lineHeight >= at);
  const index = placed ? Math.max(0, Math.ceil((at - placed.rows) / lineHeight)) : 0;
  return placed?.section.lines[index]?.login.id ?? null;
}
