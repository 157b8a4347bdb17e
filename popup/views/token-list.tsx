import type { Verifications } from "../../extension/flow/verify-login.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { Countdown } from "../components/countdown.js";
import { Mark } from "../components/mark.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { certaintyOf, formatOf } from "./token-body.js";
import { weightOf } from "./verification.js";

interface Props {
  readonly tokens: readonly ReceivedToken[];
  /** null as long as nothing is verified. */
  readonly verifications: Verifications | null;
  readonly onChoose: (tokenId: string) => void;
}

/** The tokens of a login in a line each, which leads to the token. */
export function TokenList({ tokens, verifications, onChoose }: Props) {
  return (
    <nav class="token-list" aria-label={say("tokens_list")}>
      <ul>
        {tokens.map(({ id, channel, decoded, expiresAt }) => {
          const outcome = verifications?.get(id)?.outcome;
          return (
            <li key={id} data-listed-token={id}>
              <button type="button" onClick={() => onChoose(id)}>
                <Mark weight={outcome ? weightOf[outcome] : "info"} />
                <span class="wire">{id}</span>
                <Tag text={channel} />
                <span class="token-state">
                  <span class="hidden-words">{certaintyOf(decoded, outcome)}, </span>
                  <WireText text={formatOf(decoded)} />
                </span>
                <span class="token-left">
                  {expiresAt === null ? say("tokens_expiry_unknown") : <Countdown at={expiresAt} />}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
