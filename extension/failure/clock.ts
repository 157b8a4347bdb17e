import { acceptanceOf } from "../checks/acceptance.js";
import { cited } from "../checks/citation.js";
import { type Seen, timeText } from "../checks/verdict.js";
import { clockOffsetOf } from "../flow/server-time.js";
import { numericDate } from "../token/claim-time.js";
import { claimsOf } from "../token/id-token-context.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { spanOf, whyStopped } from "./facts.js";

/** What clients tolerate at most by default: a minute, ms. */
const toleranceMs = 60_000;

/**
 * @fires By this computer's clock an ID Token comes from the future, or had expired as it came, by more than a minute; and the
 *   client did not go on, or was not seen to and the server's `Date` shows the difference.
 * @silent The client went on; the times fit.
 */
const clockSkew: FailureRule = {
  id: "clock-skew",
  title: "By this computer's clock the ID Token is not valid at the time at which it came.",
  citations: cited("OIDC Core §3.1.3.7; RFC 7519 §4.1.4, §4.1.6; RFC 9110 §6.6.1"),
  read: (theCase) => {
    const { login } = theCase;
    const stopped = whyStopped(theCase);
    const offset = clockOffsetOf(login);
    const token = login.tokens.find(({ kind }) => kind === "id_token");
    const claims = token && claimsOf(token);
    if (!token || !claims || acceptanceOf(login) === "accepted") return null;
    const [issued, expiry] = [numericDate(claims.iat), numericDate(claims.exp)];
    const early = issued === null ? 0 : issued - token.receivedAt;
    const late = expiry === null ? 0 : token.receivedAt - expiry;
    const isOff = offset !== null && Math.abs(offset) > toleranceMs;
    if (Math.max(early, late) <= toleranceMs || (stopped === null && !isOff)) return null;
    const seen: readonly Seen[] = [
      ["this computer", timeText(token.receivedAt)],
      ["server's Date", offset === null ? "not visible" : timeText(token.receivedAt + offset)],
      ...(issued === null ? [] : [["iat", timeText(issued)] as const]),
      ...(expiry === null ? [] : [["exp", timeText(expiry)] as const]),
      ["app", stopped ?? "Not seen to go on."],
    ];
    const agrees = offset !== null && !isOff && "The server's Date agrees with this computer.";
    return reading(
      seen,
      [
        {
          what: `This computer's clock is ${early > late ? "behind" : "ahead"}.`,
          because: [
            isOff &&
              `The server's Date is ${spanOf(Math.abs(offset))} ${offset > 0 ? "ahead of it" : "behind it"}.`,
            offset === null && early > 0 && "A token cannot come before it is issued.",
          ],
          against: [agrees, offset === null && "No server told its time."],
          tryThis: "Let this computer set its clock by the network.",
        },
        {
          what: "The clock of the server that issues tokens is wrong, or the token is an old one.",
          because: [agrees],
          against: [isOff && "Its Date and the token's times agree."],
          tryThis: "Compare the server's clock with its tokens.",
        },
      ],
      stopped === null ? { against: ["What the app made of it was not seen."] } : {},
    );
  },
};

export const clockRules: readonly FailureRule[] = [clockSkew];
