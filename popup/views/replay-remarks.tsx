import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { Notice } from "../components/notice.js";
import { SayWith } from "../components/say-with.js";
import { WireText } from "../components/wire-text.js";
import { type Draft, isSafe, newOrigin, obstacleOf, readHeaders } from "../replay/draft.js";
import { missingPattern } from "../site-access.js";
import { hostOf } from "../text/host.js";

interface Props {
  readonly login: Login;
  readonly draft: Draft;
}

/** What to know before a request is sent, and why it cannot be. */
export function ReplayRemarks({ login, draft }: Props) {
  const { access } = useApp();
  const obstacle = obstacleOf(draft);
  const pattern = missingPattern(access.value ?? [], draft.url.trim());
  const origin = newOrigin(draft, login);
  const { notSent } = readHeaders(draft.headers);
  return (
    <div id="replay-remarks" class="remarks">
      {isSafe(draft.method) || obstacle !== null ? null : (
        <Notice weight="medium">
          <SayWith
            name="calls_may_change"
            parts={[
              <span class="wire" key="method">
                {draft.method}
              </span>,
              <WireText key="host" text={hostOf(draft.url.trim())} />,
            ]}
          />
        </Notice>
      )}
      {origin === null ? null : (
        <Notice weight="medium">
          <SayWith name="calls_new_origin" parts={[<WireText key="" text={origin} />]} />
        </Notice>
      )}
      {notSent.length > 0 ? (
        <p class="muted">
          <SayWith
            name="calls_not_sent_headers"
            parts={[
              <span class="wire" key="">
                {notSent.join(", ")}
              </span>,
            ]}
          />
        </p>
      ) : null}
      {pattern === null ? null : (
        <p class="muted">
          <SayWith
            name="calls_asks_access"
            parts={[
              <span class="wire" key="">
                {pattern}
              </span>,
            ]}
          />
        </p>
      )}
      {obstacle === null ? null : <p class="fault">{obstacle}</p>}
    </div>
  );
}
