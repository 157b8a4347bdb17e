import { inquiryOf, inquiryOfIssuer } from "../../../extension/flow/inquiry.js";
import { clockOffsetOf } from "../../../extension/flow/server-time.js";
import { issuersIn, knowledgeOf } from "../../../extension/flow/servers.js";
import { keyOfServer, serversIn } from "../../../extension/flow/stored.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, receivedAt, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";

const endpoint = "https://login.example/authorize";
const response = (parameters: Record<string, string>) => `${callback}#${encode({ state, ...parameters })}`;

describe("inquiryOf", () => {
  it("asks at the origin of the authorization endpoint alone, whatever tokens name", () => {
    const id_token = idToken({ iss: "https://evil.example/" });
    const login = loginOf({
      response: response({ id_token, access_token: accessToken(), iss: "https://login.example/t" }),
    });
    const inquiry = inquiryOf(login);
    expect(inquiry).toMatchObject({ subject: endpoint, endpoint, from: endpoint, kids: ["k1"] });
    expect(inquiry?.places[0]).toMatchObject({ issuer: "https://login.example/t", how: "named" });
    expect(new Set(inquiry?.places.map(({ url }) => new URL(url).origin))).toEqual(
      new Set(["https://login.example"]),
    );
  });

  it("asks nothing where the authorization request was not visible", () => {
    expect(inquiryOf(loginOf({ request: null, response: response({ id_token: idToken() }) }))).toBeNull();
  });

  it("needs no key for a MAC, an opaque token or an API's own token", () => {
    const login = loginOf({
      response: response({ id_token: idToken({}, { alg: "HS256" }), access_token: "opaque" }),
    });
    expect(inquiryOf(login)?.kids).toEqual([]);
  });

  it("asks another issuer by its own name", () => {
    const login = loginOf({ response: response({ id_token: idToken({ iss: "https://other.example" }) }) });
    expect(inquiryOfIssuer("https://other.example", login)).toMatchObject({
      subject: "https://other.example",
      from: endpoint,
      endpoint: null,
      kids: ["k1"],
      places: [
        { how: "clicked", url: "https://other.example/.well-known/openid-configuration" },
        { how: "clicked", url: "https://other.example/.well-known/oauth-authorization-server" },
      ],
    });
  });
});

describe("knowledgeOf", () => {
  const login = loginOf({});
  const own = serverWith([]);
  const clicked = serverWith(
    [],
    { issuer: "https://other.example" },
    { found: { issuer: "https://other.example", how: "clicked" } },
  );

  it.each([
    ["nothing", new Map(), nothingKnown],
    ["its own", new Map([[endpoint, own]]), own],
    ["an issuer that lists its endpoint", new Map([["https://other.example", clicked]]), clicked],
    [
      "both, its own first",
      new Map([
        ["https://other.example", clicked],
        [endpoint, own],
      ]),
      own,
    ],
    ["another endpoint's", new Map([["https://b.example/authorize", own]]), nothingKnown],
  ])("given %s", (_, servers, expected) => {
    expect(knowledgeOf(servers, login)).toBe(expected);
  });

  it("does not take a clicked issuer whose metadata name another", () => {
    const liar = { ...clicked, found: { issuer: "https://liar.example", how: "clicked" } } as const;
    expect([...issuersIn(new Map([["https://liar.example", liar]]))]).toEqual([]);
    expect([
      ...issuersIn(
        new Map([
          ["https://other.example", clicked],
          [endpoint, own],
        ]),
      ).keys(),
    ]).toEqual(["https://other.example"]);
  });

  it("is read from storage", () => {
    const entries = { [keyOfServer(endpoint)]: own, "flow:1": {}, paused: true };
    expect([...serversIn(entries)]).toEqual([[endpoint, own]]);
  });
});

describe("clockOffsetOf (RFC 9110, section 6.6.1)", () => {
  const answer = (date: string | null, at = receivedAt + 1000, url = "https://api.example/") => ({
    ...{
      requestId: url,
      at,
      method: "GET",
      url,
      initiator: null,
      requestHeaders: [],
      tokenId: "access_token",
    },
    ...({ scheme: "Bearer", via: "header", resource: "script", provenance: "browser" } as const),
    answer: { at, status: 200, error: null, headers: date === null ? [] : [{ name: "Date", value: date }] },
  });
  const ahead = (ms: number) => new Date(receivedAt + 1000 + ms).toUTCString();
  const login = loginOf({ request: requestUrl(), response: response({ access_token: "a" }) });

  it.each([
    ["no Date", [answer(null)], null],
    ["a Date that is none", [answer("now")], null],
    ["a Date of now", [answer(ahead(0))], 0],
    ["an hour ahead", [answer(ahead(3_600_500))], 3_600_500],
    ["an old answer from a cache beside a fresh one", [answer(ahead(-86_400_000)), answer(ahead(0))], 0],
  ])("%s", (_, calls, offset) => {
    expect(clockOffsetOf({ ...login, calls })).toBe(offset);
  });
});
