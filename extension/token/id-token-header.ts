import type { JwkSet, Learnt } from "../oauth/server-knowledge.js";
import type { Jws } from "./decode.js";
import type { Claims, IdTokenContext } from "./id-token-context.js";
import { chooseKeys, isAsymmetric, misfits } from "./key-choice.js";
import type { ReceivedToken } from "./received-token.js";
import { thumbprintOf } from "./thumbprint.js";
import {
  type Compared,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  undetermined,
} from "./verification.js";

/** Problems of decoding that say nothing of the form: of repeated names, and of what the header or the signature says. */
const otherProblem = /duplicate member|"alg"|"enc"/;

/**
 * Whether a token is a compact JWS or JWE of base64url parts whose header and payload are JSON objects. Fault: `malformed`.
 *
 * @see RFC 7519, section 7.2; RFC 7515, section 5.2; RFC 7516, section 5.2
 */
export function judgeForm({ raw, decoded }: ReceivedToken): Judgement {
  if (/^\s*\{/.test(raw)) return notApplicable("A JSON object stands where a token should be.");
  const compared: Compared[] = [
    ["parts", String(raw.split(".").length)],
    ["length", raw.length.toLocaleString("en-US")],
  ];
  const faults = decoded.problems.filter((problem) => !otherProblem.test(problem));
  if (decoded.format !== "opaque" && faults.length === 0) return passed("Well-formed.", compared);
  const failing: Compared = ["failing part", faults[0] ?? "no part is that of a JWT"];
  return failed("No well-formed JWT.", [...compared, failing], "malformed");
}

const otherTypes = new Set(["at+jwt", "logout+jwt", "dpop+jwt", "oauth-authz-req+jwt", "secevent+jwt"]);

/** Member of `events` that makes a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
export const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/** Fault: `typ`, `events`, `access-token`. */
export function judgeType(
  { token, accessToken }: IdTokenContext,
  { header }: Jws,
  claims: Claims,
): Judgement {
  const typ = header.value?.typ;
  const compared: Compared[] = [["typ", shown(typ)]];
  if (
    otherTypes.has(
      String(typ)
        .toLowerCase()
        .replace(/^application\//, ""),
    )
  ) {
    return failed("The type is that of another kind of token.", compared, "typ");
  }
  if (typeof claims.events === "object" && claims.events !== null && logoutEvent in claims.events) {
    return failed("A logout token.", [...compared, ["events", logoutEvent]], "events");
  }
  return accessToken === token.raw
    ? failed("The same text as the access token.", [...compared, ["access_token", "equal"]], "access-token")
    : passed("Of no other kind.", compared);
}

const keyMembers = ["jku", "jwk", "x5u", "x5c"];

/** Faults: `embedded` (a key of the header's own that fits, and that the issuer does not publish), `key`, `crit`. */
export function judgeHeader({ header }: Jws, embeddedKeyFits: boolean, keys: Learnt<JwkSet>): Judgement {
  const members = header.value ?? {};
  const own = keyMembers.filter((name) => name in members);
  const compared: Compared[] = [["members", Object.keys(members).join(", ").slice(0, 200)]];
  for (const name of ["jku", "x5u"]) if (name in members) compared.push([name, hostOf(members[name])]);
  if (members.crit !== undefined) compared.push(["crit", shown(members.crit)]);
  if (own.includes("jwk") && embeddedKeyFits && !isPublished(members.jwk, keys)) {
    return failed("The key that the header brings fits, and is not the issuer's.", compared, "embedded");
  }
  if (own.length > 0) return failed("The header brings keys along.", compared, "key");
  return members.crit === undefined
    ? passed("Neither.", compared)
    : failed("Nothing that is critical is understood here.", compared, "crit");
}

const hostOf = (url: unknown): string =>
  typeof url === "string" && URL.canParse(url) ? new URL(url).host : "not a URL";

const isPublished = (jwk: unknown, keys: Learnt<JwkSet>): boolean =>
  keys.state === "known" && keys.value.keys.some((key) => thumbprintOf(key) === thumbprintOf(jwk as Claims));

/**
 * Whether the algorithm is one that the issuer announces, and fits the key of that `kid`. Faults: `list`, `key`.
 *
 * @see OpenID Connect Core 1.0, section 3.1.3.7, items 6 and 7; RFC 7517, section 4.4
 */
export function judgeAlgorithm({ alg, header }: Jws, { algs, keys }: IdTokenContext): Judgement {
  const compared: Compared[] = [["alg", shown(alg)]];
  if (alg === null || /^none$/i.test(alg)) return notApplicable("The token is not signed.");
  if (algs !== null) compared.push(["announced", algs.join(", ").slice(0, 200)]);
  if (algs !== null && !algs.includes(alg))
    return failed("Not an algorithm that the issuer announces.", compared, "list");
  const kid = header.value?.kid;
  if (keys.state === "known" && isAsymmetric(alg) && kid !== undefined) {
    const named = keys.value.keys.filter((jwk) => jwk.kid === kid);
    const [only] = named;
    if (only && chooseKeys(named, alg, kid).keys.length === 0) {
      const wrong: Compared = ["key", misfits(only, alg).join(", ").slice(0, 200)];
      return failed("The key of that kid is for another algorithm.", [...compared, wrong], "key");
    }
    if (only) return passed("It fits.", compared);
  }
  return algs === null
    ? undetermined("Neither the issuer's algorithms nor its key are known.", compared)
    : passed("The issuer announces it.", compared);
}
