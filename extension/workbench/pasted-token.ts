import { type DecodedToken, decode } from "../token/decode.js";
import type { FlattenedJwe } from "../token/decrypt.js";

/** A token that stood in a pasted text. */
export interface PastedToken {
  /** Where it stood: `fragment parameter id_token`, `Authorization header, scheme Bearer`. */
  readonly place: string;
  /** Compact serialization; of a JSON serialization the parts that are signed or encrypted, in the same form. A live credential. */
  readonly raw: string;
  readonly decoded: DecodedToken;
  /** What had to be undone to get at it, and what of it does not show in `decoded`; one plain line each. */
  readonly notes: readonly string[];
  /** What is to be decrypted; null for anything but a JWE. */
  readonly encrypted: FlattenedJwe | null;
}

/**
 * A compact serialization as a token, decoded as far as it goes: of one that ends before its first dot still the header.
 *
 * @see RFC 7515, section 7.1; RFC 7516, section 7.1
 */
export function compactToken(raw: string, place: string, notes: readonly string[]): PastedToken {
  const decoded = decodeCutOff(raw);
  const [header = "", key = "", iv = "", ciphertext = "", tag = ""] = raw.split(".", 5);
  return {
    place,
    raw,
    decoded,
    notes,
    // An absent key is told from an empty one.
    encrypted:
      decoded.format === "jwe"
        ? { protected: header, iv, ciphertext, tag, ...(key === "" ? {} : { encrypted_key: key }) }
        : null,
  };
}

function decodeCutOff(raw: string): DecodedToken {
  const decoded = decode(raw);
  if (decoded.format !== "opaque" || decoded.problems.length === 0 || raw.includes(".")) return decoded;
  const header = decode(`${raw}.`);
  const [, ...others] = header.problems;
  return { ...header, problems: [...decoded.problems, ...others] };
}
