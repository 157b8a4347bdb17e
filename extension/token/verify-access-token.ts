import { type ExpectedIssuer, issuerOfTenant } from "../oauth/metadata.js";
import type { JwkSet, Learnt } from "../oauth/server-knowledge.js";
import { isProfiled, profileClaims } from "./access-token-profile.js";
import { judgeIssuer } from "./id-token-claims.js";
import { audienceOf, type Claims } from "./id-token-context.js";
import { judgeForm } from "./id-token-header.js";
import type { ReceivedToken } from "./received-token.js";
import { verifySignature } from "./signature.js";
import { judgeExpiry, type Moment } from "./token-times.js";
import {
  type Compared,
  type Demands,
  failed,
  type Judgement,
  passed,
  shown,
  stepsOf,
  undetermined,
  type Verification,
  type VerificationStep,
  verificationOf,
} from "./verification.js";

const profile = (section: string) => `RFC 9068, section ${section}`;

const demands = {
  form: ["The token is a well-formed JWT.", "RFC 7519, section 7.2"],
  encryption: ["What is encrypted is decrypted first.", profile("4")],
  typ: ["The type says that it is an access token.", profile("2.1 and 4")],
  claims: ["All claims of the profile are there.", profile("2.2")],
  iss: ["The issuer is the one that the login went to.", profile("4")],
  aud: ["The token is for APIs, not for the client.", profile("3 and 4")],
  client_id: ["The token was issued to the client.", profile("2.2")],
  signature: ["The signature is the issuer's.", profile("4")],
  exp: ["The token had not expired.", profile("4")],
} satisfies Demands;

/** What a JWT access token is compared with. */
export interface AccessTokenContext {
  readonly clientId: string | null;
  readonly issuer: ExpectedIssuer;
  readonly keys: Learnt<JwkSet>;
  /** Each `kid` for which the keys were fetched once more, in vain. */
  readonly missingKids: readonly string[];
  /** Whose keys they are; null where that is not known. */
  readonly keysIssuer: string | null;
  readonly moment: Moment;
}

/**
 * Verifies a JWT access token as far as can be done beside its API.
 *
 * A token that does not claim to follow the profile is its issuer's own affair: then every step but the form that fails is
 * undetermined, as is everything of an encrypted one. Opaque tokens cannot be verified.
 *
 * @returns null for an opaque token
 * @see RFC 9068, section 4
 */
export async function verifyAccessToken(
  token: ReceivedToken,
  context: AccessTokenContext,
): Promise<Verification | null> {
  if (token.decoded.format === "opaque") return null;
  if (token.decoded.format === "jwe") return verificationOf(accessTokenSteps(token, context));
  const { keys: set, missingKids: missing, clientId, keysIssuer } = context;
  const claims = token.decoded.payload.value;
  // The keys say nothing about the token of another issuer.
  const isForeign = keysIssuer === null || claims?.iss !== issuerOfTenant(keysIssuer, claims?.tid);
  const isSigned = token.decoded.signature === "present" && !/^none$/i.test(token.decoded.alg ?? "");
  const signature =
    isForeign && isSigned
      ? undetermined("The token is not of the issuer whose keys are known.")
      : await verifySignature(token.raw, token.decoded, {
          ...{ set, missing, receivedAt: token.receivedAt },
          ...{ clientId, secret: null },
        });
  return verificationOf(accessTokenSteps(token, context, signature));
}

/** The steps of {@link verifyAccessToken} as far as they can be taken at once: all but the signature. */
export function accessTokenSteps(
  token: ReceivedToken,
  { clientId, issuer, moment }: AccessTokenContext,
  signature: Judgement = undetermined("The signature has not been verified yet."),
): readonly VerificationStep[] {
  const { decoded } = token;
  const form = judgeForm(token);
  if (decoded.format === "jwe") {
    return stepsOf(demands, { form, encryption: undetermined("Only the API's key opens it.") });
  }
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  if (decoded.format !== "jws" || claims === null) return stepsOf(demands, { form });
  const profiled = isProfiled(token);
  const lenient = (judged: Judgement): Judgement =>
    profiled || judged.outcome !== "failed"
      ? judged
      : {
          ...judged,
          outcome: "undetermined",
          reason: `${judged.reason} The token follows a profile of its own.`,
        };
  const typ: Compared = ["typ", shown(decoded.header.value?.typ)];
  return stepsOf(demands, {
    form,
    typ: lenient(profiled ? passed("It does.", [typ]) : failed("It does not.", [typ], "typ")),
    claims: lenient(judgeProfileClaims(claims)),
    iss: lenient(judgeIssuer(claims, issuer)),
    aud: lenient(judgeApiAudience(claims, clientId)),
    client_id: lenient(judgeClient(claims, clientId)),
    signature: signature.fault === "unsigned" ? signature : lenient(signature),
    exp: judgeExpiry(claims, moment),
  });
}

function judgeProfileClaims(claims: Claims): Judgement {
  const missing = profileClaims.filter((name) => claims[name] === undefined);
  return missing.length === 0
    ? passed("All are there.")
    : failed("Claims are missing.", [["missing", missing.join(", ")]], "claim");
}

/** Faults: `absent`, `client`. */
function judgeApiAudience({ aud }: Claims, clientId: string | null): Judgement {
  const audience = audienceOf(aud);
  const compared: Compared[] = [["aud", shown(aud)]];
  if (!audience?.length) return failed('There is no "aud" that can be read.', compared, "absent");
  return clientId !== null && audience.every((member) => member === clientId)
    ? failed("The only audience is the client.", compared, "client")
    : passed("Meant for APIs.", compared);
}

function judgeClient({ client_id: issuedTo }: Claims, clientId: string | null): Judgement {
  const compared: Compared[] = [
    ["client_id", shown(issuedTo)],
    ["client", clientId ?? "unknown"],
  ];
  if (clientId === null) return undetermined("The client's identifier was not visible.", compared);
  return issuedTo === clientId
    ? passed("Issued to this client.", compared)
    : failed("Issued to another client.", compared, "client");
}
