import type { Jwk } from "../oauth/server-knowledge.js";
import { keyOfSpki } from "./der-key.js";
import { type PastedKey, readKeys } from "./read-keys.js";
import { readSecret, type SecretEncoding } from "./secret.js";

/** What a person gives to verify or decrypt a token with. */
export interface KeyMaterial {
  /** Key pairs and shared keys, as JWK. */
  readonly keys: readonly Jwk[];
  /** A typed secret; null where keys were given. */
  readonly secret: Uint8Array | null;
  /** The text itself, where it was pasted; null for keys that were fetched. */
  readonly text: string | null;
}

export interface MaterialReading {
  /** null where there is nothing that can be used. */
  readonly material: KeyMaterial | null;
  /** The keys, with how they were written; none for a secret. */
  readonly keys: readonly PastedKey[];
  /** One plain line each; never holds a part of a key. */
  readonly problems: readonly string[];
}

/** Reads what was pasted as a key. Never throws. */
export async function materialOfKeys(text: string): Promise<MaterialReading> {
  const { keys, problems } = await readKeys(text);
  const material = keys.length === 0 ? null : { keys: keys.map(({ jwk }) => jwk), secret: null, text };
  return { material, keys, problems };
}

/** Reads what was typed as a secret. A key pair is taken for what it is: no MAC is verified with what is public. Never throws. */
export async function materialOfSecret(text: string, encoding: SecretEncoding): Promise<MaterialReading> {
  const { bytes, problem } = readSecret(text, encoding);
  const problems = problem === null ? [] : [problem];
  if (bytes === null || bytes.length === 0) return { material: null, keys: [], problems };
  const written = encoding === "text" ? text : new TextDecoder().decode(bytes);
  const reading = /^\s*(?:-----BEGIN|\{)/.test(written) ? await materialOfKeys(written) : null;
  const spki = keyOfSpki(bytes);
  const jwks = typeof spki === "string" ? reading?.material?.keys : [spki];
  if (jwks === undefined) return { material: { keys: [], secret: bytes, text }, keys: [], problems };
  return {
    material: { keys: jwks, secret: null, text: written },
    keys: reading?.keys ?? [],
    problems: ["This is a key, no secret, and is used as a key."],
  };
}
