import { cited } from "../checks/citation.js";
import { accessTokensOf, audienceFit, callSeen, tokenOf } from "../checks/traffic.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { headerOf } from "../flow/documents.js";
import type { ApiCall, Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { challengeErrors, challengeOf } from "./challenge.js";
import { corsReading } from "./cors.js";
import { type FailureRule, type Reading, reading } from "./diagnosis.js";
import { citePage, corsOf, isAborted } from "./facts.js";
import { refusalLeads } from "./refused-call.js";

/** The last call that failed in a way, and that did not succeed when it was made again. */
const lastFailed = ({ calls }: Login, isFailed: (call: ApiCall) => boolean): ApiCall | undefined =>
  calls.findLast(
    (call, index) =>
      isFailed(call) &&
      !calls
        .slice(index + 1)
        .some(
          (later) =>
            (later.answer?.status ?? 500) < 400 &&
            later.method === call.method &&
            placeOf(later) === placeOf(call),
        ),
  );

const placeOf = ({ url }: ApiCall): string => splitUrl(url).base;

/** Whether a call was refused for its token's sake: 400 is that only beside a challenge (RFC 6750, sections 3 and 3.1). */
const isRefusal = ({ answer }: ApiCall): boolean =>
  answer?.status === 401 ||
  answer?.status === 403 ||
  (answer?.status === 400 && headerOf(answer.headers, "www-authenticate") !== null);

/**
 * @fires An API answered a call that carried a token of this login with 401 or 403, or with 400 and
 *   `WWW-Authenticate`, and no later one to the same address succeeded.
 */
const tokenRefused: FailureRule = {
  id: "api-refused",
  title: "An API refused the call.",
  citations: [
    ...cited("RFC 6750 §3, §3.1; RFC 9449 §7.1, §7.2; RFC 9068 §4"),
    ...citePage("RFC 9470, section 3"),
  ],
  read: (theCase) => {
    const { login } = theCase;
    const call = lastFailed(login, isRefusal);
    const token = call && tokenOf(login, call.tokenId);
    if (!call || !token) return null;
    const header = headerOf(call.answer?.headers ?? [], "www-authenticate");
    const challenge = challengeOf(header ?? "");
    const error = challenge.parameters.get("error") ?? "";
    const means = Object.hasOwn(challengeErrors, error) ? challengeErrors[error] : undefined;
    const seen: readonly Seen[] = [
      ...callSeen(call),
      ["token", token.id],
      ["WWW-Authenticate", header === null ? "absent" : excerpt(header)],
      ...(means ? [["means", means] as const] : []),
    ];
    return reading(seen, refusalLeads(call, token, challenge, login), {
      tryThis: header === null ? ["Let the API say why it refuses, by WWW-Authenticate."] : [],
    });
  },
};

/**
 * @fires A page's call with a token in a header got an answer that CORS does not let it read, or failed in the way that browsers
 *   put it.
 * @silent Calls within one origin; answers whose headers were not visible.
 */
const corsMissing: FailureRule = {
  id: "api-cors",
  title: "The browser did not let the app read an API's answer.",
  citations: [...citePage("Fetch, CORS check"), ...cited("BBA-27 §6.3.3.4")],
  read: ({ login }) => {
    const isScript = ({ via, resource }: ApiCall) => via === "header" && resource === "script";
    const readingOf = (call: ApiCall) => {
      const { answer, initiator, url } = call;
      if (
        !answer ||
        answer.fromCache ||
        !isScript(call) ||
        initiator === null ||
        isAborted(answer.error ?? "")
      )
        return null;
      const outcome = corsOf(initiator, url, answer.headers);
      return corsReading(
        [...callSeen(call), ["asked by", initiator], ...errorSeen(call)],
        outcome,
        answer,
        registerAtApi(initiator),
      );
    };
    const call = lastFailed(login, (candidate) => readingOf(candidate) !== null);
    return call ? readingOf(call) : neverSent(login);
  },
};

/**
 * A failure of which nothing but its end was seen, as where the browser asked ahead in vain; only of a request to where a token
 * of this login is for.
 */
function neverSent(login: Login): Reading | null {
  const tokens = accessTokensOf(login);
  const failed = login.unexplained.findLast(({ url }) =>
    tokens.some((token) => audienceFit(token, url, login) === "fits"),
  );
  if (failed === undefined || login.calls.some(({ at }) => at > failed.at)) return null;
  const { initiator, url, error } = failed;
  const seen: readonly Seen[] = [
    ["API", splitUrl(url).base],
    ["asked by", initiator],
    ["error", excerpt(error)],
  ];
  return corsReading(seen, "unknown", { status: null, error, headers: [] }, registerAtApi(initiator));
}

const registerAtApi = (origin: string) => ({
  register: `Let the API answer with Access-Control-Allow-Origin: ${origin}, in errors too, and allow the header Authorization.`,
});

const errorSeen = ({ answer }: ApiCall): readonly Seen[] =>
  answer?.error ? [["error", excerpt(answer.error)]] : [];

/** Ways in which an API does not take a token. */
export const apiRules: readonly FailureRule[] = [tokenRefused, corsMissing];
