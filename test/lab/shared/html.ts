const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is safe to send; made by {@link html} only. */
export class Html {
  constructor(readonly markup: string) {}
}

type Insert = string | number | Html | readonly Html[] | null | undefined | false;

/** Escapes text for HTML content and quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Template tag that escapes every insert, save those that are {@link Html} themselves. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  let markup = strings[0] ?? "";
  inserts.forEach((insert, index) => {
    markup += render(insert) + (strings[index + 1] ?? "");
  });
  return new Html(markup);
}

function render(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return "";
  if (insert instanceof Html) return insert.markup;
  if (typeof insert === "string" || typeof insert === "number") return escapeHtml(String(insert));
  return insert.map((part) => part.markup).join("");
}

/** A data island for the page's script; `<` is written so that no value can end the element. */
export function jsonIsland(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replace(/</g, "\\u003c");
  return html`<script type="application/json" id="${id}">${new Html(json)}</script>`;
}
