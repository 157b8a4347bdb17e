import { callback, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { jwe, jws, nonce } from "../../fixtures/tokens.js";
import { summaryOf, verdictOf } from "../../fixtures/verdict.js";

const none = undefined;
const asking = (parameters: Parameters<typeof requestUrl>[0]) => loginOf({ request: requestUrl(parameters) });

describe("a request that is not visible leaves its checks undetermined", () => {
  const ids = [
    ...["response-type-issues-access-token", "response-mode-query-for-tokens", "redirect-uri-risky"],
    ...["state-missing", "nonce-missing", "state-readable-data", "transaction-value-reused"],
    ...["pkce-missing", "pkce-plain", "pkce-support-not-advertised", "openid-scope-missing"],
    ...["prompt-conflict", "resource-request-invalid"],
  ];
  const cases: [string, string | null, string][] = [
    ["no request", null, "The authorization request was not visible."],
    [
      "a pushed request (RFC 9126, section 4)",
      requestUrl({
        request_uri: "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
        state: none,
        nonce: none,
      }),
      "The request's parameters are hidden behind its request_uri.",
    ],
    [
      "an encrypted Request Object (RFC 9101, section 4)",
      requestUrl({ request: jwe(), state: none, nonce: none }),
      "The Request Object is encrypted.",
    ],
    [
      "a broken Request Object",
      requestUrl({ request: "eyJ", state: none }),
      "The Request Object cannot be read.",
    ],
    [
      "a Request Object without claims",
      requestUrl({ request: jws({ alg: "RS256" }, "[]") }),
      "The Request Object cannot be read.",
    ],
  ];

  it.each(cases.flatMap(([what, request, reason]) => ids.map((id) => [what, id, request, reason] as const)))(
    "%s: %s",
    (_, id, request, reason) => {
      const login = loginOf({
        request,
        response: `${callback}#access_token=a&token_type=Bearer&state=${state}`,
      });
      expect(verdictOf(id, login)).toEqual({ outcome: "undetermined", reason });
    },
  );
});

describe("a readable Request Object counts over the parameters beside it (OpenID Connect Core 1.0, section 6.1)", () => {
  const withObject = (claims: object) =>
    asking({ response_type: "code", state: none, nonce: none, request: jws({ alg: "RS256" }, claims) });

  it.each([
    ["response-type-issues-access-token", { response_type: "token" }, "fired high"],
    ["response-type-issues-access-token", { max_age: 600 }, "silent"],
    ["state-missing", { state: "inside" }, "silent"],
    ["state-missing", { claims: { id_token: { acr: null } } }, "fired high"],
    ["nonce-missing", { nonce }, "silent"],
    ["nonce-missing", { response_type: "code id_token" }, "fired high"],
    ["nonce-missing", { nonce: "\ud800" }, "silent"],
  ])("%s with %j: %s", (id, claims, summary) => {
    expect(summaryOf(id, withObject(claims))).toBe(summary);
  });

  it("takes an empty request or request_uri for none", () => {
    expect(summaryOf("state-missing", asking({ request: "", request_uri: "" }))).toBe("silent");
  });
});
