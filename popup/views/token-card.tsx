import type { DecodedToken } from "../../extension/token/decode.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import type { Verification } from "../../extension/token/verification.js";
import { CopyButton } from "../components/copy-button.js";
import { Secret } from "../components/secret.js";
import { Tag } from "../components/tag.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { lifetime } from "../text/time.js";
import { TokenParts } from "./token-parts.js";
import { TokenRaw } from "./token-raw.js";
import { VerificationSteps } from "./verification.js";

interface Props {
  readonly token: ReceivedToken;
  /** undefined for what cannot be verified, and as long as it is not. */
  readonly verification: Verification | undefined;
}

/** One token: what it is, whether it is genuine, how long it lives, what it holds. */
export function TokenCard({ token, verification }: Props) {
  const { decoded, id, kind, raw } = token;
  return (
    <section class="token" data-token={kind} data-token-id={id} data-format={decoded.format} aria-label={id}>
      <h2>
        <span class="wire">{id}</span>{" "}
        <span class="token-format">
          <WireText text={formatOf(decoded)} />
        </span>{" "}
        <Tag text={token.channel} />{" "}
        <span class="certainty" data-outcome={verification?.outcome ?? "undetermined"}>
          {certainty(decoded, verification?.outcome)}
        </span>
      </h2>
      <p class="token-life">
        <Life token={token} />
      </p>
      {verification ? <VerificationSteps name={`Verification of ${id}`} verification={verification} /> : null}
      {decoded.problems.length > 0 ? (
        <ul class="problems" aria-label={`Problems of ${id}`}>
          {decoded.problems.map((problem) => (
            <li key={problem} class="fault">
              <WireText text={problem} />
            </li>
          ))}
        </ul>
      ) : null}
      <div class="token-raw">
        <Secret value={raw} name={id}>
          <TokenRaw raw={raw} />
        </Secret>
        <CopyButton text={raw} name={id} />
      </div>
      <TokenParts decoded={decoded} name={id} signature={signatureOf(verification)} />
    </section>
  );
}

function formatOf(decoded: DecodedToken): string {
  if (decoded.format === "opaque") return "opaque";
  if (decoded.format === "jws") {
    const alg = decoded.alg ?? "unknown";
    return decoded.signature === "none" ? `JWT not signed, alg ${alg}` : `JWT signed, alg ${alg}`;
  }
  return `JWE encrypted, ${[decoded.alg, decoded.enc].map((part) => part ?? "unknown").join(" ")}`;
}

function certainty({ format }: DecodedToken, outcome?: Verification["outcome"]): string {
  if (outcome === "passed") return "Verified";
  if (outcome === "failed") return "Verification failed";
  if (format === "opaque") return "Not decodable, not verified";
  return format === "jwe" ? "Encrypted, not verified" : "Decoded, not verified";
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
