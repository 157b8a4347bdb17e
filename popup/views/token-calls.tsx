import type { Login } from "../../extension/flow/login.js";
import { say } from "../text/say.js";
import { Rotation } from "./rotation.js";
import { TokenCallMessage } from "./token-call.js";

/** The requests to the token endpoint; all but the first and the last are folded. */
export function TokenCalls({ login }: { readonly login: Login }) {
  const { tokenCalls } = login;
  if (tokenCalls.length === 0) return <NoTokenCall login={login} />;
  return (
    <>
      {tokenCalls.map((call, index) => (
        <TokenCallMessage
          key={call.requestId}
          login={login}
          call={call}
          number={index + 1}
          open={index === 0 || index === tokenCalls.length - 1}
        />
      ))}
      <Rotation login={login} />
    </>
  );
}

/** A code came back, but its way to the token endpoint was not seen: why. */
function NoTokenCall({ login: { response, visibility } }: { readonly login: Login }) {
  if (!response?.parameters.some(({ name }) => name === "code")) return null;
  return (
    <section class="message" aria-label={say("messages_token_request")}>
      <h2>{say("messages_token_request")}</h2>
      <p class="muted">
        {say(
          visibility.hiddenHosts.length > 0
            ? "messages_no_token_request_visible"
            : "messages_no_token_request_sent",
        )}
      </p>
    </section>
  );
}
