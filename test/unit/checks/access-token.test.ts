import { type Case, caseOf } from "../../../extension/checks/case.js";
import type { Observation } from "../../../extension/flow/observation.js";
import type { Verification } from "../../../extension/token/verification.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, jwe, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  api,
  app,
  authorize,
  call,
  codeResponse,
  committed,
  loginSeen,
  redemption,
  server,
  toCallback,
  tokenCall,
  tracker,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

/** An implicit login that returned these tokens, followed by other facts. */
const implicit = (tokens: Readonly<Record<string, string>>, ...facts: (readonly Observation[])[]) =>
  loginSeen(
    toCallback(`${callback}#${encode({ ...tokens, token_type: "Bearer", state })}`, requestUrl()),
    ...facts,
  );

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const dated = { Date: new Date(loginTime * 1000).toUTCString() };
const expired = accessToken({ iat: loginTime - 9_000, exp: loginTime - 400 });

describe("without a token or a call, its checks do not pass in silence", () => {
  const ids = [
    "at-signature-invalid",
    "at-profile-violation",
    "api-accepts-invalid-token",
    "cors-on-token-api",
  ];
  it.each(ids)("%s", (id) => {
    expect(summaryOf(id, loginSeen(toCallback().slice(0, 1)))).toBe("undetermined");
    expect(summaryOf(id, loginSeen(toCallback()))).toBe("undetermined");
    const idTokenAlone = loginSeen(
      toCallback(`${callback}#${encode({ id_token: idToken(), state })}`, requestUrl()),
    );
    expect(summaryOf(id, idTokenAlone)).toBe("not-applicable");
  });

  it("API calls are undetermined without access to other sites", () => {
    const url = `${callback}#${encode({ access_token: opaqueToken, state })}`;
    const login = loginSeen(access(), committed(0, url));
    expect(summaryOf("api-accepts-invalid-token", login)).toBe("undetermined");
  });
});

describe("at-signature-invalid (RFC 9068, section 4)", () => {
  const id = "at-signature-invalid";
  const verified = (outcome: "passed" | "failed" | "undetermined", reason = "Because."): Verification => ({
    outcome,
    steps: [{ id: "signature", title: "", source: "", outcome, inputs: [], reason }],
  });
  const judged = (token: string, verification: Verification | null): Case =>
    caseOf(implicit({ access_token: token }), {
      verifications: new Map(verification ? [["access_token", verification]] : []),
    });
  const unsigned = jws({ alg: "none", typ: "at+jwt" }, {}).replace(/[^.]*$/, "");

  it.each([
    ["alg none", unsigned, null, "fired high"],
    ["a signature that does not fit", accessToken(), verified("failed"), "fired high"],
    ["a signature that fits", accessToken(), verified("passed"), "silent"],
    ["keys that could not be had", accessToken(), verified("undetermined"), "undetermined"],
    ["a token that was not verified", accessToken(), null, "undetermined"],
    ["an opaque token", opaqueToken, null, "not-applicable"],
    ["an encrypted token", jwe(), null, "not-applicable"],
  ])("%s", (_, token, verification, summary) => {
    expect(summaryOf(id, judged(token, verification))).toBe(summary);
  });

  it("shows header, keys and error", () => {
    expect(evidenceOf(id, judged(accessToken(), verified("failed", "It does not fit.")))).toEqual({
      token: "access_token",
      alg: "RS256",
      typ: "at+jwt",
      kid: "k1",
      "JWK Set": "not fetched",
      error: "It does not fit.",
    });
  });
});

describe("at-profile-violation (RFC 9068, section 2.2)", () => {
  const id = "at-profile-violation";
  const vendor = (claims: object) =>
    jws({ typ: "JWT", alg: "RS256" }, { iss: `${server}/`, sub: "a", ...claims });

  it.each([
    ["all claims and one audience", accessToken(), "silent"],
    ["no jti", accessToken({ jti: undefined }), "fired medium"],
    ["no aud under another type", vendor({}), "fired low"],
    ["the client as audience", accessToken({ aud: clientId }), "fired low"],
    ["any API", accessToken({ aud: ["*"] }), "fired low"],
    ["two sites", accessToken({ aud: ["https://api.example/", "https://other.test/"] }), "fired low"],
    ["an API and UserInfo", accessToken({ aud: ["https://api.example/", `${server}/userinfo`] }), "silent"],
    ["a vendor's profile", vendor({ aud: ["https://api.example/", `${server}/userinfo`] }), "fired info"],
    ["an opaque token", opaqueToken, "not-applicable"],
  ])("%s", (_, token, summary) => {
    expect(summaryOf(id, implicit({ access_token: token }))).toBe(summary);
  });

  it("names what is missing", () => {
    expect(evidenceOf(id, implicit({ access_token: accessToken({ jti: undefined, aud: "*" }) }))).toEqual({
      token: "access_token",
      typ: "at+jwt",
      "missing claims": "jti",
      aud: "*",
      audience: "any API",
    });
  });
});

