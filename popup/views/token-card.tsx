import type { DecodedToken } from "../../extension/token/decode.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { CopyButton } from "../components/copy-button.js";
import { Secret } from "../components/secret.js";
import { Tag } from "../components/tag.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { lifetime } from "../text/time.js";
import { TokenParts } from "./token-parts.js";
import { TokenRaw } from "./token-raw.js";

/** One token: what it is, how long it lives, what it holds. */
export function TokenCard({ token }: { readonly token: ReceivedToken }) {
  const { decoded, id, kind, raw } = token;
  return (
    <section class="token" data-token={kind} data-token-id={id} data-format={decoded.format} aria-label={id}>
      <h2>
        <span class="wire">{id}</span>{" "}
        <span class="token-format">
          <WireText text={formatOf(decoded)} />
        </span>{" "}
        <Tag text={token.channel} /> <span class="unverified">{certainty(decoded)}</span>
      </h2>
      <p class="token-life">
        <Life token={token} />
      </p>
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
      <TokenParts decoded={decoded} name={id} />
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

function certainty({ format }: DecodedToken): string {
  if (format === "opaque") return "Not decodable, not verified";
  return format === "jwe" ? "Encrypted, not verified" : "Decoded, not verified";
}

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
