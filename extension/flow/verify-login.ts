import { firstValue } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import { decode } from "../token/decode.js";
import { claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { type Verification, verificationOf } from "../token/verification.js";
import { verifyAccessToken } from "../token/verify-access-token.js";
import { verifyDpopProof } from "../token/verify-dpop-proof.js";
import { verifyIdToken } from "../token/verify-id-token.js";
import { verifyJarm } from "../token/verify-jarm.js";
import { verifyLogoutToken } from "../token/verify-logout-token.js";
import { verifyUserInfo } from "../token/verify-userinfo.js";
import { expectationsOf, idTokenContextsOf } from "./id-token-contexts.js";
import type { Login } from "./login.js";
import type { Header } from "./observation.js";
import { userInfoAnswersOf } from "./userinfo.js";
import { jarmContextOf, pkceSteps, responseSteps } from "./verify-exchange.js";

/** What a person gives beside what was seen. */
export interface Given {
  /** The client's secret, to verify MACs. */
  readonly secret?: string | null;
  /** Other issuers' keys that were asked for, by issuer: tokens that name one of these are verified with its keys. */
  readonly others?: ReadonlyMap<string, ServerKnowledge>;
}

/** What verifying gave, by what was verified; see {@link verifyLogin}. */
export type Verifications = ReadonlyMap<string, Verification>;

/**
 * Verifies all of a login that a relying party would verify. Fetches nothing: what is not known is undetermined.
 *
 * @param server what is known of the authorization server
 * @returns by {@link ReceivedToken.id} for ID Tokens and for access tokens that are JWTs; `response` for the authorization
 *   response; `token-request@1` for the PKCE verifier of the first token request; `dpop@` and `userinfo@` with a request id;
 *   `logout@1` for a logout token. What there is nothing to verify of is not among them.
 */
export async function verifyLogin(
  login: Login,
  server: ServerKnowledge,
  { secret = null, others = new Map() }: Given = {},
): Promise<Verifications> {
  const expected = expectationsOf(login, server);
  const { clientId, issuer, momentOf, keysAt } = expected;
  const work: (readonly [string, Promise<Verification | null>])[] = [];

  const jarm = jarmContextOf(login, expected);
  const response = async () => {
    const steps = [
      ...responseSteps(login, server, expected),
      ...(jarm ? await verifyJarm(jarm, secret) : []),
    ];
    return steps.length === 0 ? null : verificationOf(steps);
  };
  work.push(["response", response()]);

  for (const context of idTokenContextsOf(login, server)) {
    const other = otherOf(context.token, others);
    const { keys, missingKids = [] } = other ?? context;
    work.push([context.token.id, verifyIdToken({ ...context, keys, missingKids }, secret)]);
  }
  for (const token of login.tokens.filter(({ kind }) => kind === "access_token")) {
    const other = otherOf(token, others);
    const { keys, missingKids = [] } = other ?? server;
    const named = String(claimsOf(token)?.iss);
    const keysIssuer = other ? named : issuer.state === "known" ? issuer.issuer : null;
    const moment = momentOf(token.receivedAt);
    const context = { clientId, issuer, keys, missingKids, keysIssuer, moment };
    work.push([token.id, verifyAccessToken(token, context)]);
  }

  const challenged = Boolean(login.request?.codeChallenge);
  for (const [index, call] of login.tokenCalls.entries()) {
    const steps = pkceSteps(call, challenged);
    if (steps.length > 0) work.push([`token-request@${index + 1}`, Promise.resolve(verificationOf(steps))]);
    const request = { method: "POST", url: call.endpoint, at: momentOf(call.at).at, accessToken: null };
    const proof = proofIn(call.requestHeaders ?? []);
    if (proof) work.push([`dpop@${call.requestId}`, verifyDpopProof(proof, request)]);
  }
  for (const { requestId, method, url, at, tokenId, requestHeaders } of login.calls) {
    const accessToken = login.tokens.find(({ id }) => id === tokenId)?.raw ?? null;
    const proof = proofIn(requestHeaders);
    const request = { method, url, at: momentOf(at).at, accessToken };
    if (proof) work.push([`dpop@${requestId}`, verifyDpopProof(proof, request)]);
  }
  for (const { call, context } of userInfoAnswersOf(login, server)) {
    work.push([`userinfo@${call.requestId}`, verifyUserInfo(context)]);
  }
  for (const [index, { parameters, at }] of login.logouts.entries()) {
    const raw = firstValue(parameters, "logout_token") ?? "";
    const token = decode(raw);
    if (token.format !== "jws") continue;
    const keys = { ...keysAt(at), clientId, secret };
    work.push([`logout@${index + 1}`, verifyLogoutToken(raw, token, issuer, keys, momentOf(at))]);
  }

  const done = await Promise.all(work.map(async ([id, verification]) => [id, await verification] as const));
  return new Map(done.flatMap(([id, verification]) => (verification ? [[id, verification]] : [])));
}

/** Whether a verification waits for keys that are newer than the token: then the server is to be asked again. */
export const wantsNewKeys = (verifications: Verifications): boolean =>
  [...verifications.values()].some(({ steps }) => steps.some(({ fault }) => fault === "outdated"));

/** What is known of the issuer that a token names, where that was asked for. */
function otherOf(token: ReceivedToken, others: ReadonlyMap<string, ServerKnowledge>) {
  const iss = claimsOf(token)?.iss;
  return typeof iss === "string" ? others.get(iss) : undefined;
}

/** The DPoP proof among headers, if there is exactly one (RFC 9449, section 4.3, item 1). */
function proofIn(headers: readonly Header[]): string | null {
  const proofs = headers.filter(({ name }) => name.toLowerCase() === "dpop");
  return proofs.length === 1 ? (proofs[0]?.value ?? null) : null;
}
