import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";

/** `no logins`, `1 login`. */
export const countOf = (count: number) => `${count === 0 ? "no" : count} ${count === 1 ? "login" : "logins"}`;

/** Asks once more, for what is cleared cannot be captured again. Pinned logins go only where that is asked for. */
export function ClearButton({ logins }: { readonly logins: readonly Login[] }) {
  const { clear, pinned } = useApp();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        Clear
      </button>
    );
  }
  const kept = logins.filter(({ id }) => pinned.value.has(id)).length;
  const clearThem = (all: boolean) => clear(all).then(() => setAsked(false));
  return (
    <span class="confirm">
      {kept < logins.length ? (
        <button type="button" class="danger" onClick={() => clearThem(false)}>
          Clear {kept === 0 ? countOf(logins.length) : `${logins.length - kept} unpinned`}
        </button>
      ) : null}
      {kept > 0 ? (
        <button type="button" class="danger" onClick={() => clearThem(true)}>
          Clear all {logins.length}
        </button>
      ) : null}
      <button type="button" onClick={() => setAsked(false)}>
        Keep
      </button>
    </span>
  );
}