describe("api-accepts-invalid-token (RFC 9068, section 4)", () => {
  const id = "api-accepts-invalid-token";
  const orders = `${api}/orders?page=2`;

  it.each([
    ["an expired token, 200", expired, orders, { headers: dated }, "fired high"],
    ["an expired token, 401", expired, orders, { headers: dated, status: 401 }, "not-applicable"],
    ["an expired token where no server told its time", expired, orders, {}, "undetermined"],
    ["an answer from the cache", expired, orders, { headers: dated, fromCache: true }, "not-applicable"],
    [
      "a token within the tolerance",
      accessToken({ exp: loginTime - 200 }),
      orders,
      { headers: dated },
      "silent",
    ],
    ["a token for another API", accessToken({ aud: "https://other.test/" }), orders, {}, "fired high"],
    ["a token for this API", accessToken(), orders, {}, "silent"],
    ["an opaque token", opaqueToken, orders, { headers: dated }, "not-applicable"],
  ] as const)("%s", (_, token, url, answered, summary) => {
    expect(summaryOf(id, implicit({ access_token: token }, call(1000, url, bearer(token), answered)))).toBe(
      summary,
    );
  });

  it("shows the API without its query and the claim that decides", () => {
    const login = implicit(
      { access_token: expired },
      call(1000, orders, bearer(expired), { headers: dated }),
    );
    expect(evidenceOf(id, login)).toEqual({
      API: `${api}/orders`,
      status: "200",
      exp: "2026-01-05 09:53:20 UTC, called 2026-01-05 10:00:01 UTC",
    });
  });

  it("says so where a server's clock puts the call beyond what a Date can hold", () => {
    const headers = { Date: "Sat, 13 Sep 275760 00:00:00 GMT" };
    const login = implicit(
      { access_token: expired },
      call(1000, orders, bearer(expired), { headers }),
      call(9000, orders, bearer(expired)),
    );
    expect(evidenceOf(id, login)).toMatchObject({
      exp: "2026-01-05 09:53:20 UTC, called beyond all time",
    });
  });
});

describe("id-token-as-api-token (OpenID Connect Core 1.0, section 2)", () => {
  const id = "id-token-as-api-token";
  const token = idToken();

  it.each([
    ["as bearer token of an API", call(1000, `${api}/me`, bearer(token)), "fired high"],
    ["as bearer token of the client's own API", call(1000, `${app}/api/me`, bearer(token)), "fired medium"],
    ["in a header of its own", call(1000, `${api}/me`, { "X-Id-Token": token }), "fired high"],
    ["as a hint for the server", call(1000, `${server}/logout?id_token_hint=${token}`, {}), "silent"],
    ["another token", call(1000, `${api}/me`, bearer(opaqueToken)), "silent"],
  ])("%s: %#", (_, facts, summary) => {
    expect(summaryOf(id, implicit({ id_token: token, access_token: opaqueToken }, facts))).toBe(summary);
  });

  it("leaves token exchange alone", () => {
    const exchange = tokenCall(500, { ...redemption }, { id_token: token, access_token: opaqueToken });
    const login = loginSeen(
      toCallback(codeResponse, authorize()),
      exchange,
      call(1000, `${server}/oauth/token`, bearer(token)),
    );
    expect(summaryOf(id, login)).toBe("silent");
  });

  it("names the header and whom the token is for", () => {
    const login = implicit({ id_token: token }, call(1000, `${api}/me`, bearer(token)));
    expect(evidenceOf(id, login)).toEqual({
      API: `${api}/me`,
      status: "200",
      "sent as": "Authorization (Bearer) in the header",
      aud: clientId,
    });
  });
});

describe("cors-on-token-api (RFC 9700, section 2.6)", () => {
  const id = "cors-on-token-api";
  const allow = (origin: string) => ({ headers: { "access-control-allow-origin": origin } });

  it.each([
    ["null", allow("null"), "fired medium"],
    ["any origin", allow("*"), "fired info"],
    ["the client", allow(app), "silent"],
    ["no header", {}, "silent"],
  ])("%s", (_, answered, summary) => {
    const login = implicit(
      { access_token: opaqueToken },
      call(1000, `${api}/orders`, bearer(opaqueToken), answered),
    );
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("is undetermined while no answer was seen", () => {
    const [sent] = call(1000, `${tracker}/x`, bearer(opaqueToken));
    expect(verdictOf(id, implicit({ access_token: opaqueToken }, sent ? [sent] : []))).toEqual({
      outcome: "undetermined",
      reason: "No answer of the API was visible.",
    });
  });
});
