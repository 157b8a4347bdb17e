import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { say, sayCount } from "../text/say.js";

/** `no logins`, `1 login`. */
export const countOf = (count: number) =>
  count === 0 ? say("shell_no_logins") : sayCount("shell_logins", count);

/** Asks once more, for what is cleared cannot be captured again. Pinned logins go only where that is asked for. */
export function ClearButton({ logins }: { readonly logins: readonly Login[] }) {
  const { clear, pinned } = useApp();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        {say("shell_clear")}
      </button>
    );
  }
  const kept = logins.filter(({ id }) => pinned.value.has(id)).length;
  const clearThem = (all: boolean) => clear(all).then(() => setAsked(false));
  return (
    <span class="confirm">
      {kept < logins.length ? (
        <button type="button" class="danger" onClick={() => clearThem(false)}>
          {kept === 0
            ? sayCount("shell_clear_logins", logins.length)
            : say("shell_clear_unpinned", logins.length - kept)}
        </button>
      ) : null}
      {kept > 0 ? (
        <button type="button" class="danger" onClick={() => clearThem(true)}>
          {say("shell_clear_all", logins.length)}
        </button>
      ) : null}
      <button type="button" onClick={() => setAsked(false)}>
        {say("shell_keep")}
      </button>
    </span>
  );
}
