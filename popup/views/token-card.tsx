import type { ReceivedToken } from "../../extension/token/received-token.js";
import type { Verification } from "../../extension/token/verification.js";
import { useApp } from "../app-context.js";
import { Tag } from "../components/tag.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { lifetime } from "../text/time.js";
import { certaintyOf, formatOf, TokenBody } from "./token-body.js";
import { VerificationSteps } from "./verification.js";

interface Props {
  readonly token: ReceivedToken;
  /** undefined for what cannot be verified, and as long as it is not. */
  readonly verification: Verification | undefined;
}

/** One token: what it is, whether it is genuine, how long it lives, what it holds. */
export function TokenCard({ token, verification }: Props) {
  const { decoded, id, kind, raw } = token;
  const { takeToWorkbench } = useApp();
  return (
    <section class="token" data-token={kind} data-token-id={id} data-format={decoded.format} aria-label={id}>
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
      <p class="token-life">
        <Life token={token} />
      </p>
      {verification ? <VerificationSteps name={`Verification of ${id}`} verification={verification} /> : null}
      <TokenBody decoded={decoded} raw={raw} name={id} signature={signatureOf(verification)} />
      <button
        type="button"
        class="quiet"
        aria-label={`Open ${id} in the workbench`}
        onClick={() => takeToWorkbench(raw)}
      >
        Open in the workbench
      </button>
    </section>
  );
}

const signatureOf = (verification?: Verification) =>
  verification?.steps.find(({ id }) => id === "signature") ?? null;

function Life({ token }: { readonly token: ReceivedToken }) {
  return (
    <>
      received <ClockTime at={token.receivedAt} />
      {token.lifetime === null ? null : (
        <>
          {" · "}lifetime {lifetime(token.lifetime)}{" "}
          <span class="muted">({token.lifetimeSource === "expires_in" ? "expires_in" : "exp − iat"})</span>
        </>
      )}
      {token.expiresAt === null ? (
        " · expiry unknown"
      ) : (
        <>
          {" · "}
          {token.expiresAt > Date.now() ? "expires" : "expired"} <ClockTime at={token.expiresAt} />,{" "}
          <RelativeTime at={token.expiresAt} />
        </>
      )}
    </>
  );
}
