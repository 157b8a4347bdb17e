import type { Login, TokenCall } from "../flow/login.js";
import { shortHash } from "../oauth/digest.js";
import { clientKindOf } from "./acceptance.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isRotation, provesKey } from "./leaks-in-storage.js";
import { isGranted, noTokens, secondsAfter } from "./traffic.js";
import { fired, notApplicable, silent, timeText, undetermined } from "./verdict.js";

/** How soon a second use of a refresh token may be that of another tab, ms. */
const parallelMs = 10_000;

/**
 * @severity high when unchanged after a refresh; info where rotation is still unproven
 * @fires A refresh gives a browser client no `refresh_token`, or the same one, and no DPoP proof was sent; or a browser client
 *   received its first refresh token without a DPoP proof and has not refreshed since.
 * @silent Refresh tokens bound by DPoP or to a certificate; clients on servers; once a refresh gave another token.
 */
export const refreshTokenNotRotated: Check = {
  id: "refresh-token-not-rotated",
  title: "A browser client keeps using one bearer refresh token.",
  citations: cited("RFC 9700 §2.2.2, §4.14.2; BBA-27 §6.3.2.3; RFC 6749 §6, §10.4"),
  remedy: "Turn on rotation with reuse detection, or bind refresh tokens with DPoP.",
  evaluate: ({ login }) => {
    const refreshes = login.tokenCalls.filter(({ request }) => request.refreshToken !== null);
    const first = login.tokenCalls.find(({ answer }) => textIn(answer, "refresh_token") !== null);
    if (refreshes.length === 0 && first === undefined) return noRefreshTokens(login);
    if (clientKindOf(login) !== "browser") return notApplicable;
    const unchanged = refreshes.filter((call) => isGranted(call) && !isRotation(call));
    const bearer = unchanged.filter((call) => provesKey(call) === false);
    const faults = bearer.map(({ request, answer, endpoint }): Fault => {
      const fresh = textIn(answer, "refresh_token");
      return {
        severity: "high",
        seen: [
          ["endpoint", endpoint],
          ["before", shortHash(request.refreshToken ?? "")],
          ["after", fresh === null ? "none given" : shortHash(fresh)],
        ],
      };
    });
    if (faults.length > 0) return firedBy(faults);
    if (unchanged.some((call) => provesKey(call) === null)) return headersUnseen;
    if (refreshes.some(isRotation) || refreshes.some((call) => provesKey(call))) return silent;
    if (refreshes.some((call) => !call.answer?.response)) {
      return undetermined("The token endpoint's response was not visible.");
    }
    const isBound = first && provesKey(first);
    if (isBound === null) return headersUnseen;
    return isBound || first === undefined
      ? silent
      : fired("info", [
          ["endpoint", first.endpoint],
          ["refresh token", shortHash(textIn(first.answer, "refresh_token") ?? "")],
          ["refreshed since", "no"],
        ]);
  },
};

const headersUnseen = undetermined("The headers of a token request were not visible.");

/**
 * @severity high if accepted; medium if refused, which is the client's fault; low within ten seconds, as of parallel tabs
 * @fires A refresh token that an earlier answer replaced is sent again.
 * @silent A second try after an answer that was lost.
 */
export const refreshTokenReuseAccepted: Check = {
  id: "refresh-token-reuse-accepted",
  title: "An already rotated refresh token is used again.",
  citations: cited("RFC 9700 §4.14.2; RFC 6749 §6, §10.4; RFC 6819 §5.2.2.3"),
  remedy: "Serialise refreshes in the client and revoke the token family on reuse at the server.",
  evaluate: ({ login }) => {
    const refreshes = login.tokenCalls.filter(({ request }) => request.refreshToken !== null);
    if (refreshes.length === 0) return noRefreshTokens(login);
    const rotations = new Map<string | null, TokenCall>();
    for (const call of refreshes) {
      if (isRotation(call) && !rotations.has(call.request.refreshToken)) {
        rotations.set(call.request.refreshToken, call);
      }
    }
    const faults = refreshes.flatMap((call): Fault[] => {
      const replaced = rotations.get(call.request.refreshToken);
      const status = call.answer?.status ?? null;
      if (!replaced || replaced.at >= call.at || (status === null && !call.answer?.response)) return [];
      const soon = call.at - replaced.at <= parallelMs;
      return [
        {
          severity: soon ? "low" : isGranted(call) ? "high" : "medium",
          seen: [
            ["refresh token", shortHash(call.request.refreshToken ?? "")],
            ["replaced", timeText(replaced.at)],
            ["sent again", `${timeText(call.at)}, ${secondsAfter(call.at, replaced.at)} later`],
            ["status", status === null ? "none" : String(status)],
          ],
        },
      ];
    });
    const isOpen = refreshes.some(
      ({ answer }) => answer === null || (answer.status !== null && !answer.response),
    );
    return firedBy(faults, isOpen ? undetermined("The token endpoint's response was not visible.") : silent);
  },
};

/** The verdict where neither a refresh nor a refresh token was seen. */
const noRefreshTokens = (login: Login) =>
  login.tokenCalls.length > 0 && login.tokenCalls.every(({ answer }) => answer?.response)
    ? notApplicable
    : login.tokenCalls.length === 0 && login.tokens.length > 0
      ? notApplicable
      : noTokens(login);

function textIn(answer: TokenCall["answer"], name: string): string | null {
  const value = answer?.response?.members?.[name];
  return typeof value === "string" ? value : null;
}
