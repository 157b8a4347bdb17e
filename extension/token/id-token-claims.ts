import { mask } from "../mask.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { isIssuerUrl, issuerOfTenant } from "../oauth/metadata.js";
import { firstValue, valuesOf } from "../oauth/parameter.js";
import { numericDate } from "./claim-time.js";
import { claimsRequestOf } from "./claims-request.js";
import { audienceOf, type Claims, claimsOf, deliveredAt, type IdTokenContext } from "./id-token-context.js";
import {
  type Compared,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  skewMs,
  undetermined,
} from "./verification.js";

/** Longest `sub`, ASCII characters. */
const longestSubject = 255;

/**
 * Whether each required claim is there, with its type.
 *
 * @see OpenID Connect Core 1.0, section 2
 */
export function judgeRequired(claims: Claims): Judgement {
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  const suits: Readonly<Record<string, (value: unknown) => boolean>> = {
    iss: isText,
    sub: (value) => isText(value) && String(value).length <= longestSubject,
    aud: (value) => (audienceOf(value)?.length ?? 0) > 0,
    exp: (value) => numericDate(value) !== null,
    iat: (value) => numericDate(value) !== null,
  };
  const faults = Object.entries(suits).filter(([name, suit]) => !suit(claims[name]));
  if (faults.length === 0) return passed("All are there.");
  const compared = faults.map(([name]): Compared => [name, typeNameOf(claims[name])]);
  return failed("A claim is absent or of the wrong type.", compared, "claim");
}

