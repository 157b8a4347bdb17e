import { mask } from "../../extension/mask.js";
import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { formatOf } from "./token-body.js";

interface Props {
  readonly tokens: readonly PastedToken[];
  readonly current: PastedToken | undefined;
  readonly choose: (raw: string) => void;
}

/** The tokens of one text, to choose from. */
export function WorkbenchChoice({ tokens, current, choose }: Props) {
  return (
    <ul class="workbench-choice" aria-label={say("workbench_tokens")}>
      {tokens.map((token) => (
        <li key={token.raw}>
          <button type="button" aria-pressed={token === current} onClick={() => choose(token.raw)}>
            <span>
              <WireText text={token.place} />
            </span>
            <span class="muted">
              {formatOf(token.decoded)} <span class="wire">{mask(token.raw)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
