import { mask } from "../mask.js";
import { numericDate } from "./claim-time.js";
import { computeHalves, type HalfHashes, halfHash, hashOf } from "./half-hash.js";
import {
  judgeAcr,
  judgeAudience,
  judgeAuthorizedParty,
  judgeAuthTime,
  judgeContinuity,
  judgeIssuer,
  judgeNonce,
  judgeRequired,
} from "./id-token-claims.js";
import { type Claims, deliveredAt, type IdTokenContext } from "./id-token-context.js";
import { judgeAlgorithm, judgeForm, judgeHeader, judgeType } from "./id-token-header.js";
import { findKeys, type KeySource } from "./key-search.js";
import { verifySignature, verifyWith } from "./signature.js";
import { judgeExpiry, judgeIssuance, judgeNotBefore } from "./token-times.js";
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

const core = (section: string) => `OpenID Connect Core 1.0, section ${section}`;

const demands = {
  form: ["The token is a well-formed JWT.", "RFC 7519, section 7.2"],
  encryption: ["What is encrypted is decrypted first.", core("3.1.3.7, item 1")],
  claims: ["All required claims are there.", core("2")],
  iss: ["The issuer is the one that the login went to.", core("3.1.3.7, item 2")],
  aud: ["The client is the audience.", core("3.1.3.7, item 3")],
  azp: [
    "The token was issued to the client, and to nobody whom it does not trust.",
    core("3.1.3.7, items 3 to 5"),
  ],
  typ: ["The token is of no other kind.", "RFC 8725, section 3.11"],
  header: [
    "The header brings no keys and no unknown extensions along.",
    "RFC 8725, section 3.10; RFC 7515, section 4.1.11",
  ],
  kid: ["One key of the issuer can be chosen.", core("10.1")],
  signature: ["The signature is the issuer's.", core("3.1.3.7, items 6 and 8")],
  alg: ["The algorithm is one of the issuer's and fits its key.", core("3.1.3.7, item 7")],
  exp: ["The token had not expired.", core("3.1.3.7, item 9")],
  iat: ["The token was issued for this login.", core("3.1.3.7, item 10")],
  nbf: ["The token was valid already.", "RFC 7519, section 4.1.5"],
  nonce: ["The nonce is the one that was sent.", core("3.1.3.7, item 11; 3.2.2.11")],
  acr: ["The authentication was as strong as was asked for.", core("3.1.3.7, item 12")],
  auth_time: ["The authentication was as recent as was asked for.", core("3.1.3.7, item 13")],
  at_hash: ["The access token belongs to this token.", core("3.1.3.8; 3.2.2.9; 3.3.2.9")],
  c_hash: ["The code belongs to this token.", core("3.3.2.10")],
  s_hash: ["The state belongs to this token.", "Financial-grade API 1.0 Part 2, section 5.2.2.1"],
  continuity: ["The token agrees with the one before it.", core("3.3.3.6; 12.2")],
} satisfies Demands;

export type IdTokenStep = keyof typeof demands;

/** What cannot be computed at once; what is absent was not computed. */
interface Computed {
  readonly signature: Judgement;
  /** Whether a key that the header itself brings fits the signature. */
  readonly embeddedKeyFits: boolean;
  readonly halves: HalfHashes;
}

const notComputed: Computed = {
  signature: undetermined("The signature has not been verified yet."),
  embeddedKeyFits: false,
  halves: new Map(),
};

/**
 * Verifies an ID Token as a client has to, every step even after one has failed.
 *
 * @see OpenID Connect Core 1.0, sections 3.1.3.7, 3.2.2.11 and 3.3.2.12
 */
export async function verifyIdToken(context: IdTokenContext, secret: string | null): Promise<Verification> {
  const { token, clientId, accessToken, code, state } = context;
  const { decoded, raw } = token;
  if (decoded.format !== "jws") return verificationOf(idTokenSteps(context));
  const { jwk } = decoded.header.value ?? {};
  const isKey = typeof jwk === "object" && jwk !== null;
  const texts = [accessToken, code, state].filter((text) => text !== null);
  const [signature, embedded, halves] = await Promise.all([
    verifySignature(raw, decoded, { ...keySourceOf(context), clientId, secret }),
    isKey ? verifyWith(raw, decoded.alg ?? "", jwk as Claims) : null,
    computeHalves(decoded.alg, texts),
  ]);
  return verificationOf(idTokenSteps(context, { signature, embeddedKeyFits: embedded === "passed", halves }));
}

