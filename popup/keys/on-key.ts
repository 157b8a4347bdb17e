import type { App } from "../state.js";
import { keysOf } from "./keys.js";

/** Where keys are text, or choose among what is on show. */
const busy =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable], [role="textbox"], [role="searchbox"], [role="combobox"], [role="menu"], [role="listbox"] [role="option"], dialog';

/** Has a key do what the table says; leaves it alone while a person types, in a menu, and with a modifier. */
export function onKey(event: KeyboardEvent, app: App): void {
  if (event.defaultPrevented || event.isComposing || hasModifier(event) || isBusy(event.target)) return;
  const entry = keysOf(app.door).find((one) => one.run !== null && one.keys.includes(event.key));
  if (!entry?.run || (event.repeat && !entry.repeats) || entry.can?.(app) === false) return;
  if (isCharacter(event.key) && !app.settings.value.singleKeys) return;
  event.preventDefault();
  entry.run(app, event.key);
}

/** Some keyboards have brackets only with AltGr, which is told as two modifiers; Shift is told by the key itself. */
const hasModifier = (event: KeyboardEvent) =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));

const isBusy = (target: EventTarget | null) =>
  document.querySelector("dialog[open]") !== null ||
  (target instanceof Element && target.closest(busy) !== null);

const isCharacter = (key: string) => key.length === 1;
