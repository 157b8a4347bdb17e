import { caseOf } from "../../../extension/checks/case.js";
import { type Jwk, nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { idToken } from "../../fixtures/tokens.js";
import { ed25519Key, keySet7517, privateKey7517, symmetricKeys7517 } from "../../fixtures/vectors/signed.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const login = loginOf({ response: `${callback}#${encode({ id_token: idToken(), state })}` });
const given = (server: ServerKnowledge) => caseOf(login, { server });

describe("jwks-unsafe (RFC 7517, section 9.2)", () => {
  const id = "jwks-unsafe";
  const [, strong] = keySet7517;
  const weak = { ...strong, n: strong.n.slice(0, 171), alg: undefined, kid: "weak" };

  it.each<[string, readonly Jwk[], object, string]>([
    ["the private key of RFC 7517, A.2", [privateKey7517], {}, "fired high"],
    ["the symmetric keys of RFC 7517, A.3", symmetricKeys7517, {}, "fired high"],
    ["a private key", [{ ...strong, d: "x" }], {}, "fired high"],
    ["a prime of it", [{ ...strong, p: "x" }], {}, "fired high"],
    ["a symmetric key", [{ kty: "oct", k: "AAAA" }], {}, "fired high"],
    ["1024 bits for signatures", [{ ...weak, use: "sig" }], {}, "fired high"],
    ["1024 bits for RS256", [{ ...weak, alg: "RS256" }], {}, "fired high"],
    ["1024 bits that a token uses", [{ ...weak, kid: "k1" }], {}, "fired high"],
    ["1024 bits for nobody knows what", [weak], {}, "fired info"],
    ["keys over http", [strong], { jwks_uri: "http://login.example/jwks" }, "fired high"],
    ["one kid twice", [strong, { ...ed25519Key, kid: strong.kid }], {}, "fired low"],
    ["a key of unknown use beside one for encryption", [...keySet7517], {}, "fired low"],
    ["2048 bits", [{ ...strong, use: "sig" }], {}, "silent"],
    ["keys for signatures and for encryption", [{ ...strong, use: "sig" }, keySet7517[0]], {}, "silent"],
    ["two keys without names", [ed25519Key, { ...ed25519Key, x: "AA" }], {}, "silent"],
    ["http on this very machine", [strong], { jwks_uri: "http://login.localhost:4100/jwks" }, "silent"],
  ])("%s", (_, keys, members, outcome) => {
    expect(summaryOf(id, given(serverWith(keys, members)))).toBe(outcome);
  });

  it("names the key and the members, not their values", () => {
    expect(evidenceOf(id, given(serverWith([{ ...strong, d: "sEcReT", q: "sEcReT" }])))).toEqual({
      key: "2011-04-29",
      "secret members": "d, q",
    });
    expect(evidenceOf(id, given(serverWith([{ ...weak, use: "sig" }])))).toEqual({
      key: "weak",
      "RSA modulus": "1024 bits",
    });
  });

  it("judges the address of keys that could not be fetched", () => {
    const unfetched = { state: "unknown", reason: "Not fetched: not over https." } as const;
    const overHttp = serverWith([], { jwks_uri: "http://login.example/jwks" });
    expect(summaryOf(id, given({ ...overHttp, keys: unfetched }))).toBe("fired high");
    expect(verdictOf(id, given({ ...serverWith([]), keys: unfetched }))).toEqual({
      outcome: "undetermined",
      reason: "Not fetched: not over https.",
    });
  });
});

describe("discovery-issuer-mismatch (OpenID Connect Discovery 1.0, section 4.3)", () => {
  const id = "discovery-issuer-mismatch";
  const guessed = { found: { issuer: "https://login.example", how: "guessed" } } as const;

  it.each<[string, ServerKnowledge, string]>([
    ["another issuer", serverWith([], { issuer: "https://b.example" }), "fired high"],
    ["an issuer with a slash less", serverWith([], { issuer: "https://login.example" }), "fired high"],
    ["no issuer", serverWith([], { issuer: undefined }), "fired high"],
    [
      "another issuer of a guessed document",
      serverWith([], { issuer: "https://b.example" }, guessed),
      "fired info",
    ],
    [
      "an http endpoint",
      serverWith([], { userinfo_endpoint: "http://login.example/userinfo" }),
      "fired medium",
    ],
    [
      "another authorization endpoint",
      serverWith([], { authorization_endpoint: "https://login.example/auth" }),
      "fired low",
    ],
    [
      "another endpoint in a guessed document",
      serverWith([], { authorization_endpoint: "https://login.example/auth" }, guessed),
      "fired info",
    ],
    ["the same", serverWith([]), "silent"],
    ["a guessed document of the same", serverWith([], {}, guessed), "silent"],
    [
      "an endpoint with a query",
      serverWith([], { authorization_endpoint: "https://login.example/authorize?p=1" }),
      "silent",
    ],
    ["tenants", serverWith([], { issuer: "https://login.example/{tenantid}/v2.0" }), "silent"],
    [
      "an alias for mutual TLS",
      serverWith([], {
        authorization_endpoint: "https://login.example/auth",
        mtls_endpoint_aliases: { authorization_endpoint: "https://login.example/authorize" },
      }),
      "silent",
    ],
    [
      "http on this very machine",
      serverWith([], { userinfo_endpoint: "http://login.localhost/userinfo" }),
      "silent",
    ],
    ["nothing known", nothingKnown, "undetermined"],
  ])("%s", (_, server, outcome) => {
    expect(summaryOf(id, given(server))).toBe(outcome);
  });

  it("compares the document's own address where nothing else is known of how it was found", () => {
    const { found: _, ...server } = serverWith([], { issuer: "https://b.example" });
    expect(summaryOf(id, given(server))).toBe("fired high");
    const { found: __, ...right } = serverWith([]);
    expect(summaryOf(id, given(right))).toBe("silent");
  });

  it("compares the token endpoint that was used", () => {
    const redeemed = loginOf({
      request: requestUrl({ response_type: "code" }),
      response: `${callback}?${encode({ code: "abc", state })}`,
      more: tokenExchange({ form: { grant_type: "authorization_code", code: "abc" }, answer: {} }),
    });
    const server = serverWith([], { token_endpoint: "https://login.example/token" });
    expect(summaryOf(id, caseOf(redeemed, { server }))).toBe("fired low");
    expect(evidenceOf(id, caseOf(redeemed, { server }))).toEqual({
      token_endpoint: "https://login.example/token",
      used: "https://login.example/oauth/token",
    });
    expect(summaryOf(id, caseOf(redeemed, { server: serverWith([]) }))).toBe("silent");
  });
});
