import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";

/** Takes the client's secret, with which alone a MAC such as HS256 can be verified. */
export function SecretField({ login }: { readonly login: Login }) {
  const { verdicts } = useApp();
  const [secret, setSecret] = useState(verdicts.secretOf(login));
  return (
    <form
      class="secret-field"
      onSubmit={(event) => {
        event.preventDefault();
        verdicts.giveSecret(login, secret);
      }}
    >
      <label>
        {say("tokens_client_secret")}{" "}
        <input
          type="password"
          autocomplete="off"
          value={secret}
          onInput={({ currentTarget }) => setSecret(currentTarget.value)}
        />
      </label>{" "}
      <button type="submit">{say("tokens_verify")}</button>
      <p class="muted">{say("tokens_secret_stays")}</p>
    </form>
  );
}
