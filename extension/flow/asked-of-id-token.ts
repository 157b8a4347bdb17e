import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { isJsonObject, readJson, readJsonObject } from "../oauth/json.js";
import { readJwt } from "../oauth/jwt.js";
import { firstValue } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import { judgeAcr, judgeAuthTime } from "../token/id-token-claims.js";
import { type Claims, claimsOf, type IdTokenContext } from "../token/id-token-context.js";
import type { Judgement } from "../token/verification.js";
import { type Comparison, compared, none, notVisible, type Side, stated } from "./comparison.js";
import { idTokenContextsOf } from "./id-token-contexts.js";
import type { Login } from "./login.js";
import { userInfoAnswersOf } from "./userinfo.js";

/** Claims that were delivered; `none` where there was nothing to hold them. */
type Delivered = Claims | "none" | "not-visible";

/** What was asked of the ID Token and of the UserInfo endpoint, beside what they say. */
export function askedOfIdToken(
  login: Login,
  server: ServerKnowledge,
  asked: (value: (request: AuthorizationRequest) => string | null) => Side,
): readonly (Comparison | null)[] {
  const [context] = contextsOf(login, server);
  const claims = idTokenClaims(login, server);
  const sent = (name: string) => asked(({ effective }) => firstValue(effective, name));
  /** A claim that is there anyway answers nothing unless it was asked for. */
  const answered = (what: "max_age" | "acr_values", claim: string, judge: Judge) =>
    sent(what).state === "stated"
      ? compared(what, sent(what), claimIn(claims, claim), () =>
          context && typeof claims !== "string" && judge(context, claims).outcome === "passed"
            ? "met"
            : "differs",
        )
      : null;
  const hint = sent("login_hint");
  const claimsParameter = sent("claims");
  const requested = "value" in claimsParameter ? readJson(claimsParameter.value).value : null;
  return [
    compared(
      "nonce",
      asked(({ nonce }) => nonce),
      claimIn(claims, "nonce"),
    ),
    answered("max_age", "auth_time", judgeAuthTime),
    answered("acr_values", "acr", judgeAcr),
    "value" in hint ? loginHint(hint.value, claims) : null,
    requestedClaims("id_token", requested, claims),
    requestedClaims("userinfo", requested, userInfoClaims(login, server)),
  ];
}

type Judge = (context: IdTokenContext, claims: Claims) => Judgement;

/** Of the ID Tokens of this login, those that a refresh brought left out. */
const contextsOf = (login: Login, server: ServerKnowledge) =>
  idTokenContextsOf(login, server).filter(({ from }) => from !== "refresh");

/** Claims of the first ID Token. Where a code may have been redeemed unseen, so may an ID Token have come. */
export function idTokenClaims(login: Login, server: ServerKnowledge): Delivered {
  const [context] = contextsOf(login, server);
  if (context) return claimsOf(context.token) ?? "not-visible";
  const { response, tokenCalls } = login;
  const isEncrypted = response?.jarm?.format === "encrypted";
  const isRedeemed = tokenCalls.some(
    ({ request, answer }) => request.grantType === "authorization_code" && answer?.response?.members,
  );
  const isRedeemable = Boolean(firstValue(response?.parameters ?? [], "code"));
  return isEncrypted || (isRedeemable && !isRedeemed) ? "not-visible" : "none";
}

function userInfoClaims(login: Login, server: ServerKnowledge): Delivered {
  const bodies = userInfoAnswersOf(login, server).map(({ context }) => context.body);
  return (
    bodies
      .map((body) => readJsonObject(body, "body").value ?? readJwt(body).claims)
      .find((claims) => claims !== null) ?? "not-visible"
  );
}

function claimIn(claims: Delivered, name: string): Side {
  if (typeof claims === "string") return claims === "none" ? none : notVisible;
  const claim = claims[name];
  return stated(typeof claim === "string" || claim === undefined ? claim : JSON.stringify(claim));
}

/** Claims by which people are called. */
const callNames = ["email", "preferred_username", "upn", "phone_number", "sub", "name", "nickname"];

/** Whether who signed in is who was hinted at: as far as a claim of that kind is in the ID Token. */
function loginHint(hint: string, claims: Delivered): Comparison | null {
  const values = typeof claims === "string" ? [] : callNames.map((name) => claims[name]);
  const texts = values.filter((value) => typeof value === "string");
  const isHinted = (text: string) => text.toLowerCase() === hint.toLowerCase();
  const isOfItsKind = (text: string) => /@/.test(hint) && /@/.test(text);
  const found = texts.find(isHinted) ?? texts.find(isOfItsKind);
  return compared("login_hint", stated(hint), found === undefined ? notVisible : stated(found), (_, text) =>
    isHinted(text) ? "same" : "differs",
  );
}

/** @see OpenID Connect Core 1.0, sections 5.5 and 5.5.1 */
function requestedClaims(
  member: "id_token" | "userinfo",
  parameter: unknown,
  delivered: Delivered,
): Comparison | null {
  const requested = isJsonObject(parameter) ? parameter[member] : null;
  if (!isJsonObject(requested)) return null;
  const claims = typeof delivered === "string" ? {} : delivered;
  const names = Object.keys(requested);
  const came = names.filter((name) => Object.hasOwn(claims, name) && fits(claims[name], requested[name]));
  const lists = { asked: stated(names.join(" ")), received: stated(came.join(" ")) };
  const got = new Set(came);
  const isHidden = delivered === "not-visible";
  const row = compared(`claims.${member}`, lists.asked, isHidden ? notVisible : lists.received, () =>
    came.length === names.length ? "met" : "differs",
  );
  const missing = isHidden ? [] : names.filter((name) => !got.has(name));
  return row && { ...row, missing };
}

/** Whether a claim has one of the values that were asked for, if any were. */
function fits(claim: unknown, asked: unknown): boolean {
  if (!isJsonObject(asked)) return true;
  const values = Array.isArray(asked.values) ? asked.values : asked.value === undefined ? [] : [asked.value];
  return values.length === 0 || values.some((value) => JSON.stringify(value) === JSON.stringify(claim));
}
