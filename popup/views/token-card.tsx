import type { ReceivedToken } from "../../extension/token/received-token.js";
import type { Verification } from "../../extension/token/verification.js";
import { useApp } from "../app-context.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { certaintyOf, formatOf, TokenBody } from "./token-body.js";
import { TokenLife } from "./token-life.js";
import { VerificationSteps } from "./verification.js";

export interface TokenProps {
  readonly token: ReceivedToken;
  /** undefined for what cannot be verified, and as long as it is not. */
  readonly verification: Verification | undefined;
}

interface Props extends TokenProps {
  /** Whether a verification may still come; its place is kept. */
  readonly isPending: boolean;
  readonly isOpen: boolean;
  /** Whether its content is there while it is folded, so that a finding can lead to it. */
  readonly isDrawn: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** One token: what it is, whether it is genuine, how long it lives, what it holds. */
export function TokenCard({ token, verification, isPending, isOpen, isDrawn, onToggle }: Props) {
  const { decoded, id, kind, raw, receivedAt } = token;
  const { takeToWorkbench } = useApp();
  return (
    <section class="token" data-token={kind} data-token-id={id} data-format={decoded.format} aria-label={id}>
      <details class="unfolds" open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary>
          <h2>
            <span class="wire">{id}</span>{" "}
            <span class="token-format">
              <WireText text={formatOf(decoded)} />
            </span>{" "}
            <Tag text={token.channel} />{" "}
            <span class="certainty" data-outcome={verification?.outcome ?? "undetermined"}>
              {certaintyOf(decoded, verification?.outcome)}
            </span>
          </h2>
        </summary>
        {isOpen || isDrawn ? (
          <>
            <TokenLife token={token} />
            {verification || (isPending && isVerifiable(token)) ? (
              <VerificationSteps
                of={id}
                name={say("tokens_verification_of", id)}
                verification={verification}
              />
            ) : null}
            <TokenBody
              decoded={decoded}
              raw={raw}
              name={id}
              signature={verification?.steps.find((step) => step.id === "signature") ?? null}
              receivedAt={receivedAt}
            />
            <button
              type="button"
              class="quiet"
              aria-label={say("tokens_open_in_workbench_of", id)}
              onClick={() => takeToWorkbench(raw)}
            >
              {say("tokens_open_in_workbench")}
            </button>
          </>
        ) : null}
      </details>
    </section>
  );
}

const isVerifiable = ({ decoded, kind }: ReceivedToken): boolean =>
  decoded.format === "jws" && kind !== "refresh_token";
