import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, receivedAt, requestUrl, state } from "../../fixtures/login.js";
import { idToken, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const id = "response-replayed";
const code = "SplxlOBeZQQYbYS6WxSbIA";
const request = requestUrl({ response_type: "code" });
const response = `${callback}?code=${code}&state=${state}`;
const form = { grant_type: "authorization_code", code };
const success = { access_token: opaqueToken, token_type: "Bearer" };
const refused = { status: 400, answer: { error: "invalid_grant" } };

const first = tokenExchange({ form, answer: success });
const second = (exchange: Partial<Parameters<typeof tokenExchange>[0]> = {}) =>
  tokenExchange({ id: "t2", after: 5_000, form, answer: success, ...exchange });
const login = (...more: readonly (readonly Observation[])[]) =>
  loginOf({ request, response, more: more.flat() });
const reload: Observation = {
  at: receivedAt + 60_000,
  tabId: 1,
  frameId: 0,
  provenance: "browser",
  kind: "committed",
  url: response,
  transition: "reload",
  qualifiers: [],
};

describe("response-replayed (RFC 6749, section 4.1.2)", () => {
  it.each([
    ["a code redeemed twice, both times with success", login(first, second()), "fired high"],
    ["a code redeemed twice, refused the second time", login(first, second(refused)), "fired medium"],
    [
      "a code redeemed after 11 minutes",
      login(tokenExchange({ after: 660_000, form, answer: success })),
      "fired low",
    ],
    ["a code refused after 11 minutes", login(tokenExchange({ after: 660_000, form, ...refused })), "silent"],
    ["a code redeemed once", login(first), "silent"],
    ["a retry after no answer", login(tokenExchange({ form, answer: null }), second()), "silent"],
    ["another code", login(first, second({ form: { ...form, code: "another" } })), "silent"],
    ["a reload of the response's URL", login(first, [reload]), "fired info"],
    [
      "an error",
      loginOf({ request, response: `${callback}?error=access_denied&state=${state}` }),
      "not-applicable",
    ],
  ])("%s: %s", (_, subject, summary) => {
    expect(summaryOf(id, subject)).toBe(summary);
  });

  it.each([
    ["a code", response, login(), "fired medium"],
    ["a code that is redeemed again", response, login(first), "fired high"],
    [
      "an ID Token",
      `${callback}#${encode({ id_token: idToken(), state: "other" })}`,
      loginOf({ response: `${callback}#${encode({ id_token: idToken(), state })}` }),
      "fired high",
    ],
    ["nothing", `${callback}?code=another-code&state=other`, login(), "silent"],
  ])("%s delivered in an earlier login: %s", (_, before, subject, summary) => {
    const past = loginOf({
      id: "login-0",
      earlier: 3_600_000,
      request: requestUrl({ state: "other" }),
      response: before,
    });
    expect(summaryOf(id, caseOf(subject, { history: historyOf([past, subject]) }))).toBe(summary);
  });

  it("shows times, statuses and part of a hash, never the code", () => {
    expect(evidenceOf(id, login(first, second(refused)))).toEqual({
      "code redeemed twice":
        "SHA-256 a35b81a7…, 2026-01-05 10:00:00 UTC (200) and 2026-01-05 10:00:05 UTC (400)",
    });
  });
});
