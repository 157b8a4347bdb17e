import type { TokenCall } from "../extension/flow/login.js";
import type { ReceivedToken } from "../extension/token/received-token.js";

/** One refresh token of a login, from where it came to where it went. */
export interface RefreshToken {
  readonly raw: string;
  /** When an answer brought it first, ms since the epoch; null where that was not seen. */
  readonly issuedAt: number | null;
  /** When it was sent to the token endpoint. */
  readonly usedAt: readonly number[];
  /** Whether it was sent again after an answer to it had brought another one (RFC 9700, section 4.14.2). */
  readonly reused: boolean;
}

/** The refresh tokens in the order in which they were first seen. */
export function rotationOf(
  calls: readonly TokenCall[],
  tokens: readonly ReceivedToken[],
): readonly RefreshToken[] {
  const received = tokens.filter(({ kind }) => kind === "refresh_token");
  const sent = calls.flatMap(({ request }) => request.refreshToken ?? []);
  const raws = [...new Set([...received.map(({ raw }) => raw), ...sent])];
  const seen = raws.map((raw): RefreshToken => {
    const uses = calls.filter(({ request }) => request.refreshToken === raw);
    const replacedAt = uses.find(({ answer }) => bringsAnother(answer?.response?.members, raw))?.answer?.at;
    return {
      raw,
      issuedAt: received.find((token) => token.raw === raw)?.receivedAt ?? null,
      usedAt: uses.map(({ at }) => at),
      reused: replacedAt !== undefined && uses.some(({ at }) => at > replacedAt),
    };
  });
  return seen.sort((a, b) => firstSeen(a) - firstSeen(b));
}

const bringsAnother = (members: Readonly<Record<string, unknown>> | null | undefined, raw: string) =>
  typeof members?.refresh_token === "string" && members.refresh_token !== raw;

const firstSeen = ({ issuedAt, usedAt }: RefreshToken): number => issuedAt ?? usedAt[0] ?? 0;
