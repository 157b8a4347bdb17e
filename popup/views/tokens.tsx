import { useEffect } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { ExchangeVerifications } from "./exchange-verifications.js";
import { KeyPanel } from "./key-panel.js";
import { TokenCard } from "./token-card.js";
import { TokenTraces } from "./token-traces.js";

/** Every token, of the response and of the token endpoint, decoded as far as that goes without a key, and verified. */
export function Tokens({ login }: { readonly login: Login }) {
  const { lookForTokens, verdicts } = useApp();
  const theCase = verdicts.told.value?.theCase;
  useEffect(() => lookForTokens(login.id), [login.id, lookForTokens]);
  return (
    <>
      {login.tokens.length === 0 ? <p class="muted blank">{whyNone(login)}</p> : null}
      {theCase ? <KeyPanel login={login} theCase={theCase} /> : null}
      <TokenTraces login={login} />
      {theCase ? <ExchangeVerifications login={login} verifications={theCase.verifications} /> : null}
      {login.tokens.map((token) => (
        <TokenCard key={token.id} token={token} verification={theCase?.verifications.get(token.id)} />
      ))}
    </>
  );
}

function whyNone({ response, tokenCalls }: Login): string {
  if (tokenCalls.some(({ answer }) => answer !== null && answer.response === null)) {
    return "The token endpoint answered, but its body was not visible, so there is no token to show.";
  }
  if (tokenCalls.some(({ answer }) => answer === null)) return "The token endpoint has not answered so far.";
  if (response === null) return "No response has been seen so far, so there is no token to show.";
  return response.parameters.some(({ name }) => name === "code")
    ? "The response brought a code, not a token: the tokens come from the token endpoint."
    : "The response brought no token.";
}
