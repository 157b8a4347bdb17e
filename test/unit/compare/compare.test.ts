import type { Finding, Severity } from "../../../extension/checks/check.js";
import { compare, type Judged, type Section } from "../../../extension/compare/compare.js";
import type { Shown } from "../../../extension/compare/fact.js";
import type { Login } from "../../../extension/flow/login.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, loginTime, opaqueToken } from "../../fixtures/tokens.js";

const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const code = "SplxlOBeZQQYbYS6WxSbIA";

const implicit = loginOf({
  response: `${callback}#${encode({
    access_token: accessToken(),
    id_token: idToken({ name: "Ada Example" }),
    token_type: "Bearer",
    expires_in: "86400",
    state,
  })}`,
});

const codeRequest = requestUrl({
  response_type: "code",
  scope: "email openid profile offline_access",
  state: `${state.slice(1)}x`,
  code_challenge: challenge,
  code_challenge_method: "S256",
});

const codeFlow = loginOf({
  id: "login-2",
  request: codeRequest,
  response: `${callback}?${encode({ code, state: `${state.slice(1)}x` })}`,
  more: tokenExchange({
    form: {
      grant_type: "authorization_code",
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: callback,
    },
    headers: [],
    answer: {
      access_token: accessToken({ exp: loginTime + 3600, jti: "8c0de1b7" }),
      id_token: idToken(
        { iat: loginTime + 60, exp: loginTime + 36_060, email: "ada@app.example" },
        { kid: "k2" },
      ),
      token_type: "Bearer",
      expires_in: 3600,
    },
  }),
});

const finding = (id: string, outcome: Severity | "silent" | "undetermined"): Finding => ({
  check: { id, title: `${id}.`, remedy: "", citations: [], evaluate: () => ({ outcome: "silent" }) },
  verdict:
    outcome === "silent"
      ? { outcome }
      : outcome === "undetermined"
        ? { outcome, reason: "hidden" }
        : { outcome: "fired", severity: outcome, evidence: [] },
});

const judged = (login: Login, findings: Judged["findings"] = []): Judged => ({ login, findings });
const compared = (left: Login, right: Login) => compare(judged(left), judged(right));

const section = (sections: readonly Section[], name: string, of: string | null = null): Section => {
  const found = sections.find((one) => one.name === name && one.of === of);
  if (!found) throw new Error(`no section ${name}`);
  return found;
};

const said = (shown: Shown): string => {
  if (shown.kind === "text" || shown.kind === "masked") return shown.text;
  if (shown.kind === "word") return shown.word;
  return shown.kind === "seconds" ? `${shown.seconds} s` : `(${shown.kind})`;
};

/** Each row as name, outcome, left, right. */
const rows = ({ rows: all }: Section) =>
  Object.fromEntries(
    all.map(({ id, term, outcome, left, right }) => [term ?? id, [outcome, said(left), said(right)]]),
  );

