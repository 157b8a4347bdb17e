import { caseOf } from "../../../extension/checks/case.js";
import type { Login } from "../../../extension/flow/login.js";
import { nothingKnown, type ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { type Issuer, judged, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { jwe, jws, loginTime } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const id = "jarm-response-invalid";
const request = requestUrl({ response_type: "code", response_mode: "jwt" });
const wrapped = (response: string, beside: Record<string, string> = {}): Login =>
  loginOf({ request, response: `${callback}?${encode({ response, ...beside })}` });

let issuer: Issuer;
let other: Issuer;
beforeAll(async () => {
  [issuer, other] = await Promise.all([makeIssuer(), makeIssuer("ES256", "k1")]);
});

/** A response as JARM wants it, with these changes. */
const sign = (claims: object = {}, by = issuer) =>
  by.sign({ sub: undefined, nonce: undefined, code: "abc", state, exp: loginTime + 300, ...claims });

describe("jarm-response-invalid (JARM, section 2.4)", () => {
  it.each<[string, object, string]>([
    ["another client as audience", { aud: "other" }, "fired high"],
    ["no audience", { aud: undefined }, "fired high"],
    ["another issuer", { iss: "https://evil.example/" }, "fired high"],
    ["no issuer", { iss: undefined }, "fired high"],
    ["expired", { exp: loginTime - 400 }, "fired high"],
    ["no expiry", { exp: undefined }, "fired high"],
    ["a lifetime of 601 s", { exp: loginTime + 601 }, "fired low"],
    ["a lifetime of 600 s", { exp: loginTime + 600 }, "silent"],
    ["five minutes, and all as it should be", {}, "silent"],
  ])("%s", async (_, claims, outcome) => {
    expect(summaryOf(id, await judged(wrapped(await sign(claims)), serverWith([issuer.jwk])))).toBe(outcome);
  });

  it.each<[string, () => Promise<Login>, () => ServerKnowledge, string]>([
    [
      "a signature of somebody else",
      async () => wrapped(await sign({}, other)),
      () => serverWith([issuer.jwk]),
      "fired high",
    ],
    ["an unknown key", async () => wrapped(await sign()), () => serverWith([]), "fired high"],
    [
      "no signature",
      async () => wrapped(jws({ alg: "none" }, { code: "abc", state })),
      () => serverWith([issuer.jwk]),
      "fired high",
    ],
    [
      "a parameter beside it",
      async () => wrapped(await sign(), { state }),
      () => serverWith([issuer.jwk]),
      "fired medium",
    ],
    [
      "another parameter beside it",
      async () => wrapped(await sign(), { page: "1" }),
      () => serverWith([issuer.jwk]),
      "silent",
    ],
    ["no keys", async () => wrapped(await sign()), () => nothingKnown, "undetermined"],
    [
      "no keys, and another audience",
      async () => wrapped(await sign({ aud: "other" })),
      () => nothingKnown,
      "fired high",
    ],
    ["encryption", async () => wrapped(jwe()), () => serverWith([issuer.jwk]), "undetermined"],
    [
      "no JARM",
      async () => loginOf({ response: `${callback}?${encode({ code: "abc", state })}` }),
      () => serverWith([issuer.jwk]),
      "not-applicable",
    ],
  ])("%s", async (_, login, server, outcome) => {
    expect(summaryOf(id, await judged(await login(), server()))).toBe(outcome);
  });

  it("waits for the verification of the signature", async () => {
    const login = wrapped(await sign());
    expect(summaryOf(id, caseOf(login, { server: serverWith([issuer.jwk]) }))).toBe("undetermined");
  });

  it("shows what was compared", async () => {
    const subject = await judged(wrapped(await sign({ aud: "other" })), serverWith([issuer.jwk]));
    expect(evidenceOf(id, subject)).toEqual({
      found: "The token is meant for others.",
      aud: "other",
      client_id: "Bq3kTz0vYw8",
    });
  });
});
