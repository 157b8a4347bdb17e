import { historyOf } from "../../../extension/flow/history.js";
import type { Login } from "../../../extension/flow/login.js";
import { nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { type Issuer, judged, mac, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { clientId, idToken, jwe, jws } from "../../fixtures/tokens.js";
import { ed25519Key, keySet7517 } from "../../fixtures/vectors/signed.js";
import { evidenceOf, summaryOf, verdictOf } from "../../fixtures/verdict.js";

const request = requestUrl({ response_type: "id_token" });
const front = (id_token: string): Login =>
  loginOf({ request, response: `${callback}#${encode({ id_token, state })}` });
const posted = (id_token: string): Login =>
  loginOf({
    request: requestUrl({ response_type: "id_token", response_mode: "form_post" }),
    response: callback,
    form: encode({ id_token, state }),
  });
const inQuery = (id_token: string): Login =>
  loginOf({
    request: requestUrl({ response_mode: "query" }),
    response: `${callback}?${encode({ id_token, state })}`,
  });
const viaCode = (id_token: string): Login =>
  loginOf({
    request: requestUrl({ response_type: "code" }),
    response: `${callback}?${encode({ code: "abc", state })}`,
    more: tokenExchange({
      form: { grant_type: "authorization_code", code: "abc" },
      answer: { access_token: "a", token_type: "Bearer", id_token },
    }),
  });

let issuer: Issuer;
let other: Issuer;
let nameless: Issuer;
beforeAll(async () => {
  [issuer, other, nameless] = await Promise.all([
    makeIssuer(),
    makeIssuer("ES256", "k2"),
    makeIssuer("ES256", undefined),
  ]);
});

/** Another claim under the same signature. */
const tampered = (token: string): string => {
  const [header, , signature] = token.split(".");
  const [, payload] = idToken({ sub: "auth0|another" }).split(".");
  return [header, payload, signature].join(".");
};
const summary = async (id: string, login: Login, server: ServerKnowledge, given = {}) =>
  summaryOf(id, await judged(login, server, given));

describe("without an ID Token", () => {
  it.each([
    [
      "none was asked for",
      loginOf({
        request: requestUrl({ response_type: "token" }),
        response: `${callback}#access_token=a&state=${state}`,
      }),
      "not-applicable",
    ],
    [
      "an error came",
      loginOf({ request, response: `${callback}#error=login_required&state=${state}` }),
      "not-applicable",
    ],
    ["nothing has come yet", loginOf({ request }), "undetermined"],
    [
      "the client's server redeems the code",
      loginOf({
        request: requestUrl({ response_type: "code" }),
        response: `${callback}?code=abc&state=${state}`,
      }),
      "undetermined",
    ],
  ])("its checks say so: %s", (_, login, outcome) => {
    for (const id of ["idt-malformed", "idt-signature-invalid", "idt-iss-mismatch", "idt-nonce-mismatch"]) {
      expect(summaryOf(id, login)).toBe(outcome);
    }
  });
});

describe("idt-malformed (RFC 7519, section 7.2)", () => {
  it.each([
    ["two parts", "abc.def", "fired high"],
    ["no part", "abc", "fired high"],
    ["four parts", `${idToken()}.x`, "fired high"],
    ["a payload that is a list", jws({ alg: "RS256" }, "[]"), "fired high"],
    ["a payload that is no JSON", jws({ alg: "RS256" }, "{"), "fired high"],
    ["a header that is no JSON", jws("{", {}), "fired high"],
    ["padding", `${idToken()}=`, "fired high"],
    ["three parts", idToken(), "silent"],
    ["five parts", jwe(), "silent"],
    ["an empty signature", idToken().replace(/[^.]*$/, ""), "silent"],
    ["a JSON error object", '{"error":"server_error"}', "not-applicable"],
  ])("%s: %s", (_, token, outcome) => {
    expect(summaryOf("idt-malformed", front(token))).toBe(outcome);
  });

  it("shows parts, failing part and length", () => {
    expect(evidenceOf("idt-malformed", front("abc.def"))).toEqual({
      found: "No well-formed JWT.",
      parts: "2",
      length: "7",
      "failing part": "no part is that of a JWT",
    });
  });
});

describe("idt-alg-none (OpenID Connect Core 1.0, section 3.1.3.7, item 6)", () => {
  it.each([
    ["none by fragment", front(jws({ alg: "none" }, {}).replace(/[^.]*$/, "")), "fired high"],
    ["NonE by form", posted(jws({ alg: "NonE" }, {})), "fired high"],
    ["no signature", front(idToken().replace(/[^.]*$/, "")), "fired high"],
    ["none by the token endpoint", viaCode(jws({ alg: "none" }, {}).replace(/[^.]*$/, "")), "fired low"],
    ["RS256", front(idToken()), "silent"],
    ["five parts", front(jwe()), "not-applicable"],
  ])("%s", (_, login, outcome) => {
    expect(summaryOf("idt-alg-none", login)).toBe(outcome);
  });
});

describe("idt-alg-unexpected (OpenID Connect Core 1.0, section 3.1.3.7, item 7)", () => {
  const id = "idt-alg-unexpected";
  const algs = (...list: string[]) => ({ id_token_signing_alg_values_supported: list });
  const rsa = { ...keySet7517[1], kid: "k1", alg: undefined };

  it.each<[string, () => ServerKnowledge, string]>([
    ["an RSA key of that kid", () => serverWith([rsa]), "fired medium"],
    ["a key of another curve", () => serverWith([{ ...issuer.jwk, crv: "P-384" }]), "fired medium"],
    ["a key for another algorithm", () => serverWith([{ ...issuer.jwk, alg: "ES384" }]), "fired medium"],
    ["an algorithm that is not announced", () => serverWith([issuer.jwk], algs("RS256")), "fired medium"],
    ["a fitting key", () => serverWith([issuer.jwk]), "silent"],
    ["a fitting key with its algorithm", () => serverWith([{ ...issuer.jwk, alg: "ES256" }]), "silent"],
    ["an announced algorithm", () => serverWith([issuer.jwk], algs("RS256", "ES256")), "silent"],
    ["nothing known", () => nothingKnown, "undetermined"],
  ])("given %s", async (_, server, outcome) => {
    expect(await summary(id, front(await issuer.sign()), server())).toBe(outcome);
  });

  it("notices another algorithm than before, unless it is announced", async () => {
    const history = historyOf([
      loginOf({
        request,
        response: `${callback}#${encode({ id_token: idToken(), state })}`,
        id: "0",
        earlier: 1e6,
      }),
    ]);
    const login = front(await issuer.sign());
    expect(await summary(id, login, nothingKnown, { history })).toBe("fired low");
    expect(await summary(id, login, serverWith([issuer.jwk], algs("ES256")), { history })).toBe("silent");
    expect(await summary(id, front(idToken()), nothingKnown, { history })).toBe("undetermined");
  });
});

describe("idt-hmac-in-browser (RFC 8725, section 3.5)", () => {
  const id = "idt-hmac-in-browser";
  const secret = "a-made-up-secret-of-more-than-32-bytes";

  it.each<[string, () => Promise<Login>, string]>([
    ["a browser client", async () => front(await mac(secret)), "fired high"],
    ["a browser that redeems a code", async () => viaCode(await mac(secret)), "fired high"],
    ["the client's server, by form", async () => posted(await mac(secret)), "silent"],
    ["the client's server, and client_id as key", async () => posted(await mac(clientId)), "fired high"],
    ["the client's server, and no key", async () => posted(await mac(new Uint8Array(1))), "fired high"],
    [
      "a client of which only a callback with the token is seen",
      async () => inQuery(await mac(secret)),
      "fired medium",
    ],
    ["an asymmetric algorithm", async () => front(await issuer.sign()), "silent"],
    ["encryption", async () => front(jwe()), "undetermined"],
  ])("%s", async (_, login, outcome) => {
    expect(await summary(id, await login(), serverWith([issuer.jwk]))).toBe(outcome);
  });

  it("names the public value that fits", async () => {
    const subject = await judged(posted(await mac(clientId)), nothingKnown);
    expect(evidenceOf(id, subject)).toMatchObject({ alg: "HS256", "key that fits": "client_id" });
  });
});

describe("idt-signature-invalid (OpenID Connect Core 1.0, section 3.1.3.7, item 6)", () => {
  const id = "idt-signature-invalid";

  it.each<[string, () => Promise<Login>, () => ServerKnowledge, string]>([
    [
      "a changed claim",
      async () => front(tampered(await issuer.sign())),
      () => serverWith([issuer.jwk]),
      "fired high",
    ],
    [
      "a changed claim, by the token endpoint",
      async () => viaCode(tampered(await issuer.sign())),
      () => serverWith([issuer.jwk]),
      "fired high",
    ],
    [
      "another key under the same kid",
      async () => front(await issuer.sign()),
      () => serverWith([{ ...other.jwk, kid: "k1" }]),
      "fired high",
    ],
    [
      "a good signature",
      async () => front(await issuer.sign()),
      () => serverWith([other.jwk, issuer.jwk]),
      "silent",
    ],
    [
      "no kid, and the right one of two keys",
      async () => front(await nameless.sign()),
      () => serverWith([other.jwk, nameless.jwk]),
      "silent",
    ],
    ["no keys", async () => front(tampered(await issuer.sign())), () => nothingKnown, "undetermined"],
    ["an unknown kid", async () => front(await issuer.sign()), () => serverWith([other.jwk]), "undetermined"],
    ["a MAC", async () => front(await mac("x".repeat(32))), () => serverWith([issuer.jwk]), "not-applicable"],
    [
      "no signature",
      async () => front(jws({ alg: "none" }, {})),
      () => serverWith([issuer.jwk]),
      "not-applicable",
    ],
    ["encryption", async () => front(jwe()), () => serverWith([issuer.jwk]), "undetermined"],
    [
      "keys older than the token",
      async () => front(tampered(await issuer.sign())),
      () => ({
        ...serverWith([issuer.jwk]),
        keys: { state: "known", url: "https://login.example/jwks", at: 0, value: { keys: [issuer.jwk] } },
      }),
      "undetermined",
    ],
  ])("%s", async (_, login, server, outcome) => {
    expect(await summary(id, await login(), server())).toBe(outcome);
  });

  it.each([
    ["another secret", "y".repeat(32), "fired high"],
    ["the secret", "x".repeat(32), "not-applicable"],
  ])("a MAC, and %s typed by the person", async (_, secret, outcome) => {
    const login = posted(await mac("x".repeat(32)));
    expect(await summary(id, login, serverWith([issuer.jwk]), { secret })).toBe(outcome);
  });

  it("is undetermined before the verification is done", async () => {
    expect(verdictOf(id, front(await issuer.sign()))).toEqual({
      outcome: "undetermined",
      reason: "The signature has not been verified yet.",
    });
  });

  it("shows algorithm, kid and key set", async () => {
    const subject = await judged(front(tampered(await issuer.sign())), serverWith([issuer.jwk]));
    expect(evidenceOf(id, subject)).toMatchObject({
      alg: "ES256",
      kid: "k1",
      "key set": "https://login.example/jwks",
      "fitting keys": "1",
    });
  });
});

describe("idt-kid-unresolved (OpenID Connect Core 1.0, section 10.1)", () => {
  const id = "idt-kid-unresolved";
  const rsaKeys = ["a", "b", "c"].map((kid) => ({ ...keySet7517[1], kid }));

  it.each<[string, () => Promise<string>, () => ServerKnowledge, string]>([
    [
      "no kid, three RSA keys",
      async () => idToken({}, { kid: undefined }),
      () => serverWith(rsaKeys),
      "fired medium",
    ],
    [
      "no kid, one RSA key",
      async () => idToken({}, { kid: undefined }),
      () => serverWith([keySet7517[1], keySet7517[0]]),
      "silent",
    ],
    [
      "no kid, no key that fits",
      async () => idToken({}, { kid: undefined }),
      () => serverWith([ed25519Key]),
      "fired medium",
    ],
    ["an unknown kid", async () => issuer.sign(), () => serverWith([other.jwk]), "fired high"],
    [
      "one kid twice",
      async () => issuer.sign(),
      () => serverWith([issuer.jwk, { ...other.jwk, kid: "k1" }]),
      "fired medium",
    ],
    [
      "one kid for two types",
      async () => issuer.sign(),
      () => serverWith([issuer.jwk, { ...rsaKeys[0], kid: "k1" }]),
      "silent",
    ],
    ["a known kid", async () => issuer.sign(), () => serverWith([issuer.jwk, other.jwk]), "silent"],
    ["no keys", async () => issuer.sign(), () => nothingKnown, "undetermined"],
    ["a MAC", async () => mac("x".repeat(32)), () => serverWith([issuer.jwk]), "not-applicable"],
  ])("%s", async (_, token, server, outcome) => {
    expect(summaryOf(id, await judged(front(await token()), server()))).toBe(outcome);
  });

  it("waits until the keys have been fetched once more", async () => {
    const login = front(await issuer.sign());
    const old = {
      state: "known",
      url: "https://login.example/jwks",
      at: 0,
      value: { keys: [other.jwk] },
    } as const;
    expect(await summary(id, login, { ...serverWith([]), keys: old })).toBe("undetermined");
    expect(await summary(id, login, { ...serverWith([]), keys: old, missingKids: ["k1"] })).toBe(
      "fired high",
    );
  });
});
