import { sha256Base64url } from "../oauth/digest.js";
import { isJsonObject } from "../oauth/json.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import { thumbprintOf } from "../token/thumbprint.js";
import type { PastedToken } from "./pasted-token.js";
import type { PastedKey } from "./read-keys.js";

/** A SHA-256 hash, base64url. */
export interface Thumbprint {
  /** Of what: `jwk in the header (RFC 7638)`. */
  readonly label: string;
  readonly value: string;
  /** Whether it is what the token states; null where it states none. */
  readonly agrees: boolean | null;
}

/**
 * Hashes by which others refer to a token and to the keys that it brings along.
 *
 * @see RFC 9449, section 4.2 (`ath`); RFC 7638; RFC 7515, section 4.1.8 (`x5t#S256`)
 */
export function thumbprintsOfToken({ raw, decoded }: PastedToken): readonly Thumbprint[] {
  const token: Thumbprint = {
    label: "SHA-256 of the token (`ath`)",
    value: sha256Base64url(raw),
    agrees: null,
  };
  if (decoded.format === "opaque") return [token];
  const { jwk, x5c, "x5t#S256": stated } = decoded.header.value ?? {};
  const key = isJsonObject(jwk) ? thumbprintOf(jwk) : null;
  const first = Array.isArray(x5c) && typeof x5c[0] === "string" ? decodeBase64urlPart(x5c[0]).bytes : null;
  const certificate = first === null || first.length === 0 ? null : sha256Base64url(first);
  return [
    token,
    ...(key === null ? [] : [{ label: "`jwk` in the header (RFC 7638)", value: key, agrees: null }]),
    ...(certificate === null
      ? []
      : [
          {
            label: "First certificate of `x5c` (`x5t#S256`)",
            value: certificate,
            agrees: stated === undefined ? null : stated === certificate,
          },
        ]),
  ];
}

/** Thumbprints of a pasted key, each with whether the token names it: by `kid`, `cnf.jkt` or `x5t#S256`. */
export function thumbprintsOfKey(
  { jwk, certificate, form }: PastedKey,
  token: PastedToken,
): readonly Thumbprint[] {
  const { decoded } = token;
  const header = decoded.format === "opaque" ? {} : (decoded.header.value ?? {});
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  const bound = isJsonObject(claims?.cnf) ? claims.cnf.jkt : undefined;
  const value = thumbprintOf(jwk);
  const isNamed = value !== null && (header.kid === value || bound === value);
  return [
    ...(value === null ? [] : [{ label: `${form} (RFC 7638)`, value, agrees: isNamed || null }]),
    ...(certificate === null
      ? []
      : [
          {
            label: "Certificate (`x5t#S256`)",
            value: certificate,
            agrees: header["x5t#S256"] === undefined ? null : header["x5t#S256"] === certificate,
          },
        ]),
  ];
}
