import { shortHash } from "../oauth/digest.js";
import { firstValue, type Parameter, splitUrl } from "../oauth/parameter.js";
import type { Login } from "./login.js";
import { remember } from "./remember.js";

/** Earlier logins of this browser session, oldest first. */
export type History = readonly PastLogin[];

/** What is kept of a login for comparison with later ones. Secrets as hashes only. */
export interface PastLogin {
  /** {@link Flow.id} */
  readonly flowId: string;
  /** When the authorization request was sent, or the response came where no request was seen; ms since the epoch. */
  readonly at: number;
  /** When the authorization response arrived; null if none did. */
  readonly endedAt: number | null;
  readonly clientId: string | null;
  readonly serverOrigin: string | null;
  readonly tabId: number;
  /** Whether it was to be answered without asking the person: `prompt=none`. */
  readonly silent: boolean;
  /** Error code of the response; null for a success, and where there was no response. */
  readonly error: string | null;
  /** Whether the response said who issued it, by `iss`, ID Token or JWT; null where there was no response. */
  readonly issuerNamed: boolean | null;
  /** `alg` of the first ID Token; null where there was none. */
  readonly idTokenAlg: string | null;
  /**
   * {@link shortHash} of what the login sent and received, by name: `state`, `nonce`, `code_challenge`, `request_uri`, `code`,
   * each token's {@link ReceivedToken.id}, and `redirect_uri` without its query and fragment.
   */
  readonly hashes: Hashes;
  /** {@link stemOf} of those of at least 16 characters. */
  readonly stems: Hashes;
}

type Hashes = Readonly<Record<string, string>>;

/** Those that began before a login, itself left out. */
export function earlierThan(login: Login, history: History): History {
  const at = beganAt(login);
  return history.filter((past) => past.flowId !== login.id && past.at <= at);
}

const beganAt = ({ request, response, startedAt }: Login): number => request?.at ?? response?.at ?? startedAt;

/**
 * What later logins can be compared with.
 *
 * @param logins in any order
 * @returns one entry a login, oldest first
 */
export function historyOf(logins: readonly Login[]): History {
  return logins.map((login) => pastOf(login)).sort((a, b) => a.at - b.at);
}

/** Hash of all but the last three characters, by which a counter shows. */
export const stemOf = (value: string): string => shortHash(value.slice(0, -3));

/** Shorter values have the same beginning by chance. */
const shortestStem = 16;

const pastOf = remember((login: Login): PastLogin => {
  const { request, response, tokens } = login;
  const values = Object.entries({
    state: request?.state,
    nonce: request?.nonce,
    code_challenge: request?.codeChallenge,
    request_uri: request?.requestUri,
    redirect_uri: splitUrl(request?.redirectUri ?? response?.receivedAt ?? "").base,
    code: firstValue(response?.parameters ?? [], "code"),
    ...Object.fromEntries(tokens.map(({ id, raw }) => [id, raw])),
  }).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  const jwt = tokens.find(({ kind }) => kind === "id_token")?.decoded;
  return {
    flowId: login.id,
    at: beganAt(login),
    endedAt: login.endedAt,
    clientId: login.client.id,
    serverOrigin: login.server.origin,
    tabId: login.tabId,
    silent: request?.prompt.includes("none") ?? false,
    error: response?.error ?? null,
    issuerNamed: response && namesIssuer(response),
    idTokenAlg: jwt?.format === "jws" ? jwt.alg : null,
    hashes: hashed(values, shortHash),
    stems: hashed(
      values.filter(([, value]) => value.length >= shortestStem),
      stemOf,
    ),
  };
});

const hashed = (values: readonly [string, string][], hash: (value: string) => string): Hashes =>
  Object.fromEntries(values.map(([name, value]) => [name, hash(value)]));

/** Whether a response says who issued it (RFC 9700, section 4.4.2.1). */
export const namesIssuer = (response: {
  readonly parameters: readonly Parameter[];
  readonly jarm: object | null;
}): boolean =>
  response.jarm !== null || ["iss", "id_token"].some((name) => firstValue(response.parameters, name));
