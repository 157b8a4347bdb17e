import { caseOf } from "../../extension/checks/case.js";
import { evaluate } from "../../extension/checks/catalogue.js";
import { callCap, factCap } from "../../extension/flow/bounds.js";
import type { Flow } from "../../extension/flow/flow.js";
import { historyOf } from "../../extension/flow/history.js";
import type { Observation } from "../../extension/flow/observation.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { serverWith } from "../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../fixtures/login.js";
import { accessToken, idToken, opaqueToken } from "../fixtures/tokens.js";
import {
  api,
  app,
  call,
  changed,
  code,
  everywhere,
  look,
  page,
  redemption,
  server,
  toCallback,
  tokenCall,
} from "../fixtures/traffic.js";
import type { Entry, Figure, Setting } from "./entry.js";

const goalMs = 5;
const warmUp = 20;

/**
 * All checks on logins of three sizes. A login is read anew for each evaluation, outside the time that is taken, and the case
 * is new, so that nothing is remembered but what stays the same as a login grows.
 */
export const evaluateChecks: Entry = {
  name: "evaluate-checks",
  where: "node",
  measure({ pairs }: Setting): Promise<readonly Figure[]> {
    return Promise.resolve([
      ...figuresOf("a usual login", usual, goalMs, 25 * pairs),
      ...figuresOf("a login with 300 calls and 24 refreshes", session(300, 24), goalMs, 10 * pairs),
      ...figuresOf("a login at its caps", session(callCap, (factCap - 100) / 8), null, 3 * pairs),
    ]);
  },
};

function figuresOf(
  name: string,
  facts: readonly Observation[],
  goal: number | null,
  times: number,
): readonly Figure[] {
  const values = timesOf(facts, times);
  return [
    { what: `all checks, ${name}: median`, kind: "median", goal, values },
    { what: `all checks, ${name}: 99th percentile`, kind: "p99", goal: null, values },
  ];
}

function timesOf(facts: readonly Observation[], times: number): readonly number[] {
  const flow: Flow = {
    id: "login-1",
    tabId: 1,
    observations: [everywhere, ...facts].toSorted((a, b) => a.at - b.at),
    patterns: [],
    pinned: false,
    callsLeftOut: 0,
  };
  const values: number[] = [];
  for (let index = -warmUp; index < times; index += 1) {
    const theCase = caseOf(readLogin({ ...flow }), { server: known, history });
    const before = performance.now();
    evaluate(theCase);
    if (index >= 0) values.push(performance.now() - before);
  }
  return values;
}

const known = serverWith([], { code_challenge_methods_supported: ["S256"] });
const history = historyOf(
  Array.from({ length: 200 }, (_, index) => loginOf({ id: `login-0-${index}`, earlier: index * 60_000 })),
);
const range = (size: number) => Array.from({ length: size }, (_, index) => index);
const answer = { access_token: accessToken(), token_type: "Bearer", id_token: idToken(), expires_in: 600 };
const bearer = { Authorization: `Bearer ${answer.access_token}` };

const usual: readonly Observation[] = [
  ...toCallback(),
  changed(200, `${app}/`),
  ...tokenCall(300, redemption, answer),
  ...range(5).flatMap((index) => call(900 + index, `${api}/orders/${index}`, bearer)),
  look(3000, `${app}/`, { found: [{ tokenId: "access_token@1", where: "localStorage", key: "token" }] }),
];

/** A login with tokens from both endpoints, used and refreshed again and again, by a page that changes its URL meanwhile. */
const session = (calls: number, refreshes: number): readonly Observation[] => [
  ...toCallback(
    `${callback}#${encode({ access_token: opaqueToken, token_type: "Bearer", id_token: idToken(), code, state })}`,
    requestUrl({ response_type: "code id_token token" }),
  ),
  ...tokenCall(300, redemption, { ...answer, refresh_token: `r-0-${opaqueToken}` }),
  ...range(calls).flatMap((index) => call(900 + index, `${api}/orders/${index}?page=2`, bearer)),
  ...range(refreshes).flatMap((index) => [
    ...page(60_000 + index, `page-${index}`, `${server}/u/${index}`),
    changed(60_000 + index, `${app}/${index}`),
    ...tokenCall(
      90_000 + 60 * index,
      { grant_type: "refresh_token", refresh_token: `r-${index}-${opaqueToken}` },
      { ...answer, refresh_token: `r-${index + 1}-${opaqueToken}` },
    ),
  ]),
];
