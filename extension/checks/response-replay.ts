import { earlierThan } from "../flow/history.js";
import type { Login, TokenCall } from "../flow/login.js";
import { shortHash } from "../oauth/digest.js";
import type { Case } from "./case.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, faultOf, firedBy } from "./faults.js";
import { deliveries, onResponse } from "./front-channel.js";
import { isGranted } from "./traffic.js";
import { notApplicable, timeText } from "./verdict.js";

/** How long a code may take to be redeemed, ms (RFC 6749, section 4.1.2). */
const codeLifetimeMs = 600_000;

/**
 * @severity high if the second use succeeds or an ID Token is delivered for two transactions; medium otherwise; low for a
 *   late first use; info for a reload
 * @fires One `code` in two token requests; one `code` or ID Token in responses of two transactions; a code redeemed
 *   successfully more than 600 s after delivery; or a reload that displays the response's URL again.
 * @silent A retry after a network failure without any answer.
 */
const responseReplayed: Check = {
  id: "response-replayed",
  title: "The same code or ID Token is used or delivered more than once.",
  citations: cited("RFC 6749 §4.1.2, §10.5; OIDC Core §3.2.2.11, §16.9; RFC 9700 §4.2.4, §4.5"),
  remedy: "Redeem once, clear the URL, and let the server revoke on second use.",
  evaluate: onResponse((response, theCase) => {
    const found = deliveries(response, ["code", "id_token"]);
    if (found.length === 0) return notApplicable;
    return firedBy([
      ...found.flatMap(({ name, value }) => deliveredBefore(name, value, theCase)),
      ...usesOf(theCase.login),
      ...theCase.login.repeats.map(({ at, how }) =>
        faultOf("info", `displayed again by ${how}`, timeText(at)),
      ),
    ]);
  }),
};

function deliveredBefore(name: string, value: string, { login, history }: Case): readonly Fault[] {
  const hash = shortHash(value);
  const first = earlierThan(login, history).find(({ hashes }) => hashes[name] === hash);
  if (!first) return [];
  const isHarmful =
    name === "id_token" || login.tokenCalls.some((call) => call.request.code === value && isSuccess(call));
  const when = `${timeText(first.endedAt ?? first.at)} and ${timeText(login.endedAt ?? first.at)}`;
  const seen = `SHA-256 ${hash.slice(0, 8)}…, ${when}`;
  return [faultOf(isHarmful ? "high" : "medium", `${name} delivered twice`, seen)];
}

/** Second uses of a code, and a late first one. */
function usesOf({ tokenCalls, endedAt }: Login): readonly Fault[] {
  const first = new Map<string, TokenCall>();
  const replays: Fault[] = [];
  for (const call of tokenCalls) {
    const { code } = call.request;
    if (!code || !isAnswered(call)) continue;
    const before = first.get(code);
    const uses = [before, call].flatMap((use) => (use ? [`${timeText(use.at)} (${statusOf(use)})`] : []));
    const seen = `SHA-256 ${shortHash(code).slice(0, 8)}…, ${uses.join(" and ")}`;
    if (before) replays.push(faultOf(isSuccess(call) ? "high" : "medium", "code redeemed twice", seen));
    else first.set(code, call);
    if (!before && isSuccess(call) && endedAt !== null && call.at > endedAt + codeLifetimeMs) {
      replays.push(faultOf("low", "code redeemed late", seen));
    }
  }
  return replays;
}

/** Whether the server answered; a request that failed on its way may be sent again. */
const isAnswered = ({ answer }: TokenCall): boolean =>
  answer !== null && (answer.status !== null || answer.response !== null);

const isSuccess = (call: TokenCall): boolean =>
  call.answer?.response ? isGranted(call) : call.answer?.status === 200;

const statusOf = ({ answer }: TokenCall): string => (answer?.status ? String(answer.status) : "answered");

/** Checks of whether a response was used once. */
export const responseReplayChecks: readonly Check[] = [responseReplayed];
