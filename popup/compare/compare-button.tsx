import { useApp } from "../app-context.js";
import { say } from "../text/say.js";

/** Sets the login on show beside another one, or goes back from there; `quiet` within a line of text. */
export function CompareButton({ quiet = false }: { readonly quiet?: boolean }) {
  const { page } = useApp();
  const shown = page.value === "compare";
  return (
    <button
      type="button"
      class={quiet ? "quiet" : "compare-button"}
      title={`${say("compare_button_title")} (c)`}
      aria-keyshortcuts="c"
      aria-pressed={quiet ? undefined : shown}
      onClick={() => {
        page.value = shown ? "logins" : "compare";
      }}
    >
      {say("compare_button")}
    </button>
  );
}
