import { caseOf } from "../../../extension/checks/case.js";
import { evaluate } from "../../../extension/checks/catalogue.js";
import type { Check, Finding, Verdict } from "../../../extension/checks/check.js";
import { fired, notApplicable, silent, undetermined } from "../../../extension/checks/verdict.js";
import { verdictLineOf } from "../../../extension/checks/verdict-line.js";
import type { Login } from "../../../extension/flow/login.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { idToken, jws, opaqueToken } from "../../fixtures/tokens.js";
import {
  app,
  authorize,
  code,
  loginSeen,
  message,
  request,
  server,
  toCallback,
} from "../../fixtures/traffic.js";

const fragment = (parameters: Readonly<Record<string, string>>, asked = requestUrl()) =>
  loginSeen(toCallback(`${callback}#${encode({ ...parameters, state })}`, asked));
const token = { access_token: opaqueToken, token_type: "Bearer" };

const found = (verdict: Verdict, remedy = "Mend it."): Finding => ({
  check: { id: "x", title: "X.", citations: [], remedy, evaluate: () => verdict } satisfies Check,
  verdict,
});

describe("the kind of login", () => {
  it.each<readonly [kind: string, login: Login]>([
    ["Implicit Flow with access token in the fragment", fragment(token)],
    [
      "Implicit Flow with access token and ID Token in the fragment",
      fragment({ ...token, id_token: idToken() }),
    ],
    [
      "Hybrid Flow with ID Token and code in the fragment",
      fragment({ code, id_token: idToken() }, authorize({ response_type: "code id_token" })),
    ],
    ["Authorization Code Flow with PKCE with code in the query", loginSeen(toCallback())],
    [
      "Implicit Flow with ID Token by form post",
      loginOf({
        request: requestUrl({ response_type: "id_token", response_mode: "form_post" }),
        response: callback,
        form: encode({ id_token: idToken(), state }),
      }),
    ],
    [
      "Authorization Code Flow with PKCE with code by web message",
      loginSeen(
        request(0, "1", authorize({ response_mode: "web_message" }), { initiator: app }),
        message(300, server, `${app}/`, { code, state }),
      ),
    ],
    [
      "Authorization Code Flow with PKCE with code in the query, in a JWT",
      loginSeen(
        toCallback(
          `${callback}?response=${jws({ alg: "RS256" }, { code, state })}`,
          authorize({ response_mode: "jwt" }),
        ),
      ),
    ],
    ["Implicit Flow, answered with access_denied", fragment({ error: "access_denied" })],
    ["Implicit Flow, no response seen", loginOf({})],
  ])("%s", (kind, login) => {
    expect(verdictLineOf(login, []).kind).toBe(kind);
  });
});

describe("how it fares", () => {
  it("counts what was found, grave to mild, then what passed and what could not be told", () => {
    const findings = [
      found(undetermined("Not visible.")),
      found(silent),
      found(fired("pass", [])),
      found(fired("low", [])),
      found(fired("high", [])),
      found(fired("high", [])),
      found(notApplicable),
    ];
    expect(verdictLineOf(loginOf({}), findings).counts).toBe("2 high, 1 low, 2 passed, 1 undetermined");
  });

  it("counts every check of a real login that applies", () => {
    const login = fragment(token);
    const findings = evaluate(caseOf(login));
    const total = verdictLineOf(login, findings)
      .counts.split(", ")
      .reduce((sum, part) => sum + Number.parseInt(part, 10), 0);
    expect(total).toBe(findings.filter(({ verdict }) => verdict.outcome !== "not-applicable").length);
  });
});

describe("what to do first", () => {
  const findings = [
    found(fired("low", []), "Mend the low one."),
    found(fired("medium", []), "Mend the medium one."),
  ];

  it.each<readonly [name: string, first: string | null, findings: readonly Finding[], remedy: string | null]>(
    [
      ["the gravest finding's remedy", "Mend the medium one.", findings, null],
      ["before it what mends a failure", "Log in again.", findings, "Log in again."],
      ["nothing where all is well", null, [found(silent), found(fired("pass", []))], null],
    ],
  )("is %s", (_, first, all, remedy) => {
    expect(verdictLineOf(loginOf({}), all, remedy).doFirst).toBe(first);
  });
});
