import { toBase64url } from "../oauth/digest.js";
import type { Jwk } from "../oauth/server-knowledge.js";
import { type DerElement, hexOf, sequenceOf, tags } from "./der.js";

/** A key, or why it is none that can be used, one plain line. */
export type DerKey = Jwk | string;

const rsa = new Set(["2a864886f70d010101", "2a864886f70d01010a"]);
const ecPublicKey = "2a8648ce3d0201";

/** Name and size of a coordinate, bytes, by object identifier. */
const curves: Readonly<Record<string, readonly [crv: string, size: number]>> = {
  "2a8648ce3d030107": ["P-256", 32],
  "2b81040022": ["P-384", 48],
  "2b81040023": ["P-521", 66],
  "2b8104000a": ["secp256k1", 32],
};

const octetKeys: Readonly<Record<string, string>> = {
  "2b656e": "X25519",
  "2b656f": "X448",
  "2b6570": "Ed25519",
  "2b6571": "Ed448",
};

const broken = "The DER inside cannot be read.";
const otherAlgorithm = "The key is neither of RSA nor of a curve that JOSE knows.";

/** Which algorithm the AlgorithmIdentifier names (RFC 5280, section 4.1.1.2). */
function algorithmOf(identifier: DerElement | undefined): { oid: string; curve: string } {
  const [oid, parameter] = identifier ? (sequenceOf(identifier.whole) ?? []) : [];
  return {
    oid: oid?.tag === tags.oid ? hexOf(oid.content) : "",
    curve: parameter?.tag === tags.oid ? hexOf(parameter.content) : "",
  };
}

/** SubjectPublicKeyInfo, the content of `PUBLIC KEY` (RFC 5280, section 4.1.2.7; RFC 8410). */
export function keyOfSpki(der: Uint8Array): DerKey {
  const [identifier, bits] = sequenceOf(der) ?? [];
  if (bits?.tag !== tags.bitString) return broken;
  const { oid, curve } = algorithmOf(identifier);
  const content = bits.content.subarray(1);
  if (rsa.has(oid)) return keyOfPkcs1Public(content);
  if (oid === ecPublicKey) return pointOf(content, curve);
  const crv = octetKeys[oid];
  return crv === undefined ? otherAlgorithm : { kty: "OKP", crv, x: toBase64url(content) };
}

/** PrivateKeyInfo, the content of `PRIVATE KEY` (RFC 5958). Of a key without its public part that is absent. */
export function keyOfPkcs8(der: Uint8Array): DerKey {
  const [version, identifier, key] = sequenceOf(der) ?? [];
  if (version?.tag !== tags.integer || key?.tag !== tags.octetString) return broken;
  const { oid, curve } = algorithmOf(identifier);
  if (rsa.has(oid)) return keyOfPkcs1Private(key.content);
  if (oid === ecPublicKey) return keyOfSec1(key.content, curve);
  const crv = octetKeys[oid];
  // An octet string in an octet string, its length in one byte (RFC 8410, section 7).
  return crv === undefined ? otherAlgorithm : { kty: "OKP", crv, d: toBase64url(key.content.subarray(2)) };
}

/** RSAPublicKey, the content of `RSA PUBLIC KEY` (RFC 8017, appendix A.1.1). */
export const keyOfPkcs1Public = (der: Uint8Array): DerKey => rsaKey(sequenceOf(der), ["n", "e"]);

/** RSAPrivateKey, the content of `RSA PRIVATE KEY` (RFC 8017, appendix A.1.2). */
export const keyOfPkcs1Private = (der: Uint8Array): DerKey =>
  rsaKey(sequenceOf(der)?.slice(1), ["n", "e", "d", "p", "q", "dp", "dq", "qi"]);

function rsaKey(integers: readonly DerElement[] | null | undefined, names: readonly string[]): DerKey {
  const members = names.map((name, index): [string, string] | null => {
    const integer = integers?.[index];
    if (integer?.tag !== tags.integer) return null;
    const { content } = integer;
    return [name, toBase64url(content[0] === 0 ? content.subarray(1) : content)];
  });
  return members.every((member) => member !== null) ? { kty: "RSA", ...Object.fromEntries(members) } : broken;
}

/** ECPrivateKey, the content of `EC PRIVATE KEY` (RFC 5915, section 3). */
export function keyOfSec1(der: Uint8Array, curve = ""): DerKey {
  const [, secret, ...others] = sequenceOf(der) ?? [];
  if (secret?.tag !== tags.octetString) return broken;
  const tagged = (tag: number) =>
    sequenceOf(asSequence(others.find((other) => other.tag === tag)?.content))?.[0];
  const oid = curve || hexOf(tagged(0xa0)?.content ?? new Uint8Array());
  const [crv, size] = curves[oid] ?? [];
  if (crv === undefined || size === undefined) return otherAlgorithm;
  const padded = new Uint8Array(size);
  if (secret.content.length > size) return broken;
  padded.set(secret.content, size - secret.content.length);
  const d = toBase64url(padded);
  const point = tagged(0xa1);
  if (point?.tag !== tags.bitString) return { kty: "EC", crv, d };
  const key = pointOf(point.content.subarray(1), oid);
  return typeof key === "string" ? key : { ...key, d };
}

/** Bytes below a tag of their own, as the content of a sequence of at most 127 or 255 bytes. */
function asSequence(content: Uint8Array | undefined): Uint8Array {
  const length = content?.length ?? 0;
  if (content === undefined || length > 255) return new Uint8Array();
  return Uint8Array.of(tags.sequence, ...(length > 127 ? [0x81] : []), length, ...content);
}

/** An uncompressed point (SEC 1, section 2.3.3). */
function pointOf(point: Uint8Array, oid: string): DerKey {
  const [crv, size] = curves[oid] ?? [];
  if (crv === undefined || size === undefined) return otherAlgorithm;
  if (point[0] === 2 || point[0] === 3)
    return "The point of the curve is compressed, which browsers do not read.";
  if (point[0] !== 4 || point.length !== 1 + 2 * size) return broken;
  return {
    kty: "EC",
    crv,
    x: toBase64url(point.subarray(1, 1 + size)),
    y: toBase64url(point.subarray(1 + size)),
  };
}

/** The key of a certificate (RFC 5280, section 4.1). Its signature, names and dates are not looked at. */
export function keyOfCertificate(der: Uint8Array): DerKey {
  const [signed] = sequenceOf(der) ?? [];
  const fields = (signed && sequenceOf(signed.whole)) ?? [];
  const info = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return info ? keyOfSpki(info.whole) : broken;
}
