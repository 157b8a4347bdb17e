import { errors, flattenedDecrypt, importJWK } from "jose";
import { isJsonObject } from "../oauth/json.js";
import type { Jwk } from "../oauth/server-knowledge.js";
import { decodeBase64urlPart } from "./base64url-part.js";

/** A JWE for one recipient, its members as on the wire (RFC 7516, section 7.2.2). */
export interface FlattenedJwe {
  readonly protected?: string;
  readonly encrypted_key?: string;
  readonly iv?: string;
  readonly ciphertext: string;
  readonly tag?: string;
  readonly aad?: string;
  readonly unprotected?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** What became of a JWE with one key. */
export type Opened =
  | { readonly outcome: "opened"; readonly plaintext: Uint8Array }
  | { readonly outcome: "failed" | "undetermined"; readonly fault: OpeningFault; readonly reason: string };

export type OpeningFault =
  | "key"
  | "public-key"
  | "key-length"
  | "p2c"
  | "malformed"
  | "unsupported"
  | "wrong-key";

/** Iterations of PBES2 that a header may demand; a million take about a second. */
export const mostIterations = 1_000_000;

/** Largest plaintext that a compressed token may become, bytes. */
const longest = 1_000_000;

const privateMembers = ["kty", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi", "k"];

const unopened = (
  fault: OpeningFault,
  reason: string,
  outcome: "failed" | "undetermined" = "failed",
): Opened => ({ outcome, fault, reason });

/**
 * Decrypts a JWE with one key. `use`, `alg` and `key_ops` of the key are not looked at, as its owner decided to try it.
 *
 * RSA1_5 is not supported, as browsers are not able to. Does not judge the content. Never throws, and no reason holds a part
 * of the key or the token.
 *
 * @param header the JOSE Header, of all its places
 * @param key    JWK with its private part, or the bytes of a shared key or password
 * @see RFC 7516, section 5.2; RFC 7518, sections 4 and 5
 */
export async function decryptJwe(
  jwe: FlattenedJwe,
  header: Readonly<Record<string, unknown>>,
  key: Jwk | Uint8Array,
): Promise<Opened> {
  const { alg, enc } = header;
  if (typeof alg !== "string" || typeof enc !== "string") {
    return unopened("malformed", 'The header names no "alg" or no "enc".');
  }
  if (header.crit !== undefined) {
    const reason = "The header demands an extension that is not understood here.";
    return unopened("unsupported", reason, "undetermined");
  }
  const shared = key instanceof Uint8Array ? key : bytesOf(key);
  const obstacle = obstacleOf(alg, enc, header.p2c, key, shared);
  if (obstacle !== null) return obstacle;
  const lacks192 = /192/.test(alg + enc) && !(await canUse192());
  if (lacks192) return unopened("unsupported", "This browser has no AES with 192 bits.", "undetermined");
  try {
    const used = shared ?? (await importJWK(pick(key as Jwk), alg));
    const { plaintext } = await flattenedDecrypt(jwe as Parameters<typeof flattenedDecrypt>[0], used, {
      keyManagementAlgorithms: [alg],
      maxPBES2Count: mostIterations,
      maxDecompressedLength: longest,
    });
    return { outcome: "opened", plaintext };
  } catch (cause) {
    if (cause instanceof errors.JWEDecryptionFailed) {
      return unopened("wrong-key", "The key does not open the token, or the token was changed.");
    }
    if (cause instanceof errors.JWEInvalid) return unopened("malformed", "The token is no well-formed JWE.");
    return unopened("unsupported", "This browser cannot use the key or the algorithm.", "undetermined");
  }
}

const bytesOf = ({ kty, k }: Jwk): Uint8Array | null =>
  kty === "oct" && typeof k === "string" ? decodeBase64urlPart(k).bytes : null;

const pick = (jwk: Jwk) =>
  Object.fromEntries(privateMembers.flatMap((name) => (name in jwk ? [[name, jwk[name]]] : [])));

const lengths: Readonly<Record<string, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};

/** Why a key cannot open a token, as far as its kind and length tell; null where it may. */
function obstacleOf(
  alg: string,
  enc: string,
  p2c: unknown,
  key: Jwk | Uint8Array,
  shared: Uint8Array | null,
): Opened | null {
  const isPassword = /^PBES2-HS(?:256\+A128|384\+A192|512\+A256)KW$/.test(alg);
  const [, bits] = /^A(128|192|256)(?:GCM)?KW$/.exec(alg) ?? [];
  if (alg === "RSA1_5") return unopened("unsupported", "Browsers cannot decrypt RSA1_5.", "undetermined");
  const kinds = /^RSA-OAEP(?:-(?:256|384|512))?$/.test(alg)
    ? ["RSA"]
    : /^ECDH-ES(?:\+A(?:128|192|256)KW)?$/.test(alg)
      ? ["EC", "OKP"]
      : null;
  const isKnown = kinds !== null || isPassword || bits !== undefined || alg === "dir";
  if (!isKnown || !Object.hasOwn(lengths, enc)) {
    return unopened("unsupported", "The algorithm is not known here.", "undetermined");
  }
  if (kinds === null) {
    if (shared === null) return unopened("key", `${alg} needs a shared key or password, not a key pair.`);
    if (isPassword) return judgeIterations(p2c);
    const length = bits === undefined ? (lengths[enc] ?? 0) : Number(bits) / 8;
    return shared.length === length
      ? null
      : unopened("key-length", `${alg} with ${enc} needs ${length} bytes, and the key has ${shared.length}.`);
  }
  if (shared !== null || !isJsonObject(key) || !kinds.includes(String(key.kty))) {
    return unopened("key", `${alg} needs a key of type ${kinds.join(" or ")}.`);
  }
  return key.d === undefined
    ? unopened("public-key", "The key is public: only its private part opens the token.")
    : null;
}

const judgeIterations = (p2c: unknown): Opened | null =>
  typeof p2c === "number" && p2c > mostIterations
    ? unopened(
        "p2c",
        `The token demands more than ${mostIterations.toLocaleString("en-US")} iterations (p2c).`,
        "undetermined",
      )
    : null;

/** Chromium has no AES with 192 bits, and what comes of that looks like a wrong key. */
const canUse192 = (): Promise<boolean> =>
  crypto.subtle.importKey("raw", new Uint8Array(24), "AES-GCM", false, ["decrypt"]).then(
    () => true,
    () => false,
  );
