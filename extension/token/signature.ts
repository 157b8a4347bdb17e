import { compactVerify, errors, importJWK } from "jose";
import type { Jwk } from "../oauth/server-knowledge.js";
import type { Jws } from "./decode.js";
import { isAsymmetric, isSymmetric, rsaBits, smallestRsa } from "./key-choice.js";
import { findKeys, type KeySource } from "./key-search.js";
import { publicSecretOf } from "./public-secret.js";
import { type Compared, failed, type Judgement, passed, shown, undetermined } from "./verification.js";

/** What signatures of a token can be verified with. */
export interface Keys extends KeySource {
  readonly clientId: string | null;
  /** The client's secret, as a person typed it. */
  readonly secret: string | null;
}

/** More keys than these are not tried. */
const mostKeys = 25;

/** Members of a public key; the others of a key that leaks its private part are left out. */
const publicMembers = ["kty", "crv", "x", "y", "n", "e", "pub"];

/**
 * Verifies the signature of a token with the keys of its issuer.
 *
 * With a `kid` only the keys of that name are tried, without one all that fit the algorithm. A MAC is verified with the
 * client's secret, and with what anybody may know. Judges neither the keys' owner nor a claim. Never throws.
 *
 * Faults: `malformed`, `crit`, `unsigned`, `weak-key`, `unsupported`, `no-secret`, `public-secret`, `bad-signature`, and those
 * of {@link findKeys}.
 *
 * @param raw exactly as received
 * @see RFC 7515, section 5.2; RFC 7518, section 3; OpenID Connect Core 1.0, section 10.1
 */
export async function verifySignature(raw: string, token: Jws, keys: Keys): Promise<Judgement> {
  const { alg, header } = token;
  const { set, receivedAt } = keys;
  const kid = header.value?.kid;
  const compared: Compared[] = [
    ["alg", shown(header.value?.alg)],
    ["kid", shown(kid)],
  ];
  if (isUnsigned(token)) return failed("The token is not signed.", compared, "unsigned");
  const flaw = whyMalformed(raw);
  if (flaw !== null || alg === null) {
    return failed(flaw ?? 'The header has no "alg".', compared, "malformed");
  }
  if (header.value?.crit !== undefined) {
    return failed("The header demands an extension that is not understood here.", compared, "crit");
  }
  if (isSymmetric(alg)) return verifyMac(raw, alg, keys, compared);
  if (!isAsymmetric(alg)) return undetermined("The algorithm is not known here.", compared, "unsupported");
  const { judged, candidates } = findKeys(token, keys);
  if (candidates.length === 0) return judged;
  compared.push(...judged.inputs.slice(2).map(({ label, value }): Compared => [label, value]));
  const results = new Set<KeyResult>();
  for (const jwk of candidates.slice(0, mostKeys)) results.add(await verifyWith(raw, alg, jwk));
  if (results.has("passed")) return passed("The signature fits a key of the issuer.", compared);
  if (results.has("unsupported") || candidates.length > mostKeys) {
    return undetermined("The browser cannot use a key that fits.", compared, "unsupported");
  }
  if (!results.has("bad-signature")) {
    return failed(`The key has less than ${smallestRsa} bits.`, compared, "weak-key");
  }
  return set.state === "known" && set.at < receivedAt
    ? undetermined("It fits no key, but the key set is older than the token.", compared, "outdated")
    : failed("The signature fits no key of the issuer.", compared, "bad-signature");
}

export type KeyResult = "passed" | "bad-signature" | "weak-key" | "unsupported";

/**
 * Verifies a signature with one public key, whoever gave it.
 *
 * @returns `unsupported` where the browser cannot use the key or the algorithm; of a broken key it says the same
 */
export async function verifyWith(raw: string, alg: string, jwk: Jwk): Promise<KeyResult> {
  const bits = rsaBits(jwk);
  if (bits !== null && bits < smallestRsa) return "weak-key";
  const key = Object.fromEntries(publicMembers.flatMap((name) => (name in jwk ? [[name, jwk[name]]] : [])));
  try {
    await compactVerify(raw, await importJWK(key, alg));
    return "passed";
  } catch (cause) {
    return cause instanceof errors.JWSSignatureVerificationFailed ? "bad-signature" : "unsupported";
  }
}

/** Whether a token says of itself that nobody signed it, in whatever letters, or lacks its signature. */
export const isUnsigned = ({ alg, signature }: Jws): boolean =>
  signature === "none" || alg?.toLowerCase() === "none";

/** Why a compact serialization is none; null if it is one. Blanks and padding, which some libraries let pass, are faults. */
export function whyMalformed(raw: string): string | null {
  const parts = raw.split(".", 4);
  if (parts.length !== 3) return "The token has not three parts.";
  return parts.every((part) => /^[\w-]*$/.test(part) && part.length % 4 !== 1)
    ? null
    : "A part of the token is not base64url.";
}

async function verifyMac(
  raw: string,
  alg: string,
  { secret, clientId, set }: Keys,
  compared: Compared[],
): Promise<Judgement> {
  const published = set.state === "known" ? set.value.keys : [];
  const known = await publicSecretOf(published.slice(0, mostKeys), clientId, (key) => fits(raw, key));
  if (known !== null) {
    const inputs: Compared[] = [...compared, ["key", known]];
    return failed("Anybody can make this MAC: its key is public.", inputs, "public-secret");
  }
  if (!secret) return undetermined("The client's secret is needed to verify a MAC.", compared, "no-secret");
  const bytes = new TextEncoder().encode(secret);
  const shortest = Number(alg.slice(2)) / 8;
  const inputs: Compared[] = [...compared, ["key", `client_secret (${bytes.length} bytes)`]];
  if (!(await fits(raw, bytes))) return failed("The MAC does not fit the secret.", inputs, "bad-signature");
  return bytes.length < shortest
    ? failed(`The MAC fits, but the secret is shorter than ${shortest} bytes.`, inputs, "weak-key")
    : passed("The MAC fits the client's secret.", inputs);
}

/** Whether the MAC of a token was made with a key; of a token with another kind of algorithm it was not. */
export async function fits(raw: string, key: Uint8Array): Promise<boolean> {
  try {
    await compactVerify(raw, key);
    return true;
  } catch {
    return false;
  }
}
