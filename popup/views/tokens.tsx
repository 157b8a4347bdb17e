import type { Login } from "../../extension/flow/login.js";
import { TokenCard } from "./token-card.js";

/** Every token of the response, decoded as far as that goes without a key. */
export function Tokens({ login }: { readonly login: Login }) {
  if (login.tokens.length > 0) {
    return (
      <>
        {login.tokens.map((token) => (
          <TokenCard key={token.id} token={token} />
        ))}
      </>
    );
  }
  const code = login.response?.parameters.some(({ name }) => name === "code") ?? false;
  return (
    <p class="muted blank">
      {login.response === null ? "No response has been seen so far, so there is no token to show." : null}
      {login.response !== null && code
        ? "The response brought a code, not a token: the tokens come from the token endpoint."
        : null}
      {login.response !== null && !code ? "The response brought no token." : null}
    </p>
  );
}
