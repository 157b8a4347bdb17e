import { useApp } from "../app-context.js";
import { labelOf } from "../components/login-label.js";
import { Mark } from "../components/mark.js";
import { ClockTime } from "../components/time.js";
import { say } from "../text/say.js";
import { verdictOf } from "./matching.js";

/** Says which login is shown, and opens the list over the page where the list has no column of its own. */
export function LoginPicker() {
  const { list, selected, verdicts } = useApp();
  const login = selected.value;
  const findings = login && verdicts.findingsOf(login);
  const { name, parties } = login ? labelOf(login) : { name: "", parties: "" };
  return (
    <button
      type="button"
      class="login-picker"
      aria-expanded={list.open.value}
      aria-controls="login-list"
      title={say("list_choose")}
      onClick={() => {
        list.open.value = !list.open.value;
      }}
    >
      <span class="hidden-words">{say("list_shown")} </span>
      <span class="line-mark">{findings ? <Mark weight={verdictOf(findings)} /> : null}</span>
      <span class="picked">
        {login ? (
          <>
            <ClockTime at={login.startedAt} short /> {parties} <span class="muted">{name}</span>
          </>
        ) : (
          say("list_none_chosen")
        )}
      </span>{" "}
      <span aria-hidden="true">{list.open.value ? "▴" : "▾"}</span>
    </button>
  );
}

/** Closes the list that lies over the page, and leads back to where it was opened. */
export function focusPicker(): void {
  document.querySelector<HTMLElement>(".login-picker")?.focus();
}
