import { generateKeyPair, type JsonWebKey } from "node:crypto";
import { promisify } from "node:util";

/** A private RS256 key as a JWK. */
export interface SigningKey extends JsonWebKey {
  readonly kid: string;
  readonly alg: "RS256";
  readonly use: "sig";
}

/** Makes the authorization server's signing key, a new one for every lab. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: "lab-1", alg: "RS256", use: "sig" };
}
