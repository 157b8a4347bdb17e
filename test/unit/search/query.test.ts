import fc from "fast-check";
import { readLogin } from "../../../extension/flow/read-login.js";
import { haystackOf } from "../../../extension/search/haystack.js";
import { foundBy, termsOf } from "../../../extension/search/query.js";
import { text } from "../../fixtures/hostile.js";
import { flow } from "../../fixtures/hostile-logins.js";
import { hiddenFlow, hostileFlow, implicitFlow } from "../../fixtures/ui-logins.js";
import { codeFlow, mismatchFlow, refreshTokens, wrappedFlow } from "../../fixtures/ui-sessions.js";
import { accessToken, opaqueToken } from "../../fixtures/ui-tokens.js";

const logins = [implicitFlow, hiddenFlow, codeFlow, mismatchFlow, wrappedFlow, hostileFlow].map((one) =>
  readLogin(one),
);
const found = (query: string) => logins.filter((login) => foundBy(termsOf(query), login)).map(({ id }) => id);
const all = logins.map(({ id }) => id);

describe("termsOf", () => {
  it.each([
    ["", []],
    ["  \t ", []],
    ['""', []],
    ["Ada  Login.Example", ["ada", "login.example"]],
    ['"read:contacts openid" x', ["read:contacts openid", "x"]],
    ['"never closed', ["never closed"]],
    ['scope:"openid profile"', ["scope:openid profile"]],
  ])("reads %j", (query, texts) => {
    expect(termsOf(query).map(({ text: read }) => read)).toEqual(texts);
  });

  it.each([
    ["scope:openid", ["scope", "openid"]],
    ['Scope:"OpenID profile"', ["scope", "openid profile"]],
    ["urn:ietf:params", ["urn", "ietf:params"]],
    ["https://app.example", ["https", "//app.example"]],
    ['"scope:openid"', null],
    ["scope:", null],
    [":openid", null],
  ])("reads name and value of %j", (query, entry) => {
    expect(termsOf(query)[0]?.entry).toEqual(entry);
  });
});

describe("a login is found by", () => {
  it.each([
    ["nothing asked", "", all],
    ["its id", "mismatch", ["mismatch"]],
    ["a host, in capitals or not", "Login.EXAMPLE", all],
    ["the host of an API", "call:api.example", ["implicit", "code"]],
    ["its flow type", '"implicit flow"', ["implicit", "hidden", "hostile"]],
    ["the name of a parameter", "code_challenge_method", ["code", "mismatch"]],
    ["the value of a parameter", "n-0s6_wza2mj tenant_hint:blue", ["implicit"]],
    ["a parameter of a Request Object", "scope:accounts", ["wrapped"]],
    ["a parameter of JARM's response", "code:splx client_id:bank", ["wrapped"]],
    ["an error code of the response", "access_denied", ["hostile"]],
    ["a status of the token endpoint", "status:400", ["mismatch"]],
    ["a status of an API", "status:401", ["code"]],
    ["what the browser says of a request that failed", "err_failed", ["implicit"]],
    ["a member of the token endpoint's answer", "expires_in:3600 grant_type:refresh_token", ["code"]],
    ["several words, if they are all there", "blue login.example", ["implicit"]],
    ["several words, but not one alone", "blue access_denied", []],
    [
      "a quoted phrase that is there",
      '"openid profile read:contacts"',
      ["implicit", "hidden", "code", "mismatch"],
    ],
    ["a quoted phrase that is not", '"profile openid"', []],
    ["a URL as it is typed", "https://app.example/callback", all],
  ])("%s", (_, query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it("a claim of its ID Token, by name, value, and both", () => {
    const { tokens } = logins[0] as (typeof logins)[number];
    const idToken = tokens.find(({ kind }) => kind === "id_token")?.decoded;
    const claims = idToken?.format === "jws" ? idToken.payload.value : null;
    const sub = String(claims?.sub);
    expect(sub).not.toBe("undefined");
    for (const query of ["at_hash", sub, `sub:${sub.slice(2)}`]) expect(found(query)).toContain("implicit");
    expect(found(`at_hash:${sub}`)).not.toContain("implicit");
  });

  it("a name only where the value is that entry's own", () => {
    expect(found("client_id:spa-contacts")).toEqual(["implicit", "hidden", "code", "mismatch"]);
    expect(found("state:spa-contacts")).toEqual([]);
    expect(found("lient_id:spa-contacts")).toEqual([]);
  });

  it("any later entry of a name that stands more than once", () => {
    expect(found("grant_type:authorization_code")).toEqual(["code", "mismatch"]);
    expect(found("grant_type:refresh")).toEqual(["code"]);
  });

  it("a piece of a token, in its own capitals, though what is searched holds no token", () => {
    expect(found(accessToken.slice(20, 60))).toEqual(["implicit", "code"]);
    expect(found(accessToken.slice(20, 60).toLowerCase())).toEqual([]);
    for (const login of logins) {
      for (const secret of [accessToken, opaqueToken, ...refreshTokens.slice(1)]) {
        expect(haystackOf(login)).not.toContain(secret.slice(-20).toLowerCase());
      }
    }
  });
});

it("is prepared once for each login", () => {
  const login = readLogin({ ...implicitFlow });
  const first = haystackOf(login);
  Object.defineProperty(login, "tokens", {
    get: () => {
      throw new Error("read again");
    },
  });
  expect(haystackOf(login)).toBe(first);
});

it("holds no more of a long value than its beginning, and no line break of it", () => {
  const [login] = logins as [(typeof logins)[number]];
  const request = login.request && {
    ...login.request,
    effective: [{ name: "acr_values", value: `a\nstate=b${"c".repeat(9000)}`, raw: "", problem: null }],
  };
  const haystack = haystackOf({ ...login, request });
  const line = haystack.split("\n").find((one) => one.startsWith("acr_values="));
  expect(line?.length).toBe("acr_values=".length + 2000);
  expect(line).toContain("a state=b");
});

it("takes whatever comes in", () => {
  fc.assert(
    fc.property(flow, text, (one, query) => {
      foundBy(termsOf(query), readLogin(one));
    }),
    { numRuns: 200 },
  );
});
