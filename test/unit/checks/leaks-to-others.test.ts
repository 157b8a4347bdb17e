import type { Observation } from "../../../extension/flow/observation.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  api,
  app,
  authorize,
  call,
  code,
  codeResponse,
  committed,
  loginSeen,
  posted,
  redemption,
  request,
  sentHeaders,
  server,
  toCallback,
  tokenCall,
  tracker,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const token = accessToken();
const fragment = (tokens: Readonly<Record<string, string>>) => `${callback}#${encode({ ...tokens, state })}`;
const implicit = (tokens: Readonly<Record<string, string>>, ...facts: (readonly Observation[])[]) =>
  loginSeen(toCallback(fragment(tokens), requestUrl()), ...facts);
const codeLogin = (...facts: (readonly Observation[])[]) => loginSeen(toCallback(), ...facts);
const bearer = (raw: string) => ({ Authorization: `Bearer ${raw}` });
const redeemed = tokenCall(300, redemption, { access_token: opaqueToken, token_type: "Bearer" });
const noAccess = [access(), committed(0, authorize()), committed(130, codeResponse)];

describe("token-to-third-party (RFC 6750, section 5.3)", () => {
  const id = "token-to-third-party";
  const address = `${app}/callback#access_token=${token}`;
  const collect = (value: string) => [sentHeaders(500, "c", `${tracker}/collect?u=${value}`, {})];
  const posting = (form: Readonly<Record<string, string>>, to = `${tracker}/collect`) => [
    posted(500, to, form),
  ];

  it.each([
    ["the page's URL in a beacon", collect(encodeURIComponent(address)), "fired high"],
    ["JSON in base64", collect(btoa(JSON.stringify({ url: address }))), "fired high"],
    ["the token itself in base64", collect(btoa(token)), "fired high"],
    ["a parameter that is the token", collect(token), "fired high"],
    ["a form", posting({ stack: `at ${address}` }), "fired high"],
    ["another header", [sentHeaders(500, "c", `${tracker}/c`, { "X-Page": address })], "fired high"],
    ["the server", [sentHeaders(500, "c", `${server}/log?u=${token}`, {})], "silent"],
    ["the API in its audience", posting({ access_token: token }, `${api}/login`), "silent"],
    ["a bearer call", call(500, `${tracker}/api`, bearer(token)), "silent"],
    [
      "an API that took it before",
      [
        ...call(400, "https://api.test/a", bearer(token)),
        sentHeaders(500, "c", `https://api.test/b?t=${token}`, {}),
      ],
      "silent",
    ],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, implicit({ access_token: token }, facts))).toBe(summary);
  });

  it.each([
    ["a code before it is redeemed", [posted(200, `${tracker}/c`, { code }), ...redeemed], "fired high"],
    ["a code after that", [...redeemed, posted(900, `${tracker}/c`, { code })], "fired medium"],
    [
      "the token endpoint on another site",
      tokenCall(300, redemption, {}, { endpoint: "https://tokens.test/t" }),
      "silent",
    ],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, codeLogin(facts))).toBe(summary);
  });

  it("is undetermined without access to other sites", () => {
    expect(summaryOf(id, loginSeen(noAccess))).toBe("undetermined");
  });

  it("says what went where, without the value", () => {
    expect(evidenceOf(id, implicit({ access_token: token }, collect(encodeURIComponent(address))))).toEqual({
      destination: `${tracker}/collect`,
      credential: "access_token",
      "found in its": "url",
    });
  });
});

describe("token-outside-audience (RFC 9700, section 4.10.2)", () => {
  const id = "token-outside-audience";

  it.each([
    ["the API in aud", accessToken(), `${api}/v1/orders`, "silent"],
    ["UserInfo", accessToken(), `${server}/userinfo`, "silent"],
    ["another site", accessToken(), "https://api.test/orders", "fired high"],
    [
      "another host of the site",
      accessToken({ aud: "https://api.corp.example/" }),
      "https://files.corp.example/x",
      "fired medium",
    ],
    [
      "a host under the domain in aud",
      accessToken({ aud: "https://corp.example/" }),
      "https://files.corp.example/x",
      "silent",
    ],
    ["an abstract audience", accessToken({ aud: "contacts" }), `${api}/v1`, "undetermined"],
    ["an opaque token", opaqueToken, `${api}/v1`, "undetermined"],
  ])("%s", (_, raw, url, summary) => {
    expect(summaryOf(id, implicit({ access_token: raw }, call(500, url, bearer(raw))))).toBe(summary);
  });

  it("takes the resource that was asked for, where the token does not tell (RFC 8707)", () => {
    const asked = (resource: string) =>
      loginSeen(
        toCallback(fragment({ access_token: opaqueToken }), requestUrl({ resource })),
        call(500, `${api}/v1`, bearer(opaqueToken)),
      );
    expect(summaryOf(id, asked(`${api}/`))).toBe("silent");
    expect(summaryOf(id, asked("https://other.test/"))).toBe("fired high");
    expect(evidenceOf(id, asked("https://other.test/"))).toEqual({
      API: `${api}/v1`,
      status: "200",
      resource: "https://other.test/",
    });
  });

  it("leaves ID Tokens to another check", () => {
    const raw = idToken();
    expect(summaryOf(id, implicit({ id_token: raw }, call(500, `${api}/v1`, bearer(raw))))).toBe(
      "not-applicable",
    );
  });
});

describe("access-token-in-api-query (RFC 6750, section 2.3)", () => {
  const id = "access-token-in-api-query";
  const twice = [
    request(500, "f", `${api}/me`, { form: { access_token: token }, initiator: app, resource: "script" }),
    sentHeaders(501, "f", `${api}/me`, bearer(token), "POST"),
  ];

  it.each([
    ["in the query", call(500, `${api}/me?access_token=${token}`, {}), "fired high"],
    [
      "in the query of a socket under another name",
      call(500, `wss://api.example/live?jwt=${token}`, {}),
      "fired high",
    ],
    ["in form and header", twice, "fired medium"],
    ["in a form", [posted(500, `${api}/me`, { access_token: token })], "fired low"],
    ["in the header", call(500, `${api}/me`, bearer(token)), "silent"],
    ["a ticket", call(500, `${api}/live?ticket=${opaqueToken}`, bearer(token)), "silent"],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, implicit({ access_token: token }, facts))).toBe(summary);
  });

  it("shows method, path and parameter", () => {
    expect(
      evidenceOf(id, implicit({ access_token: token }, call(500, `${api}/me?access_token=${token}`, {}))),
    ).toEqual({ API: `GET ${api}/me`, "token in": "query (access_token)" });
  });
});
