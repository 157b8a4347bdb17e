import type { Login } from "../../extension/flow/login.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";

/** The frames in which the client asks the server whether the session still lasts. */
export function SessionFrames({ login }: { readonly login: Login }) {
  if (login.sessionFrames.length === 0) return null;
  return (
    <section class="message" aria-label="Session watch">
      <h2>Session watch</h2>
      {login.sessionFrames.map(({ at, url }) => (
        <p key={url} data-session-frame>
          check_session frame <WireText text={url} />, loaded <ClockTime at={at} />. Known by its path; what
          is said in it was not watched.
        </p>
      ))}
    </section>
  );
}