/** The steps of {@link verifyIdToken} as far as they can be taken at once: all but the signature and the longer hashes. */
export function idTokenSteps(
  context: IdTokenContext,
  { signature, embeddedKeyFits, halves }: Computed = notComputed,
): readonly VerificationStep[] {
  const { token, clientId, accessToken, code, state } = context;
  const { decoded } = token;
  const form = judgeForm(token);
  if (decoded.format === "jwe") {
    const encryption = undetermined("Only the client's key opens it.", [["alg", shown(decoded.alg)]]);
    return stepsOf(demands, { form, encryption });
  }
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  if (decoded.format !== "jws" || claims === null) return stepsOf(demands, { form });
  const moment = { at: deliveredAt(context), clockOffset: context.clockOffset };
  const requestedAt =
    context.from === "refresh" || context.requestedAt === null
      ? null
      : context.requestedAt + (context.clockOffset ?? 0);
  const nonce = judgeNonce(context, claims);
  const isFront = context.from === "authorization";
  const hash = (name: string, text: string | null, required: boolean) =>
    judgeHash(claims[name], decoded.alg, text, required, halves);
  return stepsOf(demands, {
    form,
    claims: judgeRequired(claims),
    iss: judgeIssuer(claims, context.issuer),
    aud: judgeAudience(claims, clientId),
    azp: judgeAuthorizedParty(claims, clientId),
    typ: judgeType(context, decoded, claims),
    header: judgeHeader(decoded, embeddedKeyFits, context.keys),
    kid: findKeys(decoded, keySourceOf(context)).judged,
    signature: signatureOf(context, signature),
    alg: judgeAlgorithm(decoded, context),
    exp: judgeExpiry(claims, moment, nonce.outcome === "passed" && !isTimely(claims, moment.at, requestedAt)),
    iat: judgeIssuance(claims, moment, requestedAt),
    nbf: judgeNotBefore(claims, moment),
    nonce,
    acr: judgeAcr(context, claims),
    auth_time: judgeAuthTime(context, claims),
    at_hash: hash("at_hash", accessToken, isFront),
    c_hash: hash("c_hash", code, isFront),
    s_hash: hash("s_hash", state, false),
    continuity: judgeContinuity(context, claims),
  });
}

const keySourceOf = ({ keys, missingKids, token }: IdTokenContext): KeySource => ({
  set: keys,
  missing: missingKids,
  receivedAt: token.receivedAt,
});

/** An unsigned token is no fault by itself where it came from the token endpoint, over TLS (section 3.1.3.7, item 6). */
const signatureOf = ({ from }: IdTokenContext, signature: Judgement): Judgement =>
  signature.fault === "unsigned" && from !== "authorization"
    ? {
        ...signature,
        outcome: "undetermined",
        reason: "Unsigned; whether the client registered for that cannot be seen.",
      }
    : signature;

/** Whether a token was made between request and delivery, as one with the nonce of the request must have been. */
function isTimely({ iat }: Claims, at: number, requestedAt: number | null): boolean {
  const issued = numericDate(iat);
  return issued === null || requestedAt === null || (issued >= requestedAt - skewMs && issued <= at + skewMs);
}

/** Faults: `missing`, `different`. */
function judgeHash(
  claim: unknown,
  alg: string | null,
  text: string | null,
  required: boolean,
  halves: HalfHashes,
): Judgement {
  if (text === null) {
    return claim === undefined
      ? notApplicable("Nothing came with the token that it could bind.")
      : undetermined("What it binds was not seen.");
  }
  const compared: Compared[] = [["alg", shown(alg)]];
  if (claim === undefined) {
    return required
      ? failed("The hash is missing.", compared, "missing")
      : notApplicable("The hash is not required here.");
  }
  const hash = hashOf(alg);
  if (hash === null) return undetermined("No hash is fixed for this algorithm.", compared);
  const half = halfHash(hash, text, halves);
  if (half === null) return undetermined("The hash has not been computed yet.", compared);
  compared.push(
    ["expected", mask(half)],
    ["in the token", typeof claim === "string" ? mask(claim) : shown(claim)],
  );
  return claim === half
    ? passed("Equal.", compared)
    : failed("Not the hash of what came.", compared, "different");
}
