import type { Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import { useApp } from "../app-context.js";
import { type Draft, sendableTokens } from "../replay/draft.js";
import { say } from "../text/say.js";

interface Props {
  readonly login: Login;
  readonly draft: Draft;
}

/** What goes into the Authorization header. */
export function TokenChoice({ login, draft }: Props) {
  const { replay } = useApp();
  return (
    <div class="token-choice">
      <span class="wire">Authorization:</span>
      <input
        type="text"
        class="scheme"
        aria-label={say("calls_scheme")}
        spellcheck={false}
        disabled={draft.tokenId === null}
        value={draft.scheme}
        onInput={(event) => replay.edit({ scheme: event.currentTarget.value })}
      />
      <select
        aria-label={say("calls_column_token")}
        value={draft.tokenId ?? ""}
        onChange={(event) => replay.edit({ tokenId: event.currentTarget.value || null })}
      >
        {sendableTokens(login).map(({ id, kind, raw }) => (
          <option key={id} value={id}>
            {`${kind} ${mask(raw)}`}
          </option>
        ))}
        <option value="">{say("calls_no_token")}</option>
      </select>
    </div>
  );
}
