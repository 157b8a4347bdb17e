import { base64url, exportJWK, generateKeyPair, SignJWT } from "jose";

export const random = (): string => base64url.encode(crypto.getRandomValues(new Uint8Array(32)));

/** The code challenge of a verifier by S256 (RFC 7636, section 4.2). */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return base64url.encode(new Uint8Array(digest));
}

/** Proves the possession of a key that it makes (RFC 9449, section 4.2). */
export class Prover {
  readonly #keys = generateKeyPair("ES256");

  async proofOf(htm: string, htu: string): Promise<string> {
    const { privateKey, publicKey } = await this.#keys;
    return new SignJWT({ htm, htu, jti: random() })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: await exportJWK(publicKey) })
      .setIssuedAt()
      .sign(privateKey);
  }
}
