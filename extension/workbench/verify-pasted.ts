import type { Jwk } from "../oauth/server-knowledge.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import type { Jws } from "../token/decode.js";
import { chooseKeys, isAsymmetric, isSymmetric, misfits } from "../token/key-choice.js";
import { publicSecretOf } from "../token/public-secret.js";
import { fits, isUnsigned, type KeyResult, verifyWith, whyMalformed } from "../token/signature.js";
import { thumbprintOf } from "../token/thumbprint.js";
import {
  type Compared,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  undetermined,
} from "../token/verification.js";
import type { KeyMaterial } from "./key-material.js";
import type { PastedToken } from "./pasted-token.js";

/** More keys than these are not tried. */
const mostKeys = 25;

/**
 * Verifies the signature or MAC of a token with keys that a person gave.
 *
 * The algorithm decides what kind of key is used: a MAC is never verified with what is public, and an unsigned token with
 * nothing. Says nothing of the claims, nor of whose the keys are. Never throws.
 *
 * Faults: `unsigned`, `malformed`, `crit`, `no-secret`, `no-key`, `kid-unknown`, `public-secret`, `weak-key`, `unsupported`,
 * `bad-signature`.
 *
 * @see RFC 7515, section 5.2; RFC 8725, sections 3.1 and 3.5
 */
export async function verifyPasted({ raw, decoded }: PastedToken, given: KeyMaterial): Promise<Judgement> {
  if (decoded.format === "opaque") return notApplicable("An opaque token has no signature.");
  if (decoded.format === "jwe") return notApplicable("An encrypted token has no signature of its own.");
  const { alg, header } = decoded;
  const compared: Compared[] = [
    ["alg", shown(header.value?.alg)],
    ["kid", shown(header.value?.kid)],
  ];
  if (isUnsigned(decoded)) {
    return failed("The token is not signed: no key can verify it.", compared, "unsigned");
  }
  const flaw = whyMalformed(raw);
  if (flaw !== null || alg === null) {
    return failed(flaw ?? 'The signed header has no "alg".', compared, "malformed");
  }
  if (header.value?.crit !== undefined) {
    return failed("The header demands an extension that is not understood here.", compared, "crit");
  }
  if (isSymmetric(alg)) return verifyMac(raw, alg, given, compared);
  if (!isAsymmetric(alg)) return undetermined("The algorithm is not known here.", compared, "unsupported");
  return verifyByKeyPair(raw, decoded, alg, given, compared);
}

async function verifyByKeyPair(
  raw: string,
  { header }: Jws,
  alg: string,
  { keys, secret }: KeyMaterial,
  compared: readonly Compared[],
): Promise<Judgement> {
  if (secret !== null)
    return undetermined(`${alg} is verified with a public key, not with a secret.`, compared, "no-key");
  const kid = header.value?.kid;
  // Of several keys the named one counts. One that stands alone was meant, whatever its name.
  const isSet = keys.length > 1 && keys.some((jwk) => jwk.kid !== undefined);
  const chosen = chooseKeys(keys, alg, isSet ? kid : undefined);
  if (isSet && kid !== undefined && chosen.named === 0) {
    return failed(
      "No key of the set bears this kid.",
      [...compared, ["keys", String(keys.length)]],
      "kid-unknown",
    );
  }
  const [first] = chosen.keys;
  if (first === undefined) {
    const [only] = keys.length === 1 ? keys : [];
    const wrong: Compared[] = only ? [["key", misfits(only, alg).join(", ").slice(0, 200)]] : [];
    return failed("No key that was given is for this algorithm.", [...compared, ...wrong], "no-key");
  }
  const results = new Set<KeyResult>();
  for (const jwk of chosen.keys.slice(0, mostKeys)) {
    const result = await verifyWith(raw, alg, jwk);
    results.add(result);
    if (result === "passed") return passed("The signature fits the key.", [...compared, ...namesOf(jwk)]);
  }
  const tried: Compared[] =
    chosen.keys.length === 1 ? namesOf(first) : [["keys tried", String(chosen.keys.length)]];
  const inputs = [...compared, ...tried];
  if (results.has("unsupported") || chosen.keys.length > mostKeys) {
    return undetermined("This browser cannot use a key that may fit.", inputs, "unsupported");
  }
  return results.has("bad-signature")
    ? failed("The signature does not fit the key, or the token was changed.", inputs, "bad-signature")
    : failed("The RSA key has less than 2048 bits.", inputs, "weak-key");
}

const namesOf = (jwk: Jwk): Compared[] => [
  ["kid of the key", shown(jwk.kid)],
  ["thumbprint of the key", thumbprintOf(jwk) ?? "none"],
];

async function verifyMac(
  raw: string,
  alg: string,
  { keys, secret, text }: KeyMaterial,
  compared: readonly Compared[],
): Promise<Judgement> {
  const isOct = ({ kty, k }: Jwk) => kty === "oct" && typeof k === "string";
  // What was fetched is public, whatever it calls itself.
  const open = text === null ? keys : keys.filter((jwk) => !isOct(jwk));
  const asText = text !== null && open.length > 0 ? new TextEncoder().encode(text) : null;
  const known =
    (await publicSecretOf(open.slice(0, mostKeys), null, (key) => fits(raw, key))) ??
    (asText && (await fits(raw, asText)) ? "the text of the public key" : null);
  if (known !== null) {
    return failed(
      "Anybody can make this MAC: its key is public.",
      [...compared, ["key", known]],
      "public-secret",
    );
  }
  const secrets =
    secret !== null ? [secret] : text === null || open.length > 0 ? [] : keys.filter(isOct).map(bytesOf);
  if (secrets.length === 0) {
    return undetermined(
      `${alg} is a MAC: only the secret verifies it, no public key.`,
      compared,
      "no-secret",
    );
  }
  for (const bytes of secrets.slice(0, mostKeys)) {
    if (!(await fits(raw, bytes))) continue;
    const inputs: Compared[] = [...compared, ["secret", `${bytes.length} bytes`]];
    const shortest = Number(alg.slice(2)) / 8;
    return bytes.length < shortest
      ? failed(`The MAC fits, but the secret is shorter than ${shortest} bytes.`, inputs, "weak-key")
      : passed("The MAC fits the secret.", inputs);
  }
  return failed("The MAC does not fit the secret, or the token was changed.", compared, "bad-signature");
}

const bytesOf = ({ k }: Jwk): Uint8Array => decodeBase64urlPart(String(k)).bytes;
