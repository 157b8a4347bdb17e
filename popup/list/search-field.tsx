import { useApp } from "../app-context.js";
import { say } from "../text/say.js";

interface Props {
  readonly onChosen?: (() => void) | undefined;
}

/** Searches as it is typed in. Down and Enter lead to the list, Escape ends the search. */
export function SearchField({ onChosen }: Props) {
  const { list, selected, select } = useApp();
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    const panel = event.currentTarget.closest(".list-panel");
    const focusList = () => panel?.querySelector<HTMLElement>("[data-login][tabindex='0']")?.focus();
    const listed = list.sections.value.flatMap(({ lines }) => lines);
    if (event.key === "Escape" && list.query.value !== "") {
      list.query.value = "";
      requestAnimationFrame(focusList);
      event.stopPropagation();
    } else if (event.key === "ArrowDown") focusList();
    else if (event.key === "Enter" && listed[0]) {
      const isListed = listed.some(({ login }) => login.id === selected.value?.id);
      if (!isListed) select(listed[0].login.id);
      focusList();
      onChosen?.();
    } else return;
    event.preventDefault();
  };
  return (
    <input
      type="search"
      data-search
      aria-label={say("list_search")}
      placeholder={say("list_search_hint")}
      title={say("list_search_explained")}
      autocomplete="off"
      spellcheck={false}
      value={list.query.value}
      onInput={(event) => {
        list.query.value = event.currentTarget.value;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
