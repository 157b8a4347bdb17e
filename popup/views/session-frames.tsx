import type { Login } from "../../extension/flow/login.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";

/** The frames in which the client asks the server whether the session still lasts. */
export function SessionFrames({ login }: { readonly login: Login }) {
  if (login.sessionFrames.length === 0) return null;
  return (
    <section class="message" aria-label={say("messages_session_watch")}>
      <h2>{say("messages_session_watch")}</h2>
      {login.sessionFrames.map(({ at, url }) => (
        <p key={url} data-session-frame>
          <SayWith
            name="messages_session_frame"
            parts={[<WireText key="url" text={url} />, <ClockTime key="at" at={at} />]}
          />
        </p>
      ))}
    </section>
  );
}
