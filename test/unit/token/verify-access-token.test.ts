import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { decode } from "../../../extension/token/decode.js";
import type { ReceivedToken } from "../../../extension/token/received-token.js";
import {
  type AccessTokenContext,
  accessTokenSteps,
  verifyAccessToken,
} from "../../../extension/token/verify-access-token.js";
import { type Issuer, makeIssuer, serverWith } from "../../fixtures/issuer.js";
import { clientId, jwe, jws, loginTime, opaqueToken } from "../../fixtures/tokens.js";

const at = loginTime * 1000;
const received = (raw: string): ReceivedToken => ({
  id: "access_token",
  kind: "access_token",
  raw,
  decoded: decode(raw),
  receivedAt: at,
  channel: "fragment",
  lifetime: null,
  lifetimeSource: null,
  expiresAt: null,
});

let issuer: Issuer;
beforeAll(async () => {
  issuer = await makeIssuer();
});

const claims = {
  nonce: undefined,
  aud: "https://api.example/",
  client_id: clientId,
  jti: "1",
  exp: loginTime + 600,
};
const context = (more: Partial<AccessTokenContext> = {}): AccessTokenContext => ({
  clientId,
  issuer: { state: "known", issuer: "https://login.example/" },
  keys: serverWith([issuer.jwk]).keys,
  missingKids: [],
  keysIssuer: "https://login.example/",
  moment: { at, clockOffset: null },
  ...more,
});
const verify = async (raw: string, more: Partial<AccessTokenContext> = {}) => {
  const verification = await verifyAccessToken(received(raw), context(more));
  return [
    verification?.outcome,
    ...(verification?.steps ?? [])
      .filter(({ outcome }) => outcome === "failed" || outcome === "undetermined")
      .map(({ id, outcome }) => `${id} ${outcome}`),
  ];
};

describe("verifyAccessToken (RFC 9068, section 4)", () => {
  it.each<[string, object, object, readonly string[]]>([
    ["all as the profile wants it", {}, { typ: "at+jwt" }, ["passed"]],
    ["the long type", {}, { typ: "application/at+jwt" }, ["passed"]],
    [
      "several APIs",
      { aud: ["https://api.example/", "https://login.example/userinfo"] },
      { typ: "at+jwt" },
      ["passed"],
    ],
    ["no jti", { jti: undefined }, { typ: "at+jwt" }, ["failed", "claims failed"]],
    ["the client as audience", { aud: clientId }, { typ: "at+jwt" }, ["failed", "aud failed"]],
    ["another client", { client_id: "other" }, { typ: "at+jwt" }, ["failed", "client_id failed"]],
    ["expired", { exp: loginTime - 300 }, { typ: "at+jwt" }, ["failed", "exp failed"]],
    [
      "another issuer",
      { iss: "https://b.example/" },
      { typ: "at+jwt" },
      ["failed", "iss failed", "signature undetermined"],
    ],
    ["an unknown key", {}, { typ: "at+jwt", kid: "k9" }, ["failed", "signature failed"]],
    [
      "a profile of its own",
      { jti: undefined },
      {},
      ["undetermined", "typ undetermined", "claims undetermined"],
    ],
  ])("%s", async (_, change, header, outcome) => {
    expect(await verify(await issuer.sign({ ...claims, ...change }, header))).toEqual(outcome);
  });

  it("fails a changed token, and an unsigned one whatever its profile", async () => {
    const [header, , signature] = (await issuer.sign(claims, { typ: "at+jwt" })).split(".");
    const [, payload] = jws({}, { ...claims, iss: "https://login.example/", sub: "2", iat: loginTime }).split(
      ".",
    );
    expect(await verify([header, payload, signature].join("."))).toEqual(["failed", "signature failed"]);
    const unsigned = jws(
      { alg: "none" },
      { ...claims, iss: "https://login.example/", sub: "2", iat: loginTime },
    );
    expect(await verify(unsigned)).toEqual(["failed", "typ undetermined", "signature failed"]);
  });

  it.each([
    ["encrypted", jwe(), ["undetermined", "encryption undetermined"]],
    ["opaque", opaqueToken, [undefined]],
  ])("an %s token", async (_, raw, outcome) => {
    expect(await verify(raw)).toEqual(outcome);
  });

  it("is undetermined without keys", async () => {
    const token = await issuer.sign(claims, { typ: "at+jwt" });
    expect(await verify(token, { keys: nothingKnown.keys })).toEqual([
      "undetermined",
      "signature undetermined",
    ]);
    expect(await verify(token, { keysIssuer: null })).toEqual(["undetermined", "signature undetermined"]);
  });

  it("tells all but the signature at once", async () => {
    const steps = accessTokenSteps(received(await issuer.sign(claims, { typ: "at+jwt" })), context());
    expect(steps.filter(({ outcome }) => outcome !== "passed").map(({ id }) => id)).toEqual(["signature"]);
  });
});
