import type { DecodedToken } from "../../extension/token/decode.js";
import type { Judgement } from "../../extension/token/verification.js";
import { CopyMenu } from "../components/copy-menu.js";
import { Secret } from "../components/secret.js";
import { WireText } from "../components/wire-text.js";
import { tokenCopies } from "../copy-choices.js";
import { say } from "../text/say.js";
import { type PartsProps, TokenParts } from "./token-parts.js";
import { TokenRaw } from "./token-raw.js";

interface Props extends PartsProps {
  readonly raw: string;
}

/** What is wrong with a token, its text, and beside it what it is made of. */
export function TokenBody({ raw, ...parts }: Props) {
  const { decoded, name } = parts;
  return (
    <>
      {decoded.problems.length > 0 ? (
        <ul class="problems" aria-label={say("tokens_problems_of", name)}>
          {decoded.problems.map((problem) => (
            <li key={problem} class="fault">
              <WireText text={problem} />
            </li>
          ))}
        </ul>
      ) : null}
      <div class="token-body">
        <div class="token-raw">
          <Secret value={raw} name={name}>
            <TokenRaw raw={raw} />
          </Secret>
          <CopyMenu name={name} copies={() => tokenCopies(raw, decoded, name.startsWith("access_token"))} />
        </div>
        <div class="token-parts">
          <TokenParts {...parts} />
        </div>
      </div>
    </>
  );
}

export function formatOf(decoded: DecodedToken): string {
  const unknown = say("tokens_unknown");
  if (decoded.format === "opaque") return say("tokens_format_opaque");
  if (decoded.format === "jws") {
    return say(
      decoded.signature === "none" ? "tokens_format_unsigned" : "tokens_format_signed",
      decoded.alg ?? unknown,
    );
  }
  return say("tokens_format_encrypted", decoded.alg ?? unknown, decoded.enc ?? unknown);
}

export function certaintyOf({ format }: DecodedToken, outcome?: Judgement["outcome"]): string {
  if (outcome === "passed") return say("tokens_verified");
  if (outcome === "failed") return say("tokens_verification_failed");
  if (format === "opaque") return say("tokens_not_decodable");
  return say(format === "jwe" ? "tokens_encrypted_unverified" : "tokens_decoded_unverified");
}
