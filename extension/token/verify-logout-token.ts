import type { ExpectedIssuer } from "../oauth/metadata.js";
import type { Jws } from "./decode.js";
import { judgeAudience, judgeIssuer } from "./id-token-claims.js";
import { logoutEvent } from "./id-token-header.js";
import { type Keys, verifySignature } from "./signature.js";
import { judgeExpiry, judgeIssuance, type Moment } from "./token-times.js";
import {
  type Demands,
  failed,
  type Judgement,
  notApplicable,
  passed,
  stepsOf,
  type Verification,
  verificationOf,
} from "./verification.js";

const back = (item: string) => `OpenID Connect Back-Channel Logout 1.0, section 2.6, item ${item}`;

const demands = {
  signature: ["The signature is the issuer's.", back("2")],
  iss: ["The issuer is the one that the login went to.", back("3")],
  aud: ["The client is the audience.", back("3")],
  iat: ["The token was made for this logout.", back("3")],
  exp: ["The token had not expired.", back("3")],
  sub: ["The token names the person or the session.", back("4")],
  events: ["The token says that it is about a logout.", back("5")],
  nonce: ["There is no nonce, so that it can be taken for no ID Token.", back("6")],
} satisfies Demands;

/**
 * Verifies a logout token, where a browser came to see one.
 *
 * @param raw exactly as received
 * @see OpenID Connect Back-Channel Logout 1.0, section 2.6
 */
export async function verifyLogoutToken(
  raw: string,
  token: Jws,
  issuer: ExpectedIssuer,
  keys: Keys,
  moment: Moment,
): Promise<Verification> {
  const claims = token.payload.value ?? {};
  const { events, sub, sid } = claims;
  const demand = (met: boolean, fault: string): Judgement =>
    met ? passed("It does.") : failed("It does not.", [], fault);
  return verificationOf(
    stepsOf(demands, {
      signature: await verifySignature(raw, token, keys),
      iss: judgeIssuer(claims, issuer),
      aud: judgeAudience(claims, keys.clientId),
      iat: judgeIssuance(claims, moment, null),
      exp: claims.exp === undefined ? notApplicable('There is no "exp".') : judgeExpiry(claims, moment),
      sub: demand(typeof sub === "string" || typeof sid === "string", "missing"),
      events: demand(typeof events === "object" && events !== null && logoutEvent in events, "missing"),
      nonce: claims.nonce === undefined ? passed("There is none.") : failed("There is one.", [], "nonce"),
    }),
  );
}
