import type { Case } from "../checks/case.js";
import { cited } from "../checks/citation.js";
import { isGranted, secondsAfter } from "../checks/traffic.js";
import { excerpt, type Seen, timeText } from "../checks/verdict.js";
import type { TokenCall } from "../flow/login.js";
import { corsReading } from "./cors.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { askedOf } from "./error-leads.js";
import { citePage, corsOf, isAborted, isUnexplained } from "./facts.js";
import type { Called } from "./invalid-grant.js";
import { tokenErrors } from "./token-errors.js";

/** The last token request, if it brought no token; null if it did, or has no answer yet. */
function failedCall({ login }: Case): TokenCall | null {
  const call = login.tokenCalls.at(-1);
  return call?.answer && !isGranted(call) && !isAborted(call.answer.error ?? "") ? call : null;
}

const callSeen = ({ endpoint, request, answer, initiator }: TokenCall): readonly Seen[] => {
  const members = answer?.response?.members ?? {};
  const words = ["error", "error_description"].flatMap((name): Seen[] =>
    typeof members[name] === "string" ? [[name, excerpt(String(members[name]))]] : [],
  );
  return [
    ["endpoint", endpoint],
    ["grant_type", excerpt(request.grantType)],
    ["asked by", initiator ?? "not visible"],
    ["answer", answer?.status?.toString() ?? excerpt(answer?.error ?? "none")],
    ...words,
  ];
};

/** A rule for each code that is registered for the token endpoint. */
const registered = Object.entries(tokenErrors).map(
  ([code, [title, sections, leads]]): FailureRule => ({
    id: `token-${code}`,
    title,
    citations: cited(sections),
    read: (theCase) => {
      const call = failedCall(theCase);
      if (call?.answer?.response?.error !== code) return null;
      const description = String(call.answer.response.members?.error_description ?? "");
      const called: Called = { ...askedOf(theCase, description), call };
      return reading(callSeen(call), leads(called), {
        otherwise: `Look the refusal up in the server's log at ${timeText(call.at)}.`,
      });
    },
  }),
);

/**
 * @fires The last token request of a page got an answer that CORS does not let it read, or failed in the way that browsers put it.
 * @silent Requests within one origin; answers whose headers were not visible; an answer that the page itself reported, or whose token it used.
 */
const corsRefused: FailureRule = {
  id: "token-cors",
  title: "The browser did not let the app read the token endpoint's answer.",
  citations: [...citePage("Fetch, CORS check"), ...cited("RFC 9700 §2.6")],
  read: (theCase) => {
    const { tokenCalls, calls } = theCase.login;
    const call = tokenCalls.at(-1);
    const { answer, initiator, endpoint } = call ?? {};
    const isUsed = calls.some(({ tokenId }) => tokenId.endsWith(`@${tokenCalls.length}`));
    if (!call || !answer || !endpoint || answer.provenance === "page" || isUsed) return null;
    const outcome = corsOf(initiator ?? null, endpoint, answer.headers);
    return corsReading(callSeen(call), outcome, answer, {
      register: "Register the app's origin for the client at the server (allowed web origins).",
    });
  },
};

/**
 * @fires The last token request was answered with an error of no registered code, or not with a token.
 * @silent Answers whose body was not visible, unless their status says it.
 */
const refused: FailureRule = {
  id: "token-refused",
  title: "The token endpoint gave no token.",
  citations: cited("RFC 6749 §5.1, §5.2"),
  read: (theCase) => {
    const call = failedCall(theCase);
    const { status = null, response = null } = call?.answer ?? {};
    if (call === null || status === null || Object.hasOwn(tokenErrors, response?.error ?? "")) return null;
    if (status < 400 && response === null) return null;
    const isPage = response !== null && response.members === null && "The body is no JSON object.";
    return reading(
      [...callSeen(call), ["after the response", since(call, theCase)]],
      [
        {
          what: "The server itself failed.",
          because: [status >= 500 && `The status is ${status}.`],
          against: [status < 500 && `The status is ${status}.`],
          tryThis: "Try again, and look into the server's log.",
        },
        {
          what: "The server limits how often tokens are asked for.",
          because: [status === 429 && "The status is 429."],
          against: [status !== 429 && `The status is ${status}.`],
          tryThis: "Ask less often: keep a token until it expires.",
        },
        {
          what: "This is not the token endpoint.",
          because: [(status === 404 || status === 405) && `The status is ${status}.`, isPage],
          tryThis: "Take token_endpoint from the server's metadata.",
        },
      ],
    );
  },
};

const since = ({ at }: TokenCall, { login }: Case): string =>
  login.endedAt === null ? "not visible" : secondsAfter(at, login.endedAt);

/**
 * @fires The last token request failed on the way, in a way that the browser explains.
 * @silent Requests that were given up; failures that may be CORS.
 */
const unreachable: FailureRule = {
  id: "token-unreachable",
  title: "The token endpoint was not reached.",
  citations: cited("RFC 6749 §3.2"),
  read: (theCase) => {
    const call = failedCall(theCase);
    const error = call?.answer?.error ?? null;
    return call !== null && error !== null && !isUnexplained(error)
      ? reading(callSeen(call), [], {
          tryThis: ["See whether network, name and certificate of the host are right."],
        })
      : null;
  },
};

/** Ways in which the token endpoint gives no token. */
export const tokenEndpointRules: readonly FailureRule[] = [...registered, corsRefused, refused, unreachable];
