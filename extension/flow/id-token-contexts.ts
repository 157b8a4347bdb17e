import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { type ExpectedIssuer, expectedIssuer, listOf } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import type { IdTokenContext } from "../token/id-token-context.js";
import type { KeySource } from "../token/key-search.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Moment } from "../token/token-times.js";
import type { Login, TokenCall } from "./login.js";
import { clockOffsetOf } from "./server-time.js";

/** What every message of a login is compared with. */
export interface Expectations {
  readonly clientId: string | null;
  /** The request, if all of it could be read; else why not, one plain line. */
  readonly request: AuthorizationRequest | string;
  readonly issuer: ExpectedIssuer;
  readonly clockOffset: number | null;
  /** The issuer's keys for a message that was received then, ms since the epoch. */
  keysAt(receivedAt: number): KeySource;
  /** When something happened, by the servers' clock as far as known. */
  momentOf(at: number): Moment;
}

/** What a login's messages are compared with, by what is known of its server. */
export function expectationsOf(login: Login, server: ServerKnowledge): Expectations {
  const { keys, missingKids } = server;
  const clockOffset = clockOffsetOf(login);
  return {
    clientId: login.client.id,
    request: readableRequest(login),
    issuer: expectedIssuer(server, login.request?.endpoint ?? null),
    clockOffset,
    keysAt: (receivedAt) => ({ set: keys, missing: missingKids ?? [], receivedAt }),
    momentOf: (at) => ({ at: at + (clockOffset ?? 0), clockOffset }),
  };
}

/** The ID Tokens of a login with all that their verification compares them with, in their order. */
export function idTokenContextsOf(login: Login, server: ServerKnowledge): readonly IdTokenContext[] {
  const { clientId, request, issuer, clockOffset } = expectationsOf(login, server);
  const { metadata, keys, missingKids = [] } = server;
  const algs =
    metadata.state === "known" ? listOf(metadata.value, "id_token_signing_alg_values_supported") : [];
  const tokens = login.tokens.filter(({ kind }) => kind === "id_token");
  return tokens.map((token, index) => {
    const call = callOf(login, token);
    const isRefresh = call?.request.grantType === "refresh_token";
    const earlier = tokens.slice(0, index);
    return {
      token,
      from: call === null ? "authorization" : isRefresh ? "refresh" : "code",
      clientId: clientId ?? call?.request.clientId ?? null,
      request,
      requestedAt: login.request?.at ?? null,
      issuer,
      algs: algs.length === 0 ? null : algs,
      keys,
      missingKids,
      ...companionsOf(login, call),
      original: (isRefresh ? earlier : earlier.filter((other) => callOf(login, other) === null))[0] ?? null,
      clockOffset,
    };
  });
}

/** The call of the token endpoint that gave a token; null for one of the authorization response. */
export function callOf(login: Login, token: ReceivedToken): TokenCall | null {
  const [, number] = /@(\d+)$/.exec(token.id) ?? [];
  return login.tokenCalls[Number(number) - 1] ?? null;
}

type Companions = Pick<IdTokenContext, "accessToken" | "code" | "state">;

function companionsOf({ response }: Login, call: TokenCall | null): Companions {
  const first = (name: string) => firstValue(response?.parameters ?? [], name) || null;
  const state = first("state");
  if (call === null) return { accessToken: first("access_token"), code: first("code"), state };
  const issued = call.answer?.response?.members?.access_token;
  return { accessToken: typeof issued === "string" ? issued : null, code: call.request.code, state };
}

function readableRequest({ request }: Login): AuthorizationRequest | string {
  if (request === null) return "The authorization request was not visible.";
  if (request.requestUri) return "The request's parameters are hidden behind its request_uri.";
  if (request.requestObject === "encrypted") return "The Request Object is encrypted.";
  return request.requestObject === "unreadable" ? "The Request Object cannot be read." : request;
}
