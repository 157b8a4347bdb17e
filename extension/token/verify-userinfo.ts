import { mask } from "../mask.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import type { ExpectedIssuer } from "../oauth/metadata.js";
import { type DecodedToken, decode } from "./decode.js";
import { judgeAudience, judgeIssuer } from "./id-token-claims.js";
import type { Claims } from "./id-token-context.js";
import type { KeySource } from "./key-search.js";
import { verifySignature } from "./signature.js";
import {
  type Compared,
  type Demands,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  stepsOf,
  undetermined,
  type Verification,
  type VerificationStep,
  verificationOf,
} from "./verification.js";

const core = (section: string) => `OpenID Connect Core 1.0, section ${section}`;

const demands = {
  signature: ["The signature is the issuer's.", core("5.3.4")],
  iss: ["A signed answer is the issuer's.", core("5.3.2")],
  aud: ["A signed answer is meant for the client.", core("5.3.2")],
  sub: ["The answer is about the person of the ID Token.", core("5.3.2 and 5.3.4")],
} satisfies Demands;

export interface UserInfoContext {
  /** Body of the answer: a JSON object, or a JWT. */
  readonly body: string;
  /** Claims of the ID Token of the same login; null where there was none that can be read. */
  readonly idToken: Claims | null;
  readonly clientId: string | null;
  readonly issuer: ExpectedIssuer;
  readonly keys: KeySource;
}

/** Verifies an answer of the UserInfo endpoint, signed or plain. */
export async function verifyUserInfo(context: UserInfoContext): Promise<Verification> {
  const { keys, clientId, body } = context;
  const token = decode(body.trim());
  if (token.format !== "jws") return verificationOf(userInfoSteps(context));
  const signature = await verifySignature(body.trim(), token, { ...keys, clientId, secret: null });
  return verificationOf(userInfoSteps(context, signature));
}

/** The steps of {@link verifyUserInfo} as far as they can be taken at once: all but the signature. */
export function userInfoSteps(
  { body, idToken, clientId, issuer }: UserInfoContext,
  signature: Judgement = undetermined("The signature has not been verified yet."),
): readonly VerificationStep[] {
  const token = decode(body.trim());
  const claims = claimsIn(body, token);
  const sub = judgeSubject(claims, idToken, token.format === "jwe");
  if (token.format !== "jws" || claims === null) return stepsOf(demands, { sub });
  const { iss, aud } = claims;
  const absent = notApplicable("It does not say.");
  return stepsOf(demands, {
    signature,
    iss: iss === undefined ? absent : judgeIssuer(claims, issuer),
    aud: aud === undefined ? absent : judgeAudience(claims, clientId),
    sub,
  });
}

function claimsIn(body: string, token: DecodedToken): Claims | null {
  if (token.format === "jws") return token.payload.value;
  const { value } = readJson(body);
  return isJsonObject(value) ? value : null;
}

/** Faults: `missing`, `different`. */
function judgeSubject(claims: Claims | null, idToken: Claims | null, encrypted: boolean): Judgement {
  if (claims === null)
    return undetermined(encrypted ? "The answer is encrypted." : "The answer cannot be read.");
  if (idToken === null) return undetermined("There is no ID Token to compare it with.", [], "no-id-token");
  const masked = (value: unknown) => (typeof value === "string" ? mask(value) : shown(value));
  const compared: Compared[] = [
    ["sub of UserInfo", masked(claims.sub)],
    ["sub of the ID Token", masked(idToken.sub)],
  ];
  if (typeof claims.sub !== "string") return failed('There is no "sub".', compared, "missing");
  return claims.sub === idToken.sub
    ? passed("Equal.", compared)
    : failed("The answer is about somebody else.", compared, "different");
}
