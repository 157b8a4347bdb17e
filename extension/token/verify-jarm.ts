import type { ExpectedIssuer } from "../oauth/metadata.js";
import { numericDate } from "./claim-time.js";
import { decode, type Jws } from "./decode.js";
import { judgeAudience, judgeIssuer } from "./id-token-claims.js";
import type { Claims } from "./id-token-context.js";
import type { KeySource } from "./key-search.js";
import { verifySignature } from "./signature.js";
import { judgeExpiry, type Moment } from "./token-times.js";
import {
  type Compared,
  type Demands,
  failed,
  type Judgement,
  notApplicable,
  passed,
  stepsOf,
  undetermined,
  type VerificationStep,
} from "./verification.js";

const jarm = (section: string) => `JARM, section ${section}`;

const demands = {
  jarm_encryption: ["What is encrypted is decrypted first.", jarm("2.4, item 1")],
  jarm_iss: ["The response is the issuer's to which the request went.", jarm("2.4, item 3")],
  jarm_aud: ["The response is meant for the client.", jarm("2.4, item 4")],
  jarm_exp: ["The response had not expired.", jarm("2.4, item 5")],
  jarm_signature: ["The signature is the issuer's.", jarm("2.4, item 6")],
  jarm_lifetime: ["The response lives ten minutes at most.", jarm("2.1")],
  jarm_outside: ["No parameter of the response is repeated outside of it.", jarm("2.1 and 2.3")],
} satisfies Demands;

/** A response by JARM with all that its verification compares it with. */
export interface JarmContext {
  /** Exactly as received. */
  readonly jwt: string;
  /** Names of the parameters that came beside it. */
  readonly beside: readonly string[];
  readonly clientId: string | null;
  readonly issuer: ExpectedIssuer;
  readonly keys: KeySource;
  readonly moment: Moment;
}

/** Longest lifetime of a response, ms (JARM, section 2.1). */
const longestMs = 600_000;

/**
 * Verifies a response by JARM.
 *
 * @see JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), section 2.4
 */
export async function verifyJarm(
  context: JarmContext,
  secret: string | null,
): Promise<readonly VerificationStep[]> {
  const token = decode(context.jwt);
  if (token.format !== "jws") return jarmSteps(context);
  const { keys, clientId, jwt } = context;
  return jarmSteps(context, await verifySignature(jwt, token, { ...keys, clientId, secret }));
}

/** The steps of {@link verifyJarm} as far as they can be taken at once: all but the signature. */
export function jarmSteps(
  context: JarmContext,
  signature: Judgement = undetermined("The signature has not been verified yet."),
): readonly VerificationStep[] {
  const token = decode(context.jwt);
  const claims = token.format === "jws" ? token.payload.value : null;
  if (claims === null) {
    return stepsOf(demands, { jarm_encryption: undetermined("Only the client's key opens it.") });
  }
  const { clientId, issuer, moment, beside } = context;
  const repeated = beside.filter((name) => Object.hasOwn(claims, name));
  return stepsOf(demands, {
    jarm_iss: judgeIssuer(claims, issuer),
    jarm_aud: judgeAudience(claims, clientId),
    jarm_exp: judgeExpiry(claims, moment),
    jarm_signature: isUnsignedJws(token as Jws)
      ? failed("The response is not signed.", [["alg", (token as Jws).alg ?? "absent"]], "unsigned")
      : signature,
    jarm_lifetime: judgeLifetime(claims, moment),
    jarm_outside:
      repeated.length === 0
        ? passed("None is.")
        : failed("Parameters are repeated.", [["repeated", repeated.join(", ")]], "repeated"),
  });
}

const isUnsignedJws = ({ alg, signature }: Jws): boolean => signature === "none" || /^none$/i.test(alg ?? "");

function judgeLifetime({ iat, exp }: Claims, { at }: Moment): Judgement {
  const expiry = numericDate(exp);
  if (expiry === null) return notApplicable("It does not expire.");
  const lifetime = expiry - (numericDate(iat) ?? at);
  const compared: Compared[] = [["lifetime", `${Math.round(lifetime / 1000)} s`]];
  return lifetime > longestMs ? failed("It lives longer.", compared, "long") : passed("It does.", compared);
}
