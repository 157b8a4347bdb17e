import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { WireText } from "../components/wire-text.js";

interface Props {
  readonly login: Login;
  /** {@link ReceivedToken.id} */
  readonly tokenId: string;
}

/** Leads to a token among the tokens of its login. */
export function TokenLink({ login, tokenId }: Props) {
  const { view } = useApp();
  if (!login.tokens.some(({ id }) => id === tokenId)) return <WireText text={tokenId} />;
  const show = () => {
    view.value = "tokens";
    // Once that view is drawn.
    requestAnimationFrame(() => {
      const card = document.querySelector<HTMLElement>(`[data-token-id="${CSS.escape(tokenId)}"]`);
      card?.scrollIntoView?.({ block: "start" });
    });
  };
  return (
    <button type="button" class="quiet" onClick={show}>
      <WireText text={tokenId} />
    </button>
  );
}
