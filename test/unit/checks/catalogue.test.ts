import { caseOf } from "../../../extension/checks/case.js";
import { atLeastMedium, checks, evaluate } from "../../../extension/checks/catalogue.js";
import type { Login } from "../../../extension/flow/login.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";

const summaries = (login: Login) =>
  evaluate(caseOf(login)).map(({ check, verdict }) =>
    verdict.outcome === "fired" ? `${check.id}: ${verdict.severity}` : `${check.id}: ${verdict.outcome}`,
  );

describe("the catalogue", () => {
  it("has every check once", () => {
    expect(checks.map(({ id }) => id)).toEqual([
      "response-type-issues-access-token",
      "state-missing",
      "nonce-missing",
      "access-token-in-fragment",
      "token-in-query",
      "id-token-in-fragment",
      "id-token-form-post-login",
      "refresh-token-in-front-channel",
      "token-lifetime-long",
    ]);
  });

  it.each(checks.map((check) => [check.id, check] as const))("%s explains itself", (_, check) => {
    expect(check.title).toMatch(/^[A-Z].*\.$/);
    expect(check.remedy).toMatch(/^[A-Z].*\.$/);
    expect(check.citations.length).toBeGreaterThan(0);
    for (const { label, url } of check.citations) {
      expect(label).toMatch(/, section [\d.]+$|^Auth0 documentation, /);
      expect(new URL(url).protocol).toBe("https:");
    }
    expect(new Set(check.citations.map(({ url }) => url)).size).toBe(check.citations.length);
  });
});

describe("evaluate", () => {
  it("finds in a faultless id_token token login what such a login always has, gravest first", () => {
    const response = `${callback}#${encode({
      access_token: accessToken(),
      token_type: "Bearer",
      expires_in: "7200",
      id_token: idToken(),
      state,
    })}`;
    const login = loginOf({ response });
    expect(summaries(login)).toEqual([
      "response-type-issues-access-token: high",
      "access-token-in-fragment: high",
      "token-lifetime-long: low",
      "state-missing: silent",
      "nonce-missing: silent",
      "token-in-query: silent",
      "refresh-token-in-front-channel: silent",
      "id-token-in-fragment: not-applicable",
      "id-token-form-post-login: not-applicable",
    ]);
    expect(atLeastMedium(evaluate(caseOf(login)))).toBe(2);
  });

  it("finds in a faultless id_token login by form post only the pass", () => {
    const login = loginOf({
      request: requestUrl({ response_type: "id_token", response_mode: "form_post" }),
      response: callback,
      form: encode({ id_token: idToken(), state }),
    });
    expect(summaries(login)).toEqual([
      "id-token-form-post-login: pass",
      "response-type-issues-access-token: silent",
      "state-missing: silent",
      "nonce-missing: silent",
      "access-token-in-fragment: silent",
      "token-in-query: silent",
      "id-token-in-fragment: silent",
      "refresh-token-in-front-channel: silent",
      "token-lifetime-long: not-applicable",
    ]);
    expect(atLeastMedium(evaluate(caseOf(login)))).toBe(0);
  });

  it("puts what could not be decided behind what fired", () => {
    const login = loginOf({ request: requestUrl({ response_type: "id_token", nonce: undefined }) });
    expect(summaries(login)).toEqual([
      "nonce-missing: high",
      "access-token-in-fragment: undetermined",
      "token-in-query: undetermined",
      "id-token-in-fragment: undetermined",
      "id-token-form-post-login: undetermined",
      "refresh-token-in-front-channel: undetermined",
      "token-lifetime-long: undetermined",
      "response-type-issues-access-token: silent",
      "state-missing: silent",
    ]);
    expect(atLeastMedium(evaluate(caseOf(login)))).toBe(1);
  });

  it("sorts low before info and counts high and medium only", () => {
    const login = loginOf({
      request: requestUrl({ response_type: "code token", state: undefined, nonce: undefined }),
      response: `${callback}#access_token=a1b2c3&token_type=Bearer&expires_in=3601&code=abc`,
    });
    expect(summaries(login).slice(0, 5)).toEqual([
      "response-type-issues-access-token: high",
      "state-missing: high",
      "access-token-in-fragment: high",
      "token-lifetime-long: low",
      "nonce-missing: info",
    ]);
    expect(atLeastMedium(evaluate(caseOf(login)))).toBe(3);
  });

  it("gives the same findings for the same login, and never throws on a broken one", () => {
    const broken = loginOf({
      request: "https://as.example/a?response_type=%FF&client_id=%&request=..&state",
      response: "no url#access_token=%&id_token=...&expires_in=-1&token_type",
    });
    expect(summaries(broken)).toEqual(summaries(broken));
    expect(summaries(broken)).toHaveLength(checks.length);
  });
});
