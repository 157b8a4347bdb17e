import type { DecodedToken } from "../../extension/token/decode.js";
import type { Judgement } from "../../extension/token/verification.js";
import { CopyMenu } from "../components/copy-menu.js";
import { Secret } from "../components/secret.js";
import { WireText } from "../components/wire-text.js";
import { tokenCopies } from "../copy-choices.js";
import { type PartsProps, TokenParts } from "./token-parts.js";
import { TokenRaw } from "./token-raw.js";

interface Props extends PartsProps {
  readonly raw: string;
}

/** What is wrong with a token, its text, and what it is made of. */
export function TokenBody({ raw, ...parts }: Props) {
  const { decoded, name } = parts;
  return (
    <>
      {decoded.problems.length > 0 ? (
        <ul class="problems" aria-label={`Problems of ${name}`}>
          {decoded.problems.map((problem) => (
            <li key={problem} class="fault">
              <WireText text={problem} />
            </li>
          ))}
        </ul>
      ) : null}
      <div class="token-raw">
        <Secret value={raw} name={name}>
          <TokenRaw raw={raw} />
        </Secret>
        <CopyMenu name={name} copies={() => tokenCopies(raw, decoded, name.startsWith("access_token"))} />
      </div>
      <TokenParts {...parts} />
    </>
  );
}

export function formatOf(decoded: DecodedToken): string {
  if (decoded.format === "opaque") return "opaque";
  if (decoded.format === "jws") {
    const alg = decoded.alg ?? "unknown";
    return decoded.signature === "none" ? `JWT not signed, alg ${alg}` : `JWT signed, alg ${alg}`;
  }
  return `JWE encrypted, ${[decoded.alg, decoded.enc].map((part) => part ?? "unknown").join(" ")}`;
}

export function certaintyOf({ format }: DecodedToken, outcome?: Judgement["outcome"]): string {
  if (outcome === "passed") return "Verified";
  if (outcome === "failed") return "Verification failed";
  if (format === "opaque") return "Not decodable, not verified";
  return format === "jwe" ? "Encrypted, not verified" : "Decoded, not verified";
}
