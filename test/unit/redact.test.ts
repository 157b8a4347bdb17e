import type { Flow } from "../../extension/flow/flow.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { createRedactor } from "../../extension/redact.js";
import { idToken, jwe, jws, opaqueToken } from "../fixtures/tokens.js";
import { implicitFlow, oddTokensFlow } from "../fixtures/ui-logins.js";
import { codeFlow, wrappedFlow } from "../fixtures/ui-sessions.js";
import { expectLinear } from "../fixtures/work.js";

/** What becomes of texts, headers and fields that are redacted together. */
const redacted = (...data: unknown[]): readonly unknown[] => createRedactor(data).redact(data);
const field = (name: string, value: string) => ({ name, value });
const claimsOf = (jwt: unknown) =>
  JSON.parse(Buffer.from(String(jwt).split(".")[1] ?? "", "base64url").toString());

const secret = "kYl2mVtqS0mZ8rJx3Qd7HfWcPuB5nEa4";

describe("a secret gives way to a placeholder", () => {
  it.each([
    ["in a query", `https://a/?code=${secret}&state=s`, "https://a/?code=REDACTED-code-0001&state=s"],
    [
      "in a fragment",
      `https://a/#access_token=${secret}`,
      "https://a/#access_token=REDACTED-access_token-0001",
    ],
    ["in JSON", `{"refresh_token":"${secret}"}`, '{"refresh_token":"REDACTED-refresh_token-0001"}'],
    ["in JSON that is cut off", `{"a":1,"password":"${secret}`, '{"a":1,"password":"REDACTED-password-0001'],
    [
      "in a list",
      `{"tokens":[],"id_token":["${secret}"]}`,
      '{"tokens":[],"id_token":["REDACTED-id_token-0001"]}',
    ],
    ["as a JSON number", '{"code":123456,"a":1}', '{"code":0,"a":1}'],
    ["however short", "https://a/?code=7&state=s", "https://a/?code=REDACTED-code-0001&state=s"],
    ["in a URL with a password", `https://ada:${secret}@a/`, "https://ada:REDACTED-password-0001@a/"],
    [
      "as a request_uri",
      `https://a/?request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A${secret}`,
      "https://a/?request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3AREDACTED-request_uri-0001",
    ],
  ])("%s", (_, text, expected) => {
    expect(redacted(text)).toEqual([expected]);
  });

  it.each([
    ["Authorization", `Bearer ${secret}`, "Bearer REDACTED-authorization-0001"],
    ["authorization", secret, "REDACTED-authorization-0001"],
    ["Cookie", `a=${secret}; b=1`, "a=REDACTED-cookie-0001; b=REDACTED-cookie-0002"],
    ["Set-Cookie", `a=${secret}; Path=/; Secure`, "a=REDACTED-cookie-0001; Path=/; Secure"],
    ["X-Api-Key", secret, "REDACTED-X_Api_Key-0001"],
    ["client_secret", "short", "REDACTED-client_secret-0001"],
  ])("in the header or field %s", (name, value, expected) => {
    expect(redacted(field(name, value))).toEqual([field(name, expected)]);
  });
});

test("equal secrets have equal placeholders, different ones different, wherever and however they stand", () => {
  const other = secret.toLowerCase();
  expect(
    redacted(
      `https://a/?code=${secret}`,
      field("authorization_code", secret),
      `seen: ${secret}`,
      `https://a/?x=${btoa(`..${secret}..`)}`,
      `https://a/?code=${other}`,
    ),
  ).toEqual([
    "https://a/?code=REDACTED-code-0001",
    field("authorization_code", "REDACTED-code-0001"),
    "seen: REDACTED-code-0001",
    expect.stringMatching(/^https:\/\/a\/\?x=Li[\w-]*REDACTED-code-0001[\w=]+$/),
    "https://a/?code=REDACTED-code-0002",
  ]);
});

describe("what is no credential stays", () => {
  it.each([
    "https://a/authorize?response_type=code&client_id=spa-contacts&scope=openid&state=xyz123xyz&nonce=n-0S6_WzA2Mj",
    "https://a/?error=access_denied&error_description=The+person+said+no&session_state=abc.def",
    '{"token_type":"Bearer","expires_in":3600,"scope":"openid"}',
    "https://api.example/v2/contacts?limit=20&sort=name",
    "https://eyes.example.com/eyes.a.name",
  ])("%s", (text) => {
    expect(redacted(text)).toEqual([text]);
  });

  test("a word is hidden where it is a secret, and left where it is a word", () => {
    expect(redacted(field("password", "contacts"), "https://contacts.example/contacts")).toEqual([
      field("password", "REDACTED-password-0001"),
      "https://contacts.example/contacts",
    ]);
  });

  test("the client's id stays where the client is its own subject", () => {
    const [, payload] = String(
      redacted(jws({ alg: "RS256" }, { iss: "spa-contacts", sub: "spa-contacts" })),
    ).split(".");
    expect(claimsOf(`.${payload}`)).toEqual({ iss: "spa-contacts", sub: "spa-contacts" });
  });
});

