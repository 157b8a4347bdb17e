import type { Login } from "../../extension/flow/login.js";

/** The messages of a login as a sequence diagram. */
export function Sequence({ login }: { readonly login: Login }) {
  return <p class="muted">{login.steps.length}</p>;
}
