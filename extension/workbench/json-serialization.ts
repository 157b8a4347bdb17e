import { toBase64url } from "../oauth/digest.js";
import { isJsonObject, type JsonObject, readJsonObject } from "../oauth/json.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import { decode } from "../token/decode.js";
import type { FlattenedJwe } from "../token/decrypt.js";
import type { PastedToken } from "./pasted-token.js";

/** More signatures or recipients than these are not read. */
const most = 20;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.slice(0, most).filter(isJsonObject) : [];

/**
 * Tokens of a JSON serialization, general or flattened: one for each signature or recipient; none for any other object.
 *
 * Header parameters outside the protected header are shown, but only those of a JWE count: nobody signed those of a JWS.
 *
 * @see RFC 7515, section 7.2; RFC 7516, section 7.2
 */
export function tokensOfSerialization(json: JsonObject): readonly PastedToken[] {
  if (typeof json.ciphertext === "string") return recipientsOf(json);
  if (typeof json.payload !== "string") return [];
  if (typeof json.signature === "string")
    return [signedToken(json.payload, json, "JWS JSON Serialization, flattened")];
  return listOf(json.signatures).map((signature, index) =>
    signedToken(textOf(json.payload), signature, `JWS JSON Serialization, signature ${index + 1}`),
  );
}

function signedToken(payload: string, signature: JsonObject, place: string): PastedToken {
  const raw = [textOf(signature.protected), payload, textOf(signature.signature)].join(".");
  const names = isJsonObject(signature.header) ? Object.keys(signature.header) : [];
  return {
    place,
    raw,
    decoded: decode(raw),
    notes:
      names.length === 0
        ? []
        : [`Unprotected header, which nobody signed: ${names.join(", ").slice(0, 200)}.`],
    encrypted: null,
  };
}

function recipientsOf(json: JsonObject): readonly PastedToken[] {
  const recipients = listOf(json.recipients);
  if (recipients.length === 0) return [encryptedToken(json, json, "JWE JSON Serialization, flattened")];
  return recipients.map((recipient, index) =>
    encryptedToken(json, recipient, `JWE JSON Serialization, recipient ${index + 1}`),
  );
}

function encryptedToken(json: JsonObject, recipient: JsonObject, place: string): PastedToken {
  const text = {
    protected: json.protected,
    iv: json.iv,
    ciphertext: json.ciphertext,
    tag: json.tag,
    aad: json.aad,
  };
  const encrypted = {
    ...Object.fromEntries(Object.entries(text).filter(([, value]) => typeof value === "string")),
    ...(typeof recipient.encrypted_key === "string" ? { encrypted_key: recipient.encrypted_key } : {}),
    ...(isJsonObject(json.unprotected) ? { unprotected: json.unprotected } : {}),
    ...(isJsonObject(recipient.header) ? { header: recipient.header } : {}),
  } as FlattenedJwe;
  const header = { ...protectedOf(encrypted), ...encrypted.unprotected, ...encrypted.header };
  const { encrypted_key: key, iv, ciphertext, tag } = encrypted;
  const head = toBase64url(new TextEncoder().encode(JSON.stringify(header)));
  const raw = [head, key, iv, ciphertext, tag].map(textOf).join(".");
  const isCompact =
    encrypted.unprotected === undefined && encrypted.header === undefined && encrypted.aad === undefined;
  return {
    place,
    raw: isCompact ? [encrypted.protected, key, iv, ciphertext, tag].map(textOf).join(".") : raw,
    decoded: decode(raw),
    notes: isCompact
      ? []
      : ["The header is shown with its unprotected parameters; the token has no compact form."],
    encrypted,
  };
}

function protectedOf({ protected: encoded }: FlattenedJwe): JsonObject {
  const { bytes } = decodeBase64urlPart(encoded ?? "");
  return readJsonObject(new TextDecoder().decode(bytes), "header").value ?? {};
}
