import { type JsonObject, readJsonObject } from "../oauth/json.js";
import { decode } from "../token/decode.js";
import { decryptJwe, type Opened } from "../token/decrypt.js";
import type { KeyMaterial } from "./key-material.js";
import { compactToken, type PastedToken } from "./pasted-token.js";

/** What a JWE held. */
export type Content =
  /** A Nested JWT (RFC 7519, section 2). */
  | { readonly kind: "token"; readonly token: PastedToken }
  | { readonly kind: "claims"; readonly claims: JsonObject; readonly problems: readonly string[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly length: number };

export type Decryption =
  | { readonly outcome: "opened"; readonly content: Content }
  | Exclude<Opened, { readonly outcome: "opened" }>;

/** More keys than these are not tried: each may take a second. */
const mostKeys = 25;

/**
 * Decrypts a JWE with what a person gave, trying the keys of its `kid` first.
 *
 * That it opens proves who could read it, not who wrote it. Never throws.
 *
 * @returns null for a token that is not encrypted
 */
export async function openJwe(token: PastedToken, given: KeyMaterial): Promise<Decryption | null> {
  if (token.encrypted === null || token.decoded.format !== "jwe") return null;
  const header = token.decoded.header.value ?? {};
  const named = given.keys.filter(({ kid }) => kid !== undefined && kid === header.kid);
  const keys =
    given.secret !== null ? [given.secret] : [...named, ...given.keys.filter((jwk) => !named.includes(jwk))];
  let worst: Exclude<Opened, { readonly outcome: "opened" }> | null = null;
  for (const key of keys.slice(0, mostKeys)) {
    const opened = await decryptJwe(token.encrypted, header, key);
    if (opened.outcome === "opened") return { outcome: "opened", content: contentOf(opened.plaintext) };
    // A key that was tried says more than one that is of another kind.
    if (worst === null || opened.fault === "wrong-key") worst = opened;
  }
  return worst ?? { outcome: "failed", fault: "key", reason: "There is no key." };
}

function contentOf(plaintext: Uint8Array): Content {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(plaintext);
  } catch {
    return { kind: "binary", length: plaintext.length };
  }
  if (decode(text).format !== "opaque")
    return { kind: "token", token: compactToken(text, "inside the JWE", []) };
  const { value, problems } = readJsonObject(text, "payload");
  return value === null ? { kind: "text", text } : { kind: "claims", claims: value, problems };
}
