import { sha256Base64url } from "../oauth/digest.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import type { Jwk } from "../oauth/server-knowledge.js";
import { decodeBase64urlPart } from "../token/base64url-part.js";
import { thumbprintOf } from "../token/thumbprint.js";
import { completeKey } from "./complete-key.js";
import {
  type DerKey,
  keyOfCertificate,
  keyOfPkcs1Private,
  keyOfPkcs1Public,
  keyOfPkcs8,
  keyOfSec1,
  keyOfSpki,
} from "./der-key.js";

/** A key that was pasted. */
export interface PastedKey {
  readonly jwk: Jwk;
  /** What it was written as: `JWK`, `PEM, X.509 certificate`. */
  readonly form: string;
  /** SHA-256 thumbprint of the certificate that it came in, base64url; null for others. */
  readonly certificate: string | null;
}

export interface KeyReading {
  readonly keys: readonly PastedKey[];
  /** What could not be read and why, one plain line each; never holds a part of a key. */
  readonly problems: readonly string[];
}

/** More keys than these are not read. */
const mostKeys = 100;
/** Longest text that is read, characters. */
const longest = 1_000_000;

type Block = readonly [form: string, read: (der: Uint8Array) => DerKey];

const certificate: Block = ["X.509 certificate", keyOfCertificate];
const spki: Block = ["public key (SPKI)", keyOfSpki];
const pkcs8: Block = ["private key (PKCS #8)", keyOfPkcs8];

const blocks: Readonly<Record<string, Block>> = {
  "PUBLIC KEY": spki,
  "PRIVATE KEY": pkcs8,
  "RSA PUBLIC KEY": ["RSA public key (PKCS #1)", keyOfPkcs1Public],
  "RSA PRIVATE KEY": ["RSA private key (PKCS #1)", keyOfPkcs1Private],
  "EC PRIVATE KEY": ["EC private key (SEC 1)", keyOfSec1],
  CERTIFICATE: certificate,
  "X509 CERTIFICATE": certificate,
};

/**
 * Reads the keys of a pasted text: a JWK, a JWK Set, PEM (public, private, certificate), or the base64 of PEM without its lines.
 *
 * What cannot be read is named. Does not judge whether a key is good, and trusts a certificate no more than a bare key.
 * Never throws.
 *
 * @see RFC 7517, sections 4 and 5; RFC 7468
 */
export async function readKeys(text: string): Promise<KeyReading> {
  // A key out of a configuration file has its line breaks spelled out.
  const trimmed = text.slice(0, longest).trim();
  if (trimmed === "") return { keys: [], problems: [] };
  if (/^["{[]/.test(trimmed) && !/^"-----/.test(trimmed)) return readJwks(trimmed);
  const plain = trimmed.replaceAll("\\n", "\n");
  if (plain.includes("-----BEGIN")) return readPem(plain);
  if (/^(?:ssh-|ecdsa-)/.test(plain))
    return none("This is a key of SSH. Write it as PEM: ssh-keygen -e -m PKCS8");
  return readBareDer(plain);
}

const none = (...problems: readonly string[]): KeyReading => ({ keys: [], problems });

function readJwks(text: string): KeyReading {
  const { value, fault } = readJson(text);
  if (fault !== null) return none(`No JSON: ${fault}`);
  const set = isJsonObject(value) && Array.isArray(value.keys) ? value.keys : value;
  const form = set === value && !Array.isArray(value) ? "JWK" : "JWK Set";
  const keys: PastedKey[] = [];
  const problems: string[] = [];
  for (const [index, jwk] of (Array.isArray(set) ? set.slice(0, mostKeys) : [set]).entries()) {
    const fault = faultOf(jwk);
    if (fault !== null) problems.push(`Key ${index + 1}: ${fault}`);
    else keys.push({ jwk, form, certificate: null });
  }
  return { keys, problems: keys.length + problems.length > 0 ? problems : ["The key set is empty."] };
}

const types = ["RSA", "EC", "OKP", "oct", "AKP"];

function faultOf(jwk: unknown): string | null {
  if (!isJsonObject(jwk)) return "no JSON object.";
  if (jwk.kty === undefined) return 'no key, as it has no "kty".';
  if (!types.includes(String(jwk.kty))) return '"kty" is none of RSA, EC, OKP, oct and AKP.';
  return thumbprintOf(jwk) === null ? `a member that every key of type ${jwk.kty} has is missing.` : null;
}

async function readPem(text: string): Promise<KeyReading> {
  const keys: PastedKey[] = [];
  const problems: string[] = [];
  for (const block of text.split("-----BEGIN ").slice(1, 1 + mostKeys)) {
    const label = block.slice(0, block.indexOf("-----"));
    const end = block.indexOf(`-----END ${label}-----`);
    const known = Object.hasOwn(blocks, label) ? blocks[label] : undefined;
    if (label === "EC PARAMETERS") continue;
    const body = block.slice(label.length + 5, end < 0 ? undefined : end);
    if (known === undefined || body.includes("Proc-Type:")) problems.push(whyNotRead(label, body));
    else if (end < 0) problems.push(`PEM: the line "-----END ${label}-----" is missing.`);
    else {
      const key = await readDer(body, known, "PEM, ");
      if (typeof key === "string") problems.push(`PEM, ${known[0]}: ${key}`);
      else keys.push(key);
    }
  }
  return { keys, problems };
}

function whyNotRead(label: string, body: string): string {
  if (label.startsWith("ENCRYPTED") || body.includes("Proc-Type:"))
    return "PEM: the key is locked with a password. Unlock it: openssl pkey -in FILE";
  if (label === "OPENSSH PRIVATE KEY")
    return "This is a key of SSH. Write it as PEM: ssh-keygen -p -m PKCS8 -f FILE";
  const name = /^[A-Z0-9 ]{1,40}$/.test(label) ? `"${label}"` : "its kind";
  return `PEM: ${name} is not read here, only public and private keys and certificates.`;
}

async function readDer(base64: string, [form, read]: Block, armour: string): Promise<PastedKey | string> {
  const compact = base64.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return "What stands between its lines is no base64.";
  const { bytes } = decodeBase64urlPart(compact);
  const key = read(bytes);
  if (typeof key === "string") return key;
  const jwk = await completeKey(key, form === pkcs8[0] ? bytes : null);
  if (jwk === null) return "The public part is not in it, and this browser cannot compute it.";
  return { jwk, form: armour + form, certificate: form === certificate[0] ? sha256Base64url(bytes) : null };
}

/** Some consoles show a key as base64 alone. */
async function readBareDer(text: string): Promise<KeyReading> {
  for (const block of [spki, pkcs8, certificate]) {
    const key = await readDer(text, block, "base64, ");
    if (typeof key !== "string") return { keys: [key], problems: [] };
  }
  return none("No key: neither a JWK, nor a JWK Set, nor PEM.");
}
