import { claimInfo, headerInfo } from "../../extension/token/claims-register.js";
import type { DecodedToken, JsonPart } from "../../extension/token/decode.js";
import type { Judgement } from "../../extension/token/verification.js";
import { Folded } from "../components/folded.js";
import { ClaimsTable } from "./claims-table.js";

export interface PartsProps {
  readonly decoded: DecodedToken;
  readonly name: string;
  /** How its signature was judged; null where it was not. */
  readonly signature: Judgement | null;
  /** Whether its content was decrypted, and is shown beside it; false unless told. */
  readonly opened?: boolean;
}

/** What a token is made of: header, claims, signature. */
export function TokenParts({ decoded, name, signature, opened = false }: PartsProps) {
  if (decoded.format === "opaque") {
    return <p class="muted">Opaque: its content means something only to the server that issued it.</p>;
  }
  return (
    <>
      <Part title="Header" part="header" json={decoded.header} info={headerInfo} name={name} />
      {decoded.format === "jwe" ? (
        opened ? null : (
          <p class="muted">
            Encrypted: its claims cannot be read without the key of the one it is meant for.
          </p>
        )
      ) : (
        <>
          <Part title="Claims" part="payload" json={decoded.payload} info={claimInfo} name={name} />
          <div class="token-part" data-part="signature">
            <h3>Signature</h3>
            <p>
              {decoded.signature === "present"
                ? `present (${decoded.alg ?? "alg unknown"}), ${judgedAs(signature)}`
                : "none: the signature part is empty, so anybody could have written this token"}
            </p>
          </div>
        </>
      )}
    </>
  );
}

function judgedAs(signature: Judgement | null): string {
  if (signature?.outcome === "passed") return "verified";
  return signature?.outcome === "failed" ? `not valid: ${signature.reason}` : "not verified";
}

interface PartProps {
  readonly title: string;
  readonly part: "header" | "payload";
  readonly json: JsonPart;
  readonly info: typeof claimInfo;
  readonly name: string;
}

function Part({ title, part, json, info, name }: PartProps) {
  return (
    <div class="token-part" data-part={part}>
      <h3>{title}</h3>
      {json.value === null ? (
        <pre>{json.text === "" ? "empty" : <Folded text={json.text} multiline limit={2000} />}</pre>
      ) : (
        <ClaimsTable label={`${title} of ${name}`} members={json.value} info={info} />
      )}
    </div>
  );
}