function typeNameOf(value: unknown): string {
  if (value === undefined) return "absent";
  if (value === "") return "an empty string";
  if (typeof value === "string") return `a string of ${value.length} characters`;
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a JSON ${typeof value}`;
}

/** Faults: `absent`, `form`, `different`. */
export function judgeIssuer({ iss, tid }: Claims, expected: IdTokenContext["issuer"]): Judgement {
  const wanted = expected.state === "known" ? issuerOfTenant(expected.issuer, tid) : null;
  const compared: Compared[] = [
    ["iss", shown(iss)],
    ...(wanted === null ? [] : [["issuer", wanted] as const]),
  ];
  if (typeof iss !== "string") return failed('There is no "iss".', compared, "absent");
  if (wanted !== null && iss !== wanted) {
    return failed("The token comes from another issuer.", compared, "different");
  }
  if (!isIssuerUrl(iss))
    return failed("The issuer is no https URL without query and fragment.", compared, "form");
  return expected.state === "known"
    ? passed("Equal to the issuer of the metadata.", compared)
    : undetermined(expected.reason, compared);
}

/** Faults: `absent`, `different`. */
export function judgeAudience({ aud }: Claims, clientId: string | null): Judgement {
  const audience = audienceOf(aud);
  const compared: Compared[] = [
    ["aud", shown(aud)],
    ["client_id", clientId ?? "unknown"],
  ];
  if (audience === null) return failed('There is no "aud" that can be read.', compared, "absent");
  if (clientId === null) return undetermined("The client's identifier was not visible.", compared);
  return audience.includes(clientId)
    ? passed("The client is among the audiences.", compared)
    : failed("The token is meant for others.", compared, "different");
}

/**
 * Faults: `azp`, `extra`; the latter undetermined, as whom a client trusts cannot be seen.
 *
 * @see OpenID Connect Core 1.0 with errata set 2, section 3.1.3.7, items 3 to 5
 */
export function judgeAuthorizedParty({ aud, azp }: Claims, clientId: string | null): Judgement {
  const audience = audienceOf(aud) ?? [];
  // Without the client among them they are the wrong audiences, and none is a further one.
  const extra =
    clientId !== null && !audience.includes(clientId) ? [] : audience.filter((one) => one !== clientId);
  if (azp === undefined && extra.length === 0)
    return notApplicable('There is no "azp" and no further audience.');
  const compared: Compared[] = [
    ["azp", shown(azp)],
    ["further audiences", shown(extra)],
  ];
  if (clientId === null) return undetermined("The client's identifier was not visible.", compared);
  if (azp !== undefined && azp !== clientId) return failed("Issued to another client.", compared, "azp");
  return extra.length === 0
    ? passed("Issued to this client.", compared)
    : undetermined("Whether the client trusts the further audiences cannot be seen.", compared, "extra");
}

/** Faults: `missing`, `different`, `unrequested`. */
export function judgeNonce(context: IdTokenContext, claims: Claims): Judgement {
  const { request, from } = context;
  const has = Object.hasOwn(claims, "nonce");
  const shownNonce = (value: unknown) => (typeof value === "string" ? mask(value) : shown(value));
  if (from === "refresh" && !has) return notApplicable("Not repeated when a token is refreshed.");
  if (typeof request === "string") return undetermined(request, [["nonce", shownNonce(claims.nonce)]]);
  const compared: Compared[] = [
    ["sent", request.nonce ? mask(request.nonce) : "absent"],
    ["in the token", shownNonce(claims.nonce)],
  ];
  if (!request.nonce) {
    return has
      ? failed("The token has a nonce although none was sent.", compared, "unrequested")
      : notApplicable("No nonce was sent.");
  }
  if (!has) return failed("The nonce that was sent is not in the token.", compared, "missing");
  return claims.nonce === request.nonce
    ? passed("Equal to the one that was sent.", compared)
    : failed("Not the nonce that was sent.", compared, "different");
}

const askedOf = (request: AuthorizationRequest) => claimsRequestOf(firstValue(request.effective, "claims"));

/** Faults: `essential`, `voluntary`. */
export function judgeAcr(context: IdTokenContext, claims: Claims): Judgement {
  const { request } = context;
  if (typeof request === "string") return undetermined(request);
  const { essential, values } = askedOf(request).acr;
  const wanted = (essential && values) || valuesOf(firstValue(request.effective, "acr_values"));
  if (!essential && wanted.length === 0) return notApplicable("No acr was asked for.");
  const compared: Compared[] = [
    ["asked for", wanted.join(" ").slice(0, 200) || "any"],
    ["acr", shown(claims.acr)],
  ];
  const meets = typeof claims.acr === "string" && (wanted.length === 0 || wanted.includes(claims.acr));
  if (meets) return passed("One of those that were asked for.", compared);
  return failed("Not confirmed.", compared, essential ? "essential" : "voluntary");
}

/**
 * Faults: `missing`, `old`, `login`.
 *
 * @see OpenID Connect Core 1.0, sections 3.1.2.1 (`max_age`, `prompt`) and 3.1.3.7, item 13
 */
export function judgeAuthTime(context: IdTokenContext, claims: Claims): Judgement {
  const { request, requestedAt } = context;
  if (context.from === "refresh") return notApplicable("That of the first login holds.");
  if (typeof request === "string") return undetermined(request);
  const maxAge = firstValue(request.effective, "max_age") ?? "";
  const isAged = /^\d{1,10}$/.test(maxAge);
  const isAsked = askedOf(request).authTime.essential;
  const isLogin = request.prompt.includes("login");
  if (!isAged && !isAsked && !isLogin) return notApplicable("No new authentication was asked for.");
  const at = numericDate(claims.auth_time);
  const delivered = deliveredAt(context);
  const compared: Compared[] = [
    ...(isAged ? [["max_age", `${maxAge} s`] as const] : []),
    ...(isLogin ? [["prompt", "login"] as const] : []),
    [
      "auth_time",
      at === null ? shown(claims.auth_time) : `${Math.round((delivered - at) / 1000)} s before delivery`,
    ],
  ];
  if (at === null) {
    return isAged || isAsked
      ? failed("The token does not say when the person signed in.", compared, "missing")
      : undetermined("The token does not say when the person signed in.", compared);
  }
  if (isAged && delivered - at > Number(maxAge) * 1000 + skewMs) {
    return failed("The person signed in too long ago.", compared, "old");
  }
  if (!isLogin) return passed("Recent enough.", compared);
  if (requestedAt === null) return undetermined("When the request was sent is not known.", compared);
  const before = requestedAt + (context.clockOffset ?? 0) - at > skewMs;
  return before
    ? failed("The person signed in before the request.", compared, "login")
    : passed("Recent enough.", compared);
}

/**
 * Faults: the claim that differs, `iss`, `sub`, `aud`, `nonce` or `auth_time`.
 *
 * @see OpenID Connect Core 1.0, sections 3.3.3.6 and 12.2
 */
export function judgeContinuity({ from, original }: IdTokenContext, claims: Claims): Judgement {
  const before = original && claimsOf(original);
  if (!before) return notApplicable("There is no ID Token before it.");
  const sorted = (value: unknown) => [...(audienceOf(value) ?? [shown(value)])].sort().join(" ");
  const optional = (name: string) => Object.hasOwn(claims, name) && Object.hasOwn(before, name);
  const names =
    from === "refresh" ? ["iss", "sub", "aud", ...["nonce", "auth_time"].filter(optional)] : ["iss", "sub"];
  const different = names.filter((name) =>
    name === "aud" ? sorted(claims.aud) !== sorted(before.aud) : claims[name] !== before[name],
  );
  const compared = different.map(
    (name): Compared => [name, `${hidden(name, before)}, then ${hidden(name, claims)}`],
  );
  return different.length === 0
    ? passed("Agrees with the ID Token before it.", [["compared", names.join(", ")]])
    : failed("Differs from the ID Token before it.", compared, different[0]);
}

const hidden = (name: string, claims: Claims): string => {
  const value = claims[name];
  return typeof value === "string" && (name === "sub" || name === "nonce") ? mask(value) : shown(value);
};