describe("a JWT", () => {
  test("still shows its header and claims, but not who the person is", () => {
    const token = idToken({ email: "ada@mail.example", name: "Ada", "https://app.example/roles": ["admin"] });
    const [first, , signature] = String(redacted(token)).split(".");
    expect(first).toBe(token.split(".")[0]);
    expect(claimsOf(redacted(token))).toEqual({
      ...claimsOf(token),
      sub: "REDACTED-sub-0001",
      email: "REDACTED-email-0001",
      name: "REDACTED-name-0001",
    });
    expect(signature).toBe("REDACTED-jwt-0001_");
  });

  test("inside a JWT is redacted with it", () => {
    const inner = jws({ alg: "RS256" }, { email: "ada@mail.example" });
    const outer = redacted(jws({ alg: "RS256" }, { act: inner, code: opaqueToken }));
    expect(claimsOf(outer)).toMatchObject({ code: "REDACTED-code-0001" });
    expect(claimsOf(claimsOf(outer).act)).toEqual({ email: "REDACTED-email-0001" });
  });

  test("that is encrypted keeps its header alone", () => {
    const [header, ...parts] = String(redacted(jwe())).split(".");
    expect(header).toBe(jwe().split(".")[0]);
    expect(parts).toEqual(Array(4).fill("REDACTED-jwt-0001_"));
  });

  test("without a signature is marked, as nothing else of it would change", () => {
    const [header, payload, signature] = String(
      redacted(`${jws({ alg: "none" }, { a: 1 }).replace(/[^.]*$/, "")}`),
    ).split(".");
    expect(claimsOf(`.${header}`)).toEqual({ redacted: "REDACTED-jwt-0001", alg: "none" });
    expect(claimsOf(`.${payload}`)).toEqual({ a: 1 });
    expect(signature).toBe("");
  });

  test("whose payload is compressed shows nothing of it", () => {
    const token = `${jws({ alg: "ES256", zip: "DEF" }, "").split(".")[0]}.${Buffer.from([0, 1, 254, 255]).toString("base64url")}.${secret}`;
    expect(String(redacted(token)).split(".").slice(1)).toEqual(Array(2).fill("REDACTED-jwt-0001_"));
  });
});

test("a code_challenge still fits its verifier", () => {
  expect(readLogin(createRedactor(codeFlow).redact(codeFlow)).tokenCalls[0]?.pkce).toBe("match");
});

describe("what was redacted before", () => {
  it.each([implicitFlow, oddTokensFlow, codeFlow, wrappedFlow])("stays as it is: $id", (flow: Flow) => {
    const once = createRedactor(flow).redact(flow);
    expect(createRedactor(once).redact(once)).toEqual(once);
  });

  test("is kept apart from what is redacted now", () => {
    expect(redacted("https://a/?code=REDACTED-code-0004", `https://a/?code=${secret}`)).toEqual([
      "https://a/?code=REDACTED-code-0004",
      "https://a/?code=REDACTED-code-0005",
    ]);
  });
});

describe("the search before a file is handed out", () => {
  const { leaksIn } = createRedactor([field("password", 'pä"ss wörd\\1'), field("refresh_token", secret)]);

  it.each([
    ["nothing", { a: "REDACTED-password-0001" }, []],
    ["one as it is", { a: [secret] }, ["refresh_token"]],
    ["one as the name of a member", { [secret]: 1 }, ["refresh_token"]],
    ["one in base64", { a: btoa(`x${secret}`) }, ["refresh_token"]],
    [
      "one percent-encoded twice",
      { a: encodeURIComponent(encodeURIComponent('pä"ss wörd\\1')) },
      ["password"],
    ],
    ["one form-encoded", { a: new URLSearchParams([["", 'pä"ss wörd\\1']]).toString() }, ["password"]],
    ["one in JSON within JSON", { a: JSON.stringify(JSON.stringify('pä"ss wörd\\1')) }, ["password"]],
    ["both", { a: secret, b: 'pä"ss wörd\\1' }, ["refresh_token", "password"]],
  ])("finds %s", (_, data, kinds) => {
    expect([...leaksIn(JSON.stringify(data))].sort()).toEqual([...kinds].sort());
  });
});

describe("hostile input costs work in proportion to its length", () => {
  it.each([
    '"a":"',
    "eyJ",
    "eyJ.",
    "?code=",
    "%25",
    "\\\\",
    '"code":["a',
    "//a:b",
    "Vm0wd2Qy",
    "a=;code=",
    "eyJ.a~",
    "=;",
  ])("%j, again and again", async (piece) => {
    await expectLinear((size) => {
      const text = piece.repeat(size / piece.length);
      return () => redacted(text, field("Cookie", text), field("Authorization", text));
    }, 20_000);
  });
});
