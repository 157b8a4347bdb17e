import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";
import { type Key, keysOf, type Place, places } from "./keys.js";
import { Chord, useOpenKey } from "./open-key.js";

const headings: Readonly<Record<Place, TextName>> = {
  anywhere: "shell_keys_anywhere",
  login: "shell_keys_login",
  list: "shell_keys_list",
  browser: "shell_keys_browser",
};

/** The list of keys. Open, it has the focus to itself; closed, it gives it back. */
export function Help() {
  const { help, settings, door, gateway } = useApp();
  const openKey = useOpenKey(gateway);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const close = () => {
    help.value = false;
  };
  return (
    <dialog
      class="help"
      ref={dialog}
      aria-labelledby="help-title"
      onCancel={close}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "?") return;
        // Left to the browser, it would close the popup too.
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="help-words">
        <header>
          <h1 id="help-title">{say("shell_keys")}</h1>
          <button type="button" onClick={close}>
            {say("shell_close")}
          </button>
        </header>
        {settings.value.singleKeys ? null : <p class="fault">{say("shell_keys_off")}</p>}
        <div class="help-places">
          {places.map((place) => (
            <section key={place} aria-label={say(headings[place])}>
              <h2>{say(headings[place])}</h2>
              <dl>
                {place === "browser" ? (
                  <div>
                    <dt>{openKey ? <Chord keys={openKey} /> : "–"}</dt>
                    <dd>{say("shell_key_inspector")}</dd>
                  </div>
                ) : null}
                {keysOf(door)
                  .filter(({ where }) => where === place)
                  .map((key) => (
                    <KeyLine key={key.text} entry={key} />
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </dialog>
  );
}

function KeyLine({ entry }: { readonly entry: Key }) {
  return (
    <div data-key={entry.text}>
      <dt>
        {ends(entry.keys).map((key, index) => (
          <Fragment key={key}>
            {index > 0 && entry.keys.length > 2 ? "–" : null}
            <kbd>{signs[key] ?? (/^[A-Z]$/.test(key) ? say("shell_key_shift", key) : key)}</kbd>
          </Fragment>
        ))}
      </dt>
      <dd>{say(entry.text)}</dd>
    </div>
  );
}

/** Of a row of keys the first and the last. */
const ends = (keys: readonly string[]) => (keys.length > 2 ? [keys[0] ?? "", keys.at(-1) ?? ""] : keys);

/** What stands on keys that have a name. */
const signs: Readonly<Record<string, string>> = {
  Escape: "Esc",
  "Alt+ArrowLeft": "Alt ←",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};
