import { sha256Base64url } from "../oauth/digest.js";
import { splitUrl } from "../oauth/parameter.js";
import { numericDate } from "./claim-time.js";
import { type DecodedToken, decode } from "./decode.js";
import type { Claims } from "./id-token-context.js";
import { isAsymmetric } from "./key-choice.js";
import { verifyWith, whyMalformed } from "./signature.js";
import { thumbprintOf } from "./thumbprint.js";
import {
  type Compared,
  type Demands,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  skewMs,
  stepsOf,
  undetermined,
  type Verification,
  type VerificationStep,
  verificationOf,
} from "./verification.js";

const check = (item: string) => `RFC 9449, section 4.3, item ${item}`;

const demands = {
  form: ["The proof is a well-formed JWT.", check("2")],
  claims: ["All required claims are there.", check("3")],
  typ: ['The type is "dpop+jwt".', check("4")],
  alg: ["The algorithm is an asymmetric one.", check("5")],
  jwk: ["The header holds a public key, and nothing of a private one.", check("7")],
  signature: ["The signature fits the key in the header.", check("6")],
  htm: ["The method is that of the request.", check("8")],
  htu: ["The address is that of the request.", check("9")],
  iat: ["The proof was made just now.", check("11")],
  ath: ["The proof is bound to the access token.", check("12")],
} satisfies Demands;

/** The request that a proof came with. */
export interface ProofRequest {
  readonly method: string;
  /** With or without query and fragment, which do not count. */
  readonly url: string;
  /** When it was sent, by the servers' clock as far as known, ms since the epoch. */
  readonly at: number;
  /** Access token that went along; null at the token endpoint. */
  readonly accessToken: string | null;
}

/** Key of a proof, unverified; null where the header holds none. */
export function proofKeyOf(proof: DecodedToken): Claims | null {
  const jwk = proof.format === "jws" ? proof.header.value?.jwk : null;
  return typeof jwk === "object" && jwk !== null ? (jwk as Claims) : null;
}

/** Thumbprint of the key of a proof, unverified, as `cnf.jkt` and `dpop_jkt` hold it; null where there is none. */
export function proofThumbprint(proof: string): string | null {
  const key = proofKeyOf(decode(proof));
  return key && thumbprintOf(key);
}

/**
 * Verifies a DPoP proof against the request it came with. Knows nothing of nonces and of earlier proofs.
 *
 * @see RFC 9449, section 4.3
 */
export async function verifyDpopProof(proof: string, request: ProofRequest): Promise<Verification> {
  const token = decode(proof);
  const key = proofKeyOf(token);
  if (token.format !== "jws" || key === null) return verificationOf(dpopProofSteps(proof, request));
  const result =
    whyMalformed(proof) === null ? await verifyWith(proof, token.alg ?? "", key) : "bad-signature";
  const compared: Compared[] = [["thumbprint", thumbprintOf(key) ?? "none"]];
  const signature =
    result === "passed"
      ? passed("It fits.", compared)
      : result === "unsupported"
        ? undetermined("The browser cannot use the key.", compared, "unsupported")
        : failed("It does not fit.", compared, result);
  return verificationOf(dpopProofSteps(proof, request, signature));
}

/** The steps of {@link verifyDpopProof} as far as they can be taken at once: all but the signature. */
export function dpopProofSteps(
  proof: string,
  request: ProofRequest,
  signature: Judgement = undetermined("The signature has not been verified yet."),
): readonly VerificationStep[] {
  const token = decode(proof);
  const header = token.format === "jws" ? token.header.value : null;
  const claims = token.format === "jws" ? token.payload.value : null;
  if (token.format !== "jws" || header === null || claims === null || whyMalformed(proof) !== null) {
    return stepsOf(demands, { form: failed("No well-formed JWT.", [], "malformed") });
  }
  const { typ } = header;
  const missing = ["jti", "htm", "htu", "iat"].filter((name) => claims[name] === undefined);
  return stepsOf(demands, {
    form: passed("Well-formed."),
    claims:
      missing.length === 0
        ? passed("All are there.")
        : failed("Claims are missing.", [["missing", missing.join(", ")]], "claim"),
    typ: typ === "dpop+jwt" ? passed("It is.") : failed("It is not.", [["typ", shown(typ)]], "typ"),
    alg: isAsymmetric(token.alg ?? "")
      ? passed("It is.", [["alg", shown(token.alg)]])
      : failed("Unsigned, symmetric or unknown.", [["alg", shown(header.alg)]], "alg"),
    jwk: judgeKey(proofKeyOf(token)),
    signature,
    htm: equal(claims.htm, request.method, "htm"),
    htu: judgeAddress(claims.htu, request.url),
    iat: judgeTime(claims.iat, request.at),
    ath: judgeHash(claims.ath, request.accessToken),
  });
}

/** Faults: `absent`, `private`. */
function judgeKey(key: Claims | null): Judgement {
  if (key === null || thumbprintOf(key) === null) return failed("There is no key in it.", [], "absent");
  const secret = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"].filter((name) => name in key);
  return secret.length === 0
    ? passed("A public key.", [["thumbprint", thumbprintOf(key) ?? ""]])
    : failed("The key is a private one.", [["members", secret.join(", ")]], "private");
}

function equal(claim: unknown, wanted: string, name: string): Judgement {
  const compared: Compared[] = [
    [name, shown(claim)],
    ["request", wanted],
  ];
  return claim === wanted ? passed("Equal.", compared) : failed("Not that of the request.", compared, name);
}

/** Compared after normalisation, without query and fragment (RFC 9449, section 4.3; RFC 3986, section 6.2.2). */
const judgeAddress = (htu: unknown, url: string): Judgement =>
  equal(typeof htu === "string" ? normalised(htu) : htu, normalised(url), "htu");

function normalised(url: string): string {
  const { base } = splitUrl(url);
  const href = URL.canParse(base) ? new URL(base).href : base;
  // Unreserved characters mean the same escaped and plain.
  return href.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
  });
}

function judgeTime(iat: unknown, at: number): Judgement {
  const made = numericDate(iat);
  const compared: Compared[] = [
    ["iat", shown(iat)],
    ["request sent", new Date(at).toISOString()],
  ];
  return made !== null && Math.abs(made - at) <= skewMs
    ? passed("Within five minutes.", compared)
    : failed("Not within five minutes.", compared, "iat");
}

/** Faults: `missing`, `different`. */
function judgeHash(ath: unknown, accessToken: string | null): Judgement {
  if (accessToken === null) return notApplicable("No access token went along.");
  const wanted = sha256Base64url(accessToken);
  const compared: Compared[] = [
    ["ath", shown(ath)],
    ["hash of the token", wanted],
  ];
  if (ath === undefined) return failed("There is none.", compared, "missing");
  return ath === wanted
    ? passed("Equal.", compared)
    : failed("That of another token.", compared, "different");
}
