import { claimInfo, headerInfo } from "../../extension/token/claims-register.js";
import type { DecodedToken, JsonPart } from "../../extension/token/decode.js";
import type { Judgement } from "../../extension/token/verification.js";
import { Folded } from "../components/folded.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";
import { ClaimsTable } from "./claims-table.js";

export interface PartsProps {
  readonly decoded: DecodedToken;
  readonly name: string;
  /** How its signature was judged; null where it was not. */
  readonly signature: Judgement | null;
  /** Whether its content was decrypted, and is shown beside it; false unless told. */
  readonly opened?: boolean;
  /** When it came, ms since the epoch; null unless told. */
  readonly receivedAt?: number | null;
}

/** What a token is made of: header, claims, signature. */
export function TokenParts({ decoded, name, signature, opened = false, receivedAt = null }: PartsProps) {
  if (decoded.format === "opaque") {
    return (
      <p class="muted">
        <Prose text={say(name.startsWith("refresh_token") ? "tokens_opaque_refresh" : "tokens_opaque")} />
      </p>
    );
  }
  return (
    <>
      <Part part="header" json={decoded.header} info={headerInfo} name={name} receivedAt={null} />
      {decoded.format === "jwe" ? (
        opened ? null : (
          <div class="token-part" data-part="payload">
            <h3>{say("tokens_payload")}</h3>
            <p>
              <Prose text={say("tokens_encrypted")} />
            </p>
          </div>
        )
      ) : (
        <>
          <Part part="payload" json={decoded.payload} info={claimInfo} name={name} receivedAt={receivedAt} />
          <div class="token-part" data-part="signature">
            <h3>{say("tokens_signature")}</h3>
            <p>
              {decoded.signature === "present"
                ? `${say("tokens_signature_present", decoded.alg ?? say("tokens_alg_unknown"))}, ${judgedAs(signature)}`
                : say("tokens_signature_none")}
            </p>
          </div>
        </>
      )}
    </>
  );
}

function judgedAs(signature: Judgement | null): string {
  if (signature?.outcome === "passed") return say("tokens_signature_verified");
  return signature?.outcome === "failed"
    ? say("tokens_signature_invalid", signature.reason)
    : say("tokens_signature_unverified");
}

interface PartProps {
  readonly part: "header" | "payload";
  readonly json: JsonPart;
  readonly info: typeof claimInfo;
  readonly name: string;
  readonly receivedAt: number | null;
}

function Part({ part, json, info, name, receivedAt }: PartProps) {
  return (
    <div class="token-part" data-part={part}>
      <h3>{say(`tokens_${part}`)}</h3>
      {json.value === null ? (
        <pre>
          {json.text === "" ? say("tokens_empty_part") : <Folded text={json.text} multiline limit={2000} />}
        </pre>
      ) : (
        <ClaimsTable
          label={say(part === "header" ? "tokens_header_of" : "tokens_claims_of", name)}
          members={json.value}
          info={info}
          receivedAt={receivedAt}
        />
      )}
    </div>
  );
}
