import { generateKeyPair, type JsonWebKey, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** A private key as a JWK. */
export interface SigningKey extends JsonWebKey {
  readonly kid: string;
  readonly alg: "RS256" | "ES256";
  readonly use: "sig";
}

/** The authorization server's keys. */
export interface Keys {
  /** With which it signs, one an algorithm. */
  readonly signing: readonly SigningKey[];
  /** To which it would change. */
  readonly next: SigningKey;
}

/** Makes the authorization server's keys, new ones for every lab. */
export async function makeKeys(): Promise<Keys> {
  const make = promisify(generateKeyPair);
  const [rsa, ec, next] = await Promise.all([
    make("rsa", { modulusLength: 2048 }),
    make("ec", { namedCurve: "P-256" }),
    make("rsa", { modulusLength: 2048 }),
  ]);
  return {
    signing: [jwkOf(rsa.privateKey, "lab-1", "RS256"), jwkOf(ec.privateKey, "lab-es256", "ES256")],
    next: jwkOf(next.privateKey, "lab-2", "RS256"),
  };
}

const jwkOf = (key: KeyObject, kid: string, alg: SigningKey["alg"]): SigningKey => ({
  ...key.export({ format: "jwk" }),
  kid,
  alg,
  use: "sig",
});
