import { decodeBase64urlPart } from "./base64url-part.js";
import { type JsonPartReading, readJsonPart } from "./json-part.js";

/**
 * What a token string is, as far as it can be read without any key.
 *
 * Decoding trusts nothing and proves nothing: a decoded token may be forged.
 */
export type DecodedToken = Jws | Jwe | Opaque;

/** @see RFC 7515, section 3.1 (compact serialization) */
export interface Jws {
  readonly format: "jws";
  readonly header: JsonPart;
  readonly payload: JsonPart;
  /** `none`: the signature part is empty. */
  readonly signature: "present" | "none";
  readonly alg: string | null;
  /** What is wrong and where, one plain line each; empty for a well-formed token. */
  readonly problems: readonly string[];
}

/** @see RFC 7516, section 3.1 (compact serialization): the claims cannot be read without the key. */
export interface Jwe {
  readonly format: "jwe";
  readonly header: JsonPart;
  readonly alg: string | null;
  readonly enc: string | null;
  readonly problems: readonly string[];
}

/** Not a JWT: its content means something to its issuer only. */
export interface Opaque {
  readonly format: "opaque";
  /** Set where the text looks as if a JWT was meant, such as `eyJ` at its start; dots alone do not make it one. */
  readonly problems: readonly string[];
}

/** One base64url part of a token that should hold a JSON object. */
export interface JsonPart {
  /** Members in their order; null if the part is no JSON object. */
  readonly value: Readonly<Record<string, unknown>> | null;
  /** Decoded text as far as it could be decoded. */
  readonly text: string;
}

/**
 * Decodes a token as far as it can be read without any key.
 *
 * A broken token is decoded as far as it goes, and every fault is named. Does not verify a signature, decrypt,
 * or judge a claim. Never throws, and no problem holds the token or a value of it.
 *
 * @param raw exactly as received
 * @see RFC 7515, section 7.1; RFC 7516, section 7.1; RFC 7519, section 7.2
 */
export function decode(raw: string): DecodedToken {
  const parts = raw.split(".");
  const header = readJsonPart(parts[0] ?? "", "header");
  const isMeantAsJwt = header.part.value !== null || /^\s*\{\s*["}]/.test(header.part.text);
  if (parts.length > 1 && isMeantAsJwt) {
    const isEncrypted = parts.length === 5 || (parts.length !== 3 && header.part.value?.enc !== undefined);
    return isEncrypted ? jwe(parts, header) : jws(parts, header);
  }
  if (isMeantAsJwt) return { format: "opaque", problems: [countProblem(3, parts.length)] };
  if (parts.length !== 3) return { format: "opaque", problems: [] };
  const hasClaims = readJsonPart(parts[1] ?? "", "payload").part.value !== null;
  if (hasClaims) return jws(parts, header);
  const isOtherJson = header.otherType !== null && header.problems.length === 1;
  return {
    format: "opaque",
    problems: isOtherJson && !/number/.test(header.otherType) ? header.problems : [],
  };
}

function jws(parts: readonly string[], header: JsonPartReading): Jws {
  const payload = readJsonPart(parts[1] ?? "", "payload");
  const signature = parts[2] ?? "";
  const alg = stringOf(header, "alg");
  return {
    format: "jws",
    header: header.part,
    payload: payload.part,
    signature: signature === "" ? "none" : "present",
    alg,
    problems: [
      ...(parts.length === 3 ? [] : [countProblem(3, parts.length)]),
      ...header.problems,
      ...stringProblems(header, "alg"),
      ...payload.problems,
      ...binaryProblems("signature", signature),
      ...(parts.length > 2 ? signatureProblems(alg, signature) : []),
    ],
  };
}

/** @see RFC 7518, section 3.6: the signature is empty with `none`, and with nothing else. */
function signatureProblems(alg: string | null, signature: string): readonly string[] {
  if (alg === null || (alg === "none") === (signature === "")) return [];
  return [
    signature === ""
      ? 'signature: empty although "alg" is not "none"'
      : 'signature: not empty although "alg" is "none"',
  ];
}

const encryptedParts = ["encrypted key", "initialization vector", "ciphertext", "authentication tag"];

function jwe(parts: readonly string[], header: JsonPartReading): Jwe {
  return {
    format: "jwe",
    header: header.part,
    alg: stringOf(header, "alg"),
    enc: stringOf(header, "enc"),
    problems: [
      ...(parts.length === 5 ? [] : [countProblem(5, parts.length)]),
      ...header.problems,
      ...stringProblems(header, "alg"),
      ...stringProblems(header, "enc"),
      ...encryptedParts.flatMap((label, index) => binaryProblems(label, parts[index + 1] ?? "")),
    ],
  };
}

const countProblem = (expected: number, found: number): string =>
  `${expected} parts expected, ${found} found`;

function binaryProblems(label: string, part: string): readonly string[] {
  const { problem } = decodeBase64urlPart(part);
  return problem === null ? [] : [`${label}: ${problem}`];
}

function stringOf({ part }: JsonPartReading, name: string): string | null {
  const value = part.value?.[name];
  return typeof value === "string" ? value : null;
}

function stringProblems({ part }: JsonPartReading, name: string): readonly string[] {
  if (part.value === null || typeof part.value[name] === "string") return [];
  return [name in part.value ? `header: "${name}" is not a string` : `header: "${name}" is missing`];
}
