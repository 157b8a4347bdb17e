import { acceptanceOf } from "../checks/acceptance.js";
import type { Case } from "../checks/case.js";
import type { Check, Severity } from "../checks/check.js";
import { cited } from "../checks/citation.js";
import { idTokenChecks } from "../checks/id-token.js";
import { responseBindingChecks } from "../checks/response-binding.js";
import { excerpt, namesOf, type Seen } from "../checks/verdict.js";
import { callbackDocument, callbackExchange } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { clockRules } from "./clock.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { isAborted, whyStopped } from "./facts.js";
import { stateLostRules } from "./state-lost.js";

/** Checks of what a client has to refuse a response for. */
const mandatory: readonly Check[] = [...responseBindingChecks, ...idTokenChecks].filter(({ id }) =>
  /^(?:state-mismatch|iss-mismatch|jarm-response-invalid|idt-.*)$/.test(id),
);

/** What is wrong with a response, as evidence: each check that fired with one of these severities. */
const faultsOf = (theCase: Case, ...severities: readonly Severity[]): readonly Seen[] =>
  mandatory.flatMap((check): Seen[] => {
    const verdict = check.evaluate(theCase);
    return verdict.outcome === "fired" && severities.includes(verdict.severity)
      ? [[check.id, check.title]]
      : [];
  });

const responseSeen = ({ response }: Login): readonly Seen[] => [
  ["response", `${namesOf(response?.parameters ?? [])} by ${response?.channel}`],
];

const whatToCheck = cited("RFC 6749 §10.12; OIDC Core §3.1.3.7, §3.2.2.8; RFC 9207 §2.4");

/**
 * @fires The client went on with a response that it has to refuse, by a check that fired as high.
 * @silent What it did was not seen.
 */
const acceptedWrong: FailureRule = {
  id: "app-accepted-wrong",
  title: "The app went on with a response that it should have refused.",
  citations: whatToCheck,
  read: (theCase) => {
    const { login } = theCase;
    if (login.response?.error !== null || acceptanceOf(login) !== "accepted") return null;
    const faults = faultsOf(theCase, "high");
    return faults.length === 0
      ? null
      : reading([...faults, ...responseSeen(login)], [], {
          tryThis: ["Let a library check the response, and stop where it refuses."],
        });
  },
};

/** @fires The client did not go on with a response that it has to refuse. */
const refusedWrong: FailureRule = {
  id: "app-refused-wrong",
  title: "The app stopped, and was right to: the response is not what it asked for.",
  citations: whatToCheck,
  read: (theCase) => {
    const stopped = whyStopped(theCase);
    const faults = stopped === null ? [] : faultsOf(theCase, "high", "medium");
    return stopped === null || faults.length === 0
      ? null
      : reading(
          [...faults, ["app", stopped], ...responseSeen(theCase.login)],
          faults.map(([, title]) => ({
            what: title,
            because: ["The check of that name found it."],
            proven: true,
          })),
          {
            tryThis: [
              "Log in anew, from the app's own page; if it happens again, compare what the checks found.",
            ],
          },
        );
  },
};

/**
 * @fires The client did not go on with a response in which nothing is wrong that can be seen.
 * @silent A state that was lost, or a clock that is wrong: other rules tell of these.
 */
const stoppedThoughRight: FailureRule = {
  id: "app-stopped",
  title: "The app stopped, though nothing that can be seen is wrong with the response.",
  citations: whatToCheck,
  read: (theCase) => {
    const { login } = theCase;
    const stopped = whyStopped(theCase);
    if (stopped === null || faultsOf(theCase, "high", "medium").length > 0) return null;
    if ([...stateLostRules, ...clockRules].some((rule) => rule.read(theCase) !== null)) return null;
    const { status = null, method = "GET" } = callbackExchange(login) ?? {};
    const is = (...wanted: number[]) =>
      status !== null && wanted.includes(status) && `The callback's status is ${status}.`;
    const isFailing = status !== null && status >= 500 && `The callback's status is ${status}.`;
    const isRejecting = is(400, 401, 403);
    const none = "What the app's server did out of sight was not visible.";
    return reading(
      [
        ...responseSeen(login),
        ["callback", `${method} ${excerpt(splitUrl(login.response?.receivedAt ?? "").base)}`],
        ["app", stopped],
      ],
      [
        {
          what: "The app has nothing at this address, or not for this method.",
          because: [is(404, 405, 501)],
          against: [
            status !== null && ![404, 405, 501].includes(status) && `The callback's status is ${status}.`,
          ],
          tryThis: `Let the app take ${method} at its redirect URI.`,
        },
        {
          what: "The app's server failed, often as its own token request did.",
          because: [isFailing],
          against: [isRejecting],
          tryThis: "Look into the log of the app's server: client secret, token endpoint, keys.",
        },
        {
          what: "The app does not know the state or nonce any more.",
          because: [isRejecting],
          against: [isFailing, none],
          tryThis: "Look into the app's log for state, nonce, and where it keeps them.",
        },
      ],
    );
  },
};

/**
 * @fires The page of the redirect URI could not be loaded.
 * @silent A load that another replaced; addresses of native apps, which no page shows.
 */
const callbackUnreachable: FailureRule = {
  id: "callback-unreachable",
  title: "The server answered, and the app's callback could not be loaded.",
  citations: cited("RFC 6749 §3.1.2"),
  read: ({ login }) => {
    const page = callbackDocument(login);
    if (page?.error == null || page.committedAt !== null || isAborted(page.error)) return null;
    if (!/^https?:/i.test(page.url) || acceptanceOf(login) !== "unknown") return null;
    return reading(
      [
        ["callback", splitUrl(page.url).base],
        ["error", excerpt(page.error)],
      ],
      [],
      { tryThis: ["See whether the app runs at the host and port of its redirect URI."] },
    );
  },
};

/** Ways in which a login fails in the app. */
export const appRules: readonly FailureRule[] = [
  callbackUnreachable,
  refusedWrong,
  stoppedThoughRight,
  acceptedWrong,
];
