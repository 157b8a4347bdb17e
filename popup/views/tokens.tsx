import { useEffect, useRef, useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { ExchangeVerifications } from "./exchange-verifications.js";
import { KeyPanel } from "./key-panel.js";
import { TokenCard } from "./token-card.js";
import { TokenList } from "./token-list.js";
import { TokenWayMap } from "./token-way.js";

/** Of more tokens, only those that are open are drawn. */
const mostDrawn = 20;

/** Every token, of the response and of the token endpoint, decoded as far as that goes without a key, and verified. */
export function Tokens({ login }: { readonly login: Login }) {
  const { lookForTokens, verdicts } = useApp();
  const theCase = verdicts.told.value?.theCase ?? null;
  useEffect(() => lookForTokens(login.id), [login.id, lookForTokens]);
  // What is verified comes late: it has places of its own, and what has none stands below all others.
  return (
    <>
      {login.tokens.length === 0 ? <p class="muted blank">{whyNone(login)}</p> : null}
      <Cards key={login.id} login={login} />
      {theCase ? <ExchangeVerifications login={login} verifications={theCase.verifications} /> : null}
    </>
  );
}

function Cards({ login }: { readonly login: Login }) {
  const { tokens } = login;
  const { verdicts } = useApp();
  const theCase = verdicts.told.value?.theCase ?? null;
  const [folds, setFolds] = useState<Readonly<Record<string, boolean>>>({});
  const cards = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const fold = (id: string, open: boolean) => setFolds((before) => ({ ...before, [id]: open }));
  useEffect(() => {
    if (chosen === null) return;
    cards.current?.querySelector<HTMLElement>(`[data-token-id="${chosen}"] summary`)?.focus();
    setChosen(null);
  }, [chosen]);
  return (
    <>
      {tokens.length > 1 ? (
        <TokenList
          tokens={tokens}
          verifications={theCase?.verifications ?? null}
          onChoose={(id) => {
            fold(id, true);
            setChosen(id);
          }}
        />
      ) : null}
      <TokenWayMap login={login} />
      <KeyPanel login={login} theCase={theCase} />
      <div ref={cards}>
        {tokens.map((token) => (
          <TokenCard
            key={token.id}
            token={token}
            verification={theCase?.verifications.get(token.id)}
            isPending={theCase === null}
            isOpen={folds[token.id] ?? isOpenAtFirst(token, tokens)}
            isDrawn={tokens.length <= mostDrawn}
            onToggle={(open) => fold(token.id, open)}
          />
        ))}
      </div>
    </>
  );
}

/** Of many, the first of each kind; a refresh token has little to show. */
const isOpenAtFirst = (token: ReceivedToken, tokens: readonly ReceivedToken[]): boolean =>
  tokens.length <= 3 ||
  (token.kind !== "refresh_token" && tokens.find(({ kind }) => kind === token.kind) === token);

function whyNone({ response, tokenCalls }: Login): string {
  if (tokenCalls.some(({ answer }) => answer !== null && answer.response === null)) {
    return say("tokens_none_body");
  }
  if (tokenCalls.some(({ answer }) => answer === null)) return say("tokens_none_answer");
  if (response === null) return say("tokens_none_response");
  return response.parameters.some(({ name }) => name === "code")
    ? say("tokens_none_code")
    : say("tokens_none_brought");
}
