import type { App } from "../state.js";

/** Focuses the field that searches the logins; opens the list where it is not on show. */
export function focusSearch(app: App): void {
  if (focusField()) return;
  app.page.value = "logins";
  app.list.open.value = true;
  requestAnimationFrame(focusField);
}

function focusField(): boolean {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  if (field === null || document.activeElement !== field) return false;
  field.select();
  return true;
}
