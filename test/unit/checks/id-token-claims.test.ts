import { caseOf } from "../../../extension/checks/case.js";
import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { mask } from "../../../extension/mask.js";
import { nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { type Issuer, judged, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, receivedAt, requestUrl, sentAt, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, jwe, jws, loginTime, nonce } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const request = requestUrl({ response_type: "id_token" });
const front = (id_token: string, parameters: object = {}, more: readonly Observation[] = []): Login =>
  loginOf({
    request: requestUrl({ response_type: "id_token", ...parameters }),
    response: `${callback}#${encode({ id_token, state })}`,
    more,
  });
const hidden = (id_token: string): Login =>
  loginOf({ request: null, response: `${callback}#${encode({ id_token, state })}` });
const guessed = { found: { issuer: "https://login.example", how: "guessed" } } as const;
const on = (login: Login, server: ServerKnowledge = nothingKnown) => caseOf(login, { server });

let issuer: Issuer;
beforeAll(async () => {
  issuer = await makeIssuer();
});

/** An API call whose answer tells the server's time, so many ms ahead of the computer's. */
const dated = (ahead: number, token: string, url = "https://api.example/me"): readonly Observation[] => {
  const common = {
    requestId: "a1",
    url,
    method: "GET",
    tabId: 1,
    frameId: 0,
    provenance: "browser",
  } as const;
  const at = receivedAt + 1000;
  return [
    {
      ...common,
      kind: "request-headers",
      resource: "script",
      at,
      initiator: null,
      headers: [{ name: "Authorization", value: `Bearer ${token}` }],
    },
    {
      ...common,
      kind: "response",
      at: at + 50,
      status: 200,
      headers: [{ name: "Date", value: new Date(at + 50 + ahead).toUTCString() }],
    },
  ];
};

describe("idt-header-unsafe (RFC 7515, section 4.1.11; RFC 8725, section 3.10)", () => {
  const id = "idt-header-unsafe";

  it.each([
    ["jku", { jku: "https://x/keys" }, "fired medium"],
    ["x5u", { x5u: "https://x/cert" }, "fired medium"],
    ["x5c", { x5c: ["MIIB"] }, "fired medium"],
    ["a key that does not fit", { jwk: { kty: "EC" } }, "fired medium"],
    ["an empty crit", { crit: [] }, "fired medium"],
    ["an unknown extension", { crit: ["exp"], exp: 1 }, "fired medium"],
    ["a critical name that is not there", { crit: ["http://made.example/up"] }, "fired medium"],
    ["kid alone", { kid: "1", typ: "JWT", cty: "JWT" }, "silent"],
    ["thumbprints", { x5t: "abc", "x5t#S256": "abc" }, "silent"],
  ])("%s", (_, header, outcome) => {
    expect(summaryOf(id, front(idToken({}, header)))).toBe(outcome);
  });

  it("is grave where the header's own key fits and is not the issuer's", async () => {
    const login = front(await issuer.sign({}, { jwk: issuer.jwk }));
    expect(summaryOf(id, await judged(login, serverWith([])))).toBe("fired high");
    expect(summaryOf(id, await judged(login, serverWith([issuer.jwk])))).toBe("fired medium");
  });

  it("shows the members and the host of a URL, not the URL", () => {
    const login = front(idToken({}, { jku: "https://x.example/keys?secret=1" }));
    expect(evidenceOf(id, login)).toEqual({
      found: "The header brings keys along.",
      members: "alg, typ, kid, jku",
      jku: "x.example",
    });
  });
});

describe("idt-typ-confusion (RFC 8725, section 3.11)", () => {
  const logout = { events: { "http://schemas.openid.net/event/backchannel-logout": {} } };
  it.each([
    ["at+jwt", {}, { typ: "at+jwt" }, "fired high"],
    ["application/at+jwt", {}, { typ: "application/AT+JWT" }, "fired high"],
    ["logout+jwt", {}, { typ: "logout+jwt" }, "fired high"],
    ["dpop+jwt", {}, { typ: "dpop+jwt" }, "fired high"],
    ["a Request Object", {}, { typ: "oauth-authz-req+jwt" }, "fired high"],
    ["secevent+jwt", {}, { typ: "secevent+jwt" }, "fired high"],
    ["the event of a logout", logout, {}, "fired high"],
    ["another event", { events: { "https://app.example/event": {} } }, {}, "silent"],
    ["JWT", {}, { typ: "JWT" }, "silent"],
    ["no type", {}, { typ: undefined }, "silent"],
  ])("%s", (_, claims, header, outcome) => {
    expect(summaryOf("idt-typ-confusion", front(idToken(claims, header)))).toBe(outcome);
  });

  it("fires where access token and ID Token are one", () => {
    const id_token = idToken();
    const response = (access_token: string) =>
      loginOf({ response: `${callback}#${encode({ id_token, access_token, state })}` });
    expect(summaryOf("idt-typ-confusion", response(id_token))).toBe("fired high");
    expect(summaryOf("idt-typ-confusion", response(accessToken()))).toBe("silent");
  });
});

describe("idt-encrypted (OpenID Connect Core 1.0, section 16.14)", () => {
  it.each([
    ["RSA1_5", jwe({ alg: "RSA1_5", enc: "A128CBC-HS256", cty: "JWT" }), "fired medium"],
    ["a nested JWT", jwe(), "fired info"],
    ["no cty", jwe({ alg: "ECDH-ES", enc: "A256GCM" }), "fired low"],
    ["three parts", idToken(), "silent"],
  ])("%s", (_, token, outcome) => {
    expect(summaryOf("idt-encrypted", front(token))).toBe(outcome);
  });

  it("leaves the checks of its content undetermined", () => {
    for (const id of ["idt-claim-missing", "idt-aud-mismatch", "idt-nonce-mismatch", "idt-expired"]) {
      expect(verdictOf(id, front(jwe()))).toEqual({
        outcome: "undetermined",
        reason: "The ID Token is encrypted.",
      });
    }
  });
});

describe("idt-claim-missing (OpenID Connect Core 1.0, section 2)", () => {
  it.each([
    ["no iat", { iat: undefined }, "fired high"],
    ["no iss", { iss: undefined }, "fired high"],
    ["no sub", { sub: undefined }, "fired high"],
    ["no aud", { aud: undefined }, "fired high"],
    ["no exp", { exp: undefined }, "fired high"],
    ["exp as text", { exp: String(loginTime) }, "fired high"],
    ["sub as a number", { sub: 1 }, "fired high"],
    ["an empty sub", { sub: "" }, "fired high"],
    ["a sub of 256 characters", { sub: "a".repeat(256) }, "fired high"],
    ["an audience that is no text", { aud: [clientId, 1] }, "fired high"],
    ["an empty list as audience", { aud: [] }, "fired high"],
    ["all five", {}, "silent"],
    ["a sub of 255 characters", { sub: "a".repeat(255) }, "silent"],
    ["times with a fraction", { iat: loginTime + 0.5, exp: loginTime + 600.25 }, "silent"],
  ])("%s", (_, claims, outcome) => {
    expect(summaryOf("idt-claim-missing", front(idToken(claims)))).toBe(outcome);
  });

  it("shows name and JSON type, no value", () => {
    const login = front(idToken({ sub: 1, aud: undefined }));
    expect(evidenceOf("idt-claim-missing", login)).toEqual({
      found: "A claim is absent or of the wrong type.",
      sub: "a JSON number",
      aud: "absent",
    });
  });
});

describe("idt-iss-mismatch (OpenID Connect Core 1.0, section 3.1.3.7, item 2)", () => {
  const id = "idt-iss-mismatch";
  const tenants = { issuer: "https://login.example/{tenantid}/v2.0" };

  it.each<[string, object, ServerKnowledge, string]>([
    ["another issuer", { iss: "https://evil.example" }, serverWith([]), "fired high"],
    ["a slash less", { iss: "https://login.example" }, serverWith([]), "fired high"],
    [
      "http",
      { iss: "http://login.example/" },
      serverWith([], { issuer: "http://login.example/" }),
      "fired high",
    ],
    ["a query", { iss: "https://login.example/?a" }, nothingKnown, "fired high"],
    ["another site, without metadata", { iss: "https://evil.example" }, nothingKnown, "fired medium"],
    ["the same site, without metadata", { iss: "https://id.login.example" }, nothingKnown, "undetermined"],
    ["the issuer of the metadata", {}, serverWith([]), "silent"],
    [
      "a custom domain",
      { iss: "https://t.vendor.example/" },
      serverWith([], { issuer: "https://t.vendor.example/" }, guessed),
      "silent",
    ],
    [
      "metadata that were asked for by the issuer, and name another",
      {},
      serverWith([], { issuer: "https://t.vendor.example/" }),
      "undetermined",
    ],
    [
      "the tenant in its place",
      { iss: "https://login.example/t1/v2.0", tid: "t1" },
      serverWith([], tenants),
      "silent",
    ],
    [
      "another tenant in its place",
      { iss: "https://login.example/t1/v2.0", tid: "t2" },
      serverWith([], tenants),
      "fired high",
    ],
    [
      "metadata of another endpoint",
      {},
      serverWith([], { authorization_endpoint: "https://login.example/other" }),
      "undetermined",
    ],
    ["no issuer", { iss: undefined }, serverWith([]), "not-applicable"],
  ])("%s", (_, claims, server, outcome) => {
    expect(summaryOf(id, on(front(idToken(claims)), server))).toBe(outcome);
  });

  it("takes http on this very machine", () => {
    const login = loginOf({
      request: request.replace("https://login.example", "http://login.localhost:4100"),
      response: `${callback}#${encode({ id_token: idToken({ iss: "http://login.localhost:4100" }), state })}`,
    });
    const members = {
      issuer: "http://login.localhost:4100",
      authorization_endpoint: "http://login.localhost:4100/authorize",
    };
    expect(summaryOf(id, on(login, serverWith([], members, guessed)))).toBe("silent");
  });

  it("shows both strings", () => {
    const subject = on(front(idToken({ iss: "https://evil.example" })), serverWith([]));
    expect(evidenceOf(id, subject)).toMatchObject({
      iss: "https://evil.example",
      issuer: "https://login.example/",
    });
  });
});

describe("idt-aud-mismatch (OpenID Connect Core 1.0, section 3.1.3.7, item 3)", () => {
  it.each([
    ["another client", front(idToken({ aud: "other" })), "fired high"],
    ["others only", front(idToken({ aud: ["a", "b"] })), "fired high"],
    ["the client", front(idToken()), "silent"],
    ["a list of the client", front(idToken({ aud: [clientId] })), "silent"],
    ["an unknown client", hidden(idToken({ aud: "other" })), "undetermined"],
    ["no audience", front(idToken({ aud: undefined })), "not-applicable"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf("idt-aud-mismatch", login)).toBe(outcome);
  });
});

describe("idt-azp-or-extra-audience (OpenID Connect Core 1.0, section 3.1.3.7, items 3 to 5)", () => {
  const id = "idt-azp-or-extra-audience";
  const extra = { aud: [clientId, "https://api.example/v1"] };
  it.each([
    ["a foreign azp", { aud: [clientId, "api"], azp: "other" }, "fired medium"],
    ["a foreign azp alone", { azp: "other" }, "fired medium"],
    ["a further audience", extra, "fired low"],
    ["an audience instead of the client", { aud: ["https://api.example/v1"] }, "not-applicable"],
    ["no azp", {}, "not-applicable"],
    ["the client as azp", { azp: clientId }, "silent"],
    ["the client twice", { aud: [clientId, clientId], azp: clientId }, "silent"],
  ])("%s", (_, claims, outcome) => {
    expect(summaryOf(id, front(idToken(claims)))).toBe(outcome);
  });

  it("is graver where the token was sent there", () => {
    const token = idToken(extra);
    expect(summaryOf(id, front(token, {}, dated(0, token)))).toBe("fired medium");
    expect(summaryOf(id, front(token, {}, dated(0, token, "https://app.example/session")))).toBe("fired low");
  });
});

describe("idt-expired (OpenID Connect Core 1.0, section 3.1.3.7, item 9)", () => {
  const id = "idt-expired";
  it.each([
    ["an hour ago", { exp: loginTime - 3600 }, "fired high"],
    ["300 s ago", { exp: loginTime - 300 }, "fired high"],
    ["299 s ago", { exp: loginTime - 299 }, "silent"],
    ["in ten minutes", { exp: loginTime + 600 }, "silent"],
    ["never", { exp: undefined }, "not-applicable"],
  ])("%s", (_, claims, outcome) => {
    expect(summaryOf(id, front(idToken(claims)))).toBe(outcome);
  });

  const stale = { iat: loginTime - 7200, exp: loginTime - 3600 };
  it.each([
    ["a token of this login by a clock that nobody confirms", {}, [], "undetermined"],
    ["one with another nonce", { nonce: "another" }, [], "fired high"],
    ["one by a clock that a server confirms", {}, dated(0, accessToken()), "fired high"],
    ["one by a clock that a server corrects", {}, dated(-7_200_000, accessToken()), "silent"],
  ])("takes a wrong clock into account: %s", (_, claims, more, outcome) => {
    const login = loginOf({
      response: `${callback}#${encode({ id_token: idToken({ ...stale, ...claims }), access_token: accessToken(), state })}`,
      more,
    });
    expect(summaryOf(id, login)).toBe(outcome);
  });
});

describe("idt-time-implausible (OpenID Connect Core 1.0, section 3.1.3.7, item 10)", () => {
  const id = "idt-time-implausible";
  const week = 7 * 86_400;
  it.each([
    ["iat a week old", { iat: loginTime - week }, "fired medium"],
    ["iat an hour ahead", { iat: loginTime + 3600 }, "fired medium"],
    ["exp before iat", { exp: loginTime - 1 }, "fired medium"],
    ["exp equal to iat", { exp: loginTime }, "fired medium"],
    ["exp so long before that it is idt-expired", { exp: loginTime - 3600 }, "not-applicable"],
    ["exp and iat long before", { iat: loginTime - week, exp: loginTime - week + 60 }, "fired medium"],
    ["iat in milliseconds", { iat: loginTime * 1000, exp: loginTime * 1000 + 1 }, "fired medium"],
    ["auth_time in milliseconds", { auth_time: loginTime * 1000 }, "fired medium"],
    ["nbf an hour ahead", { nbf: loginTime + 3600 }, "fired medium"],
    ["iat 2 s before delivery", { iat: loginTime - 2 }, "silent"],
    ["iat 290 s before the request", { iat: Math.floor(sentAt / 1000) - 290 }, "silent"],
    ["iat 290 s ahead", { iat: loginTime + 290 }, "silent"],
    ["nbf now", { nbf: loginTime }, "silent"],
  ])("%s", (_, claims, outcome) => {
    expect(summaryOf(id, front(idToken(claims)))).toBe(outcome);
  });

  it("knows no age where the request was not visible", () => {
    expect(summaryOf(id, hidden(idToken({ iat: loginTime - week })))).toBe("silent");
  });

  it("lets a server's Date explain a difference", () => {
    const response = (ahead: number) =>
      loginOf({
        response: `${callback}#${encode({ id_token: idToken({ iat: loginTime + 3600 }), access_token: accessToken(), state })}`,
        more: dated(ahead, accessToken()),
      });
    expect(summaryOf(id, response(3_600_000))).toBe("silent");
    expect(summaryOf(id, response(0))).toBe("fired medium");
  });
});

describe("idt-nonce-mismatch (OpenID Connect Core 1.0, section 3.1.3.7, item 11)", () => {
  const id = "idt-nonce-mismatch";
  const none = { nonce: undefined };
  const refreshed = (claims: object) =>
    loginOf({
      response: `${callback}#${encode({ id_token: idToken(), state })}`,
      more: tokenExchange({
        form: { grant_type: "refresh_token", refresh_token: "r" },
        answer: { access_token: "a", token_type: "Bearer", id_token: idToken(claims) },
      }),
    });

  it.each([
    ["another nonce", front(idToken({ nonce: "n2" })), "fired high"],
    ["a nonce in other letters", front(idToken({ nonce: nonce.toUpperCase() })), "fired high"],
    ["a nonce that is no text", front(idToken({ nonce: 1 })), "fired high"],
    ["no nonce in the token", front(idToken(none)), "fired high"],
    ["a nonce that was not sent", front(idToken(), none), "fired medium"],
    ["the nonce", front(idToken()), "silent"],
    ["no nonce at all", front(idToken(none), none), "silent"],
    ["a hidden request", front(idToken(), { request_uri: "urn:x" }), "undetermined"],
    ["an invisible request", hidden(idToken()), "undetermined"],
    ["a refreshed token without nonce", refreshed(none), "silent"],
    ["a refreshed token with another nonce", refreshed({ nonce: "n2" }), "fired high"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf(id, login)).toBe(outcome);
  });

  it("masks both values, and says how the token came and whether the client went on", () => {
    const token = idToken({ nonce: "another-nonce-of-24-chars" });
    expect(evidenceOf(id, front(token, {}, dated(0, token)))).toEqual({
      found: "Not the nonce that was sent.",
      sent: mask(nonce),
      "in the token": mask("another-nonce-of-24-chars"),
      channel: "fragment",
      client: "accepted",
    });
  });
});

it("an unreadable token leaves its claims undetermined", () => {
  expect(verdictOf("idt-aud-mismatch", front(jws({ alg: "RS256" }, "[]")))).toEqual({
    outcome: "undetermined",
    reason: "The ID Token cannot be read.",
  });
});
