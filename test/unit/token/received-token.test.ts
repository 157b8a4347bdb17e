import { parseAuthorizationResponse } from "../../../extension/oauth/authorization-response.js";
import { parseTokenResponse } from "../../../extension/oauth/token-response.js";
import { receivedTokens, tokensOfAnswer } from "../../../extension/token/received-token.js";
import { accessToken, clientId, idToken, jwe, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";

const at = loginTime * 1000 + 500;

function tokensOf(fragment: string) {
  const response = parseAuthorizationResponse(`https://app.example/callback#${fragment}`, null);
  if (response === null) throw new Error("not a response");
  return receivedTokens(response, at);
}

describe("receivedTokens", () => {
  it("gives access token, ID Token and refresh token in that order, whatever theirs (OpenID Connect Core 1.0, section 3.2.2.5)", () => {
    const [id, access] = [idToken(), accessToken()];
    const tokens = tokensOf(
      `state=s&refresh_token=${opaqueToken}&id_token=${id}&access_token=${access}&expires_in=7200&token_type=Bearer`,
    );
    const common = { receivedAt: at, channel: "fragment" };
    expect(tokens).toMatchObject([
      {
        ...common,
        id: "access_token",
        kind: "access_token",
        raw: access,
        decoded: { format: "jws" },
        lifetime: 7200,
        lifetimeSource: "expires_in",
        expiresAt: at + 7_200_000,
      },
      {
        ...common,
        id: "id_token",
        kind: "id_token",
        raw: id,
        decoded: { format: "jws" },
        lifetime: 36_000,
        lifetimeSource: "exp-iat",
        expiresAt: (loginTime + 36_000) * 1000,
      },
      {
        ...common,
        id: "refresh_token",
        kind: "refresh_token",
        raw: opaqueToken,
        decoded: { format: "opaque" },
        lifetime: null,
        lifetimeSource: null,
        expiresAt: null,
      },
    ]);
  });

  it("keeps repeated parameters apart and skips empty ones", () => {
    const tokens = tokensOf(`access_token=one&access_token=&access_token=two&id_token=${idToken()}`);
    expect(tokens.map(({ id, raw }) => [id, raw])).toEqual([
      ["access_token", "one"],
      ["access_token-2", "two"],
      ["id_token", idToken()],
    ]);
  });

  it.each([["code=abc&state=s"], ["error=access_denied"], ["id_token="]])("gives none for %j", (fragment) => {
    expect(tokensOf(fragment)).toEqual([]);
  });
});

describe("tokens inside a response by JARM", () => {
  it("are those of the JWT", () => {
    const claims = { iss: "i", aud: clientId, exp: loginTime, access_token: opaqueToken, expires_in: 60 };
    expect(tokensOf(`response=${jws({ alg: "RS256" }, claims)}`)).toMatchObject([
      { id: "access_token", raw: opaqueToken, channel: "fragment.jwt", lifetime: 60 },
    ]);
  });
});

describe("tokensOfAnswer (RFC 6749, section 5.1)", () => {
  const answer = (members: object) => tokensOfAnswer(parseTokenResponse(JSON.stringify(members)), at, "@2");

  it("gives access token, ID Token and refresh token, with ids of their own", () => {
    const common = { receivedAt: at, channel: "token endpoint" };
    expect(
      answer({
        refresh_token: opaqueToken,
        id_token: idToken(),
        expires_in: 3600,
        access_token: "a",
        token_type: "DPoP",
      }),
    ).toEqual([
      {
        ...common,
        id: "access_token@2",
        kind: "access_token",
        raw: "a",
        decoded: { format: "opaque", problems: [] },
        lifetime: 3600,
        lifetimeSource: "expires_in",
        expiresAt: at + 3_600_000,
      },
      {
        ...common,
        id: "id_token@2",
        kind: "id_token",
        raw: idToken(),
        decoded: expect.objectContaining({ format: "jws" }),
        lifetime: 36_000,
        lifetimeSource: "exp-iat",
        expiresAt: (loginTime + 36_000) * 1000,
      },
      {
        ...common,
        id: "refresh_token@2",
        kind: "refresh_token",
        raw: opaqueToken,
        decoded: { format: "opaque", problems: [] },
        lifetime: null,
        lifetimeSource: null,
        expiresAt: null,
      },
    ]);
  });

  it("reads what GitHub answers by default", () => {
    const tokens = tokensOfAnswer(parseTokenResponse("access_token=gho_x&expires_in=28800"), at, "");
    expect(tokens).toMatchObject([{ id: "access_token", raw: "gho_x", lifetime: 28_800 }]);
  });

  it.each([
    [3600, 3600],
    ["3600", 3600],
    [0, 0],
    [-1, null],
    [1.5, null],
    [1e300, null],
    ["soon", null],
    [null, null],
    [[60], null],
  ])("takes expires_in %j as %j", (expiresIn, lifetime) => {
    expect(answer({ access_token: "a", expires_in: expiresIn })).toMatchObject([{ lifetime }]);
  });

  it.each([
    [{ error: "invalid_grant" }],
    [{ access_token: "" }],
    [{ access_token: 7, id_token: null, refresh_token: { a: "b" } }],
    [[]],
  ])("gives none for %j", (members) => {
    expect(answer(members)).toEqual([]);
  });
});

describe("lifetime of an access token (RFC 6749, section 4.2.2)", () => {
  const expOfClaims = (loginTime + 86_400) * 1000;

  it.each([
    ["3600", 3600, "expires_in", at + 3_600_000],
    ["0", 0, "expires_in", at],
    ["0060", 60, "expires_in", at + 60_000],
    ["9007199254740991", Number.MAX_SAFE_INTEGER, "expires_in", null],
    ["9007199254740993", 86_400, "exp-iat", expOfClaims],
    ["-1", 86_400, "exp-iat", expOfClaims],
    ["3600.5", 86_400, "exp-iat", expOfClaims],
    ["1e3", 86_400, "exp-iat", expOfClaims],
    ["%20%20", 86_400, "exp-iat", expOfClaims],
    ["", 86_400, "exp-iat", expOfClaims],
    ["soon", 86_400, "exp-iat", expOfClaims],
  ])("with expires_in=%s", (expiresIn, lifetime, lifetimeSource, expiresAt) => {
    expect(tokensOf(`access_token=${accessToken()}&expires_in=${expiresIn}`)).toMatchObject([
      { lifetime, lifetimeSource, expiresAt },
    ]);
  });
});

describe("lifetime by claims (RFC 7519, sections 4.1.4 and 4.1.6)", () => {
  const unknown = { lifetime: null, lifetimeSource: null };

  it.each([
    ["without iat", idToken({ iat: undefined }), { ...unknown, expiresAt: (loginTime + 36_000) * 1000 }],
    ["without exp", idToken({ exp: undefined }), { ...unknown, expiresAt: null }],
    ["with exp as text", idToken({ exp: "1767643200" }), { ...unknown, expiresAt: null }],
    [
      "with exp before iat",
      idToken({ exp: loginTime - 1 }),
      { ...unknown, expiresAt: (loginTime - 1) * 1000 },
    ],
    ["with exp beyond any date", idToken({ exp: 1e300 }), { ...unknown, expiresAt: null }],
    [
      "with a fraction",
      idToken({ exp: loginTime + 0.5 }),
      { lifetime: 0.5, lifetimeSource: "exp-iat", expiresAt: loginTime * 1000 + 500 },
    ],
    ["encrypted", jwe(), { ...unknown, expiresAt: null }],
    ["whose claims are a list", jws({ alg: "RS256" }, "[]"), { ...unknown, expiresAt: null }],
  ])("of an ID Token %s, whatever expires_in says", (_, raw, expected) => {
    expect(tokensOf(`id_token=${raw}&expires_in=60`)).toMatchObject([expected]);
  });
});
