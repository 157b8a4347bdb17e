import { mask } from "./mask.js";
import {
  authorizationIn,
  cookiesIn,
  type Found,
  jwtsIn,
  membersIn,
  type Named,
  parametersIn,
  requestUrisIn,
  userInfoIn,
  wholeField,
} from "./redact-find.js";
import { families, type Names } from "./redact-names.js";
import { base64Decoded, type Decoder, jsonUnescaped, percentDecoded } from "./redact-views.js";

/** One way in which a secret is recognised, or may be written. Each does what it has members for. */
export interface Rule {
  readonly name: string;
  /** Reads what is written in an encoding. */
  readonly decode?: Decoder;
  /** Finds values with their names in a text. */
  readonly named?: (text: string) => Iterable<Named>;
  /** Finds them in the value of a header or form field. */
  readonly field?: (name: string, value: string) => Iterable<Named | Found>;
  /** By which names a value is a secret, or is none. */
  readonly family?: Names;
  /** Finds what is a secret by its form. */
  readonly find?: (text: string) => Iterable<Found>;
  /** Other texts that give a secret away. */
  readonly traces?: (secret: string) => Iterable<string>;
}

/** Every rule of redaction. Whichever is taken out, something gets through. */
export const rules: readonly Rule[] = [
  { name: "percent-encoding", decode: percentDecoded },
  { name: "JSON escapes", decode: jsonUnescaped },
  { name: "base64", decode: base64Decoded },
  { name: "parameters", named: parametersIn },
  { name: "JSON members", named: membersIn },
  { name: "headers and fields", field: wholeField },
  { name: "Authorization headers", field: authorizationIn },
  { name: "cookies", field: cookiesIn },
  ...families.map((family) => ({ name: family.name, family })),
  { name: "JWTs", find: jwtsIn },
  { name: "request_uri handles", find: requestUrisIn },
  { name: "passwords in URLs", find: userInfoIn },
  { name: "signatures", traces: signatureOf },
  { name: "masks", traces: (secret) => [mask(secret)] },
];

/** What proves that a JWT is genuine, or holds what an encrypted one says. */
function signatureOf(secret: string): readonly string[] {
  const parts = /^e[\w-]+\.[\w-]*\.[\w.~-]*$/.test(secret) ? secret.split(".") : [];
  return parts.slice(parts.length === 5 ? 1 : 2).filter((part) => part.length >= 16);
}