describe("implicit and code with PKCE", () => {
  const sections = compared(implicit, codeFlow);

  test("the flows and how they ended", () => {
    expect(rows(section(sections, "login"))).toMatchObject({
      flow: ["differs", "Implicit Flow", "Authorization Code Flow with PKCE"],
      client: ["same", "https://app.example", "https://app.example"],
      result: ["same", "success", "success"],
    });
  });

  test("parameters of the request, what is new each time by its form alone, scopes whatever their order", () => {
    const request = section(sections, "request");
    expect(rows(request)).toEqual({
      endpoint: ["same", "https://login.example/authorize", "https://login.example/authorize"],
      method: ["same", "GET", "GET"],
      client_id: ["same", clientId, clientId],
      response_type: ["differs", "id_token token", "code"],
      redirect_uri: ["same", callback, callback],
      scope: ["differs", "openid profile email", "email openid profile offline_access"],
      state: ["same", "kPq7…u4Iy (42)", "Pq7Z…4Iyx (42)"],
      nonce: ["same", "n-0S…z3h1 (22)", "n-0S…z3h1 (22)"],
      code_challenge: ["only-right", "(absent)", "E9Me…w-cM (43)"],
      code_challenge_method: ["only-right", "(absent)", "S256"],
    });
    const by = Object.fromEntries(request.rows.map((row) => [row.id, [row.by, row.repeated]]));
    expect(by).toMatchObject({ state: ["form", false], nonce: ["form", true], scope: ["value", false] });
  });

  test("channel and parameters of the response, credentials masked", () => {
    expect(rows(section(sections, "response"))).toMatchObject({
      channel: ["differs", "fragment", "query"],
      access_token: ["only-left", expect.stringMatching(/^eyJ0…[\w-]{4} \(\d+\)$/), "(absent)"],
      expires_in: ["only-left", "86400", "(absent)"],
      code: ["only-right", "(absent)", "Splx…SbIA (22)"],
    });
  });

  test("the token endpoint: client authentication and PKCE rather than their secrets", () => {
    const exchange = section(sections, "token_endpoint", "authorization_code");
    expect([exchange.left, exchange.right]).toEqual(["absent", "there"]);
    expect(rows(exchange)).toMatchObject({
      client_authentication: ["only-right", "(absent)", "none"],
      pkce: ["only-right", "(absent)", "match"],
      status: ["only-right", "(absent)", "200"],
      code_verifier: ["only-right", "(absent)", "dBjf…EjXk (43)"],
    });
  });

  test("header and claims of tokens, times as distances from iat", () => {
    expect(rows(section(sections, "token", "id_token"))).toEqual({
      channel: ["differs", "fragment", "token endpoint"],
      format: ["same", "JWS", "JWS"],
      lifetime: ["same", "36000 s", "36000 s"],
      received: ["same", "1", "1"],
      "header.alg": ["same", "RS256", "RS256"],
      "header.typ": ["same", "JWT", "JWT"],
      "header.kid": ["differs", "k1", "k2"],
      "claim.iss": ["same", "https://login.example/", "https://login.example/"],
      "claim.sub": ["same", "auth0|65a1c0ffee", "auth0|65a1c0ffee"],
      "claim.aud": ["same", clientId, clientId],
      "claim.iat": ["same", "(time)", "(time)"],
      "claim.exp": ["same", "36000 s", "36000 s"],
      "claim.nonce": ["same", "n-0S…z3h1 (22)", "n-0S…z3h1 (22)"],
      "claim.name": ["only-left", "Ada Example", "(absent)"],
      "claim.email": ["only-right", "(absent)", "ada@app.example"],
    });
    expect(rows(section(sections, "token", "access_token"))).toMatchObject({
      lifetime: ["differs", "86400 s", "3600 s"],
      "claim.exp": ["differs", "86400 s", "3600 s"],
      "claim.jti": ["same", "•••• (8)", "•••• (8)"],
    });
  });

  test("steps by what they are: the token endpoint's are on one side alone", () => {
    expect(Object.keys(rows(section(sections, "steps")))).toEqual(
      expect.arrayContaining(["request", "response", "token_request", "token_answer"]),
    );
    expect(rows(section(sections, "steps"))).toMatchObject({
      response: ["same", "seen", "seen"],
      token_request: ["only-right", "(absent)", "seen"],
    });
  });

  test("no credential is in it in clear text", () => {
    const text = JSON.stringify(sections);
    const secrets = [
      code,
      verifier,
      state,
      ...[implicit, codeFlow].flatMap(({ tokens }) => tokens.map(({ raw }) => raw)),
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

test("a login and itself are the same in every row", () => {
  for (const login of [implicit, codeFlow]) {
    const all = compared(login, login).flatMap((one) => one.rows);
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter(({ outcome }) => outcome !== "same")).toEqual([]);
  }
});

describe("success and failure", () => {
  const failed = loginOf({
    response: `${callback}#${encode({ error: "access_denied", error_description: "No.", state })}`,
  });

  test("the error is told, and its tokens are missing", () => {
    const sections = compared(implicit, failed);
    expect(rows(section(sections, "login")).result).toEqual(["differs", "success", "access_denied"]);
    expect(rows(section(sections, "response"))).toMatchObject({
      error: ["only-right", "(absent)", "access_denied"],
      state: ["same", "kPq7…u4Iy (42)", "kPq7…u4Iy (42)"],
    });
    const token = section(sections, "token", "access_token");
    expect([token.right, token.rows.map(({ term }) => term)]).toEqual([
      "absent",
      ["channel", "format", "lifetime", "received"],
    ]);
  });

  test("a refused code", () => {
    const refused = loginOf({
      request: codeRequest,
      response: `${callback}?${encode({ code, state })}`,
      more: tokenExchange({
        form: { grant_type: "authorization_code", code, client_secret: "not-so-secret-after-all" },
        status: 400,
        answer: { error: "invalid_grant" },
      }),
    });
    const sections = compared(codeFlow, refused);
    expect(rows(section(sections, "login")).result).toEqual(["differs", "success", "invalid_grant"]);
    expect(rows(section(sections, "token_endpoint", "authorization_code"))).toMatchObject({
      client_authentication: ["differs", "none", "client_secret_post"],
      pkce: ["differs", "match", "none"],
      status: ["differs", "200", "400"],
      error: ["only-right", "(absent)", "invalid_grant"],
    });
    expect(section(sections, "token", "id_token").right).toBe("absent");
    expect(JSON.stringify(sections)).not.toContain("not-so-secret");
  });
});

describe("what was not visible is never missing", () => {
  test.each([
    [
      "a request",
      loginOf({ request: null, response: `${callback}#${encode({ id_token: idToken(), state })}` }),
      "request",
      null,
    ],
    [
      "tokens that a code was redeemed for unseen",
      loginOf({ request: codeRequest, response: `${callback}?${encode({ code, state })}` }),
      "token",
      "id_token",
    ],
    [
      "a token request of the client's server",
      loginOf({ request: codeRequest, response: `${callback}?${encode({ code, state })}` }),
      "token_endpoint",
      "authorization_code",
    ],
    [
      "a response by form_post",
      loginOf({ request: requestUrl({ response_mode: "form_post" }), access: [] }),
      "response",
      null,
    ],
  ])("%s", (_, login, name, of) => {
    const found = section(compared(codeFlow, login), name, of);
    expect(found.right).toBe("hidden");
    expect(new Set(found.rows.map(({ outcome }) => outcome))).toEqual(new Set(["unknown"]));
  });

  test("what a pushed request or an opaque token holds", () => {
    const pushed = loginOf({
      request: `https://login.example/authorize?${encode({ client_id: clientId, request_uri: "urn:example:1" })}`,
      response: `${callback}#${encode({ access_token: opaqueToken, token_type: "Bearer", state })}`,
    });
    const sections = compared(implicit, pushed);
    expect(rows(section(sections, "request")).scope).toEqual(["unknown", "openid profile email", "(hidden)"]);
    expect(rows(section(sections, "request")).request_uri?.[0]).toBe("only-right");
    expect(rows(section(sections, "token", "access_token"))).toMatchObject({
      format: ["differs", "JWS", "opaque"],
      "claim.scope": ["unknown", "read:orders", "(hidden)"],
    });
  });
});

test("a JWT within another value is masked too", () => {
  const wrapping = loginOf({ request: requestUrl({ login_hint: `who:${idToken()}/x` }) });
  const [, shown] = rows(section(compared(wrapping, wrapping), "request")).login_hint ?? [];
  expect(shown).toMatch(/^who:eyJh…[\w-]{4} \(\d+\)\/x$/);
});

test("a wire name cannot pass for a name of the model", () => {
  const odd = loginOf({ request: requestUrl({ endpoint: "https://evil.example", "@method": "x" }) });
  const request = section(compared(odd, odd), "request");
  expect(request.rows.map(({ name, term }) => [name, term])).toEqual(
    expect.arrayContaining([
      ["@endpoint", "endpoint"],
      ["endpoint", null],
      ["@method (2)", null],
    ]),
  );
});

test("findings that are new, gone, graver and undetermined; a login that is not judged says nothing", () => {
  const left = judged(implicit, [
    finding("gone", "high"),
    finding("milder", "high"),
    finding("kept", "low"),
    finding("unsure", "medium"),
    finding("praise", "pass"),
  ]);
  const right = judged(codeFlow, [
    finding("gone", "silent"),
    finding("milder", "low"),
    finding("kept", "low"),
    finding("unsure", "undetermined"),
    finding("new", "medium"),
  ]);
  expect(rows(section(compare(left, right), "findings"))).toEqual({
    gone: ["only-left", "high", "(absent)"],
    milder: ["differs", "high", "low"],
    kept: ["same", "low", "low"],
    unsure: ["unknown", "medium", "(hidden)"],
    new: ["only-right", "(absent)", "medium"],
  });
  expect(rows(section(compare(left, right), "login"))).toMatchObject({
    high: ["differs", "2", "0"],
    undetermined: ["differs", "0", "1"],
  });
  const unjudged = section(compare(left, judged(codeFlow, null)), "findings");
  expect([unjudged.right, new Set(unjudged.rows.map(({ outcome }) => outcome))]).toEqual([
    "hidden",
    new Set(["unknown"]),
  ]);
});

describe("API calls", () => {
  const url = "https://api.example/orders";
  const call = (id: string, status: number, query = "") => [
    {
      kind: "request-headers",
      requestId: id,
      url: `${url}${query}`,
      method: "GET",
      resource: "script",
      initiator: "https://app.example",
      headers: [{ name: "Authorization", value: `Bearer ${implicit.tokens[0]?.raw}` }],
      at: loginTime * 1000 + 5_000,
      tabId: 1,
      frameId: 0,
      provenance: "browser",
    } as const,
    {
      kind: "response",
      requestId: id,
      url: `${url}${query}`,
      method: "GET",
      status,
      headers: [],
      at: loginTime * 1000 + 5_100,
      tabId: 1,
      frameId: 0,
      provenance: "browser",
    } as const,
  ];
  const response = `${callback}#${encode({ access_token: accessToken(), token_type: "Bearer", state })}`;
  const calling = loginOf({ response, more: [...call("a", 200), ...call("b", 401, "?page=2")] });
  const silent = loginOf({ response });
  const blind = loginOf({ response, access: [] });

  test("by method and URL without its query, each with its statuses", () => {
    expect(rows(section(compared(calling, calling), "calls"))).toEqual({
      [`GET ${url}`]: ["same", "200, 401", "200, 401"],
    });
    expect(rows(section(compared(calling, silent), "calls"))[`GET ${url}`]?.[0]).toBe("only-left");
  });

  test("those of a host that could not be seen are not missing", () => {
    expect(rows(section(compared(calling, blind), "calls"))[`GET ${url}`]).toEqual([
      "unknown",
      "200, 401",
      "(hidden)",
    ]);
  });
});
