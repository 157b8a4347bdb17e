import type { Login } from "../../extension/flow/login.js";
import { LoginList } from "../components/login-list.js";

/** No login in this tab, but in others. */
export function OtherTabs({ logins }: { readonly logins: readonly Login[] }) {
  return (
    <section class="other-tabs" aria-label="No login in this tab">
      <h1>No login in this tab</h1>
      <p>Log in here to see it, or choose one that was seen in another tab:</p>
      <LoginList logins={logins} />
    </section>
  );
}
