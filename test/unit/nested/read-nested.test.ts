import { leavesOf, type Nested, type NestedMember } from "../../../extension/nested/nested.js";
import { deepest, longest, mostMembers, readNested } from "../../../extension/nested/read-nested.js";
import { idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";

type Shape = string | readonly [string, Readonly<Record<string, unknown>>];

/** `["base64url json", {name: value}]`; of a nested value its own shape. */
const shape = (nested: Nested | null): Shape | null =>
  nested && [
    [...nested.encodings, nested.kind].join(" "),
    Object.fromEntries(nested.members.map((member) => [labelOf(member), shownAs(member)])),
  ];
const labelOf = ({ name, place }: NestedMember) => (place === "fragment" ? `#${name}` : name);
const shownAs = ({ value, isJson, nested }: NestedMember) =>
  nested ? shape(nested) : isJson ? JSON.parse(value) : value;

const base64url = (text: string) => Buffer.from(text).toString("base64url");

describe("what a value holds is opened", () => {
  it.each<readonly [string, string, Shape]>([
    ["JSON", '{"a":"x","b":[1,true]}', ["json", { a: "x", b: ["json", { 0: 1, 1: true }] }]],
    [
      "authorization_details (RFC 9396, section 2)",
      '[{"type":"payment_initiation","locations":["https://bank.example/p"],"instructedAmount":{"amount":"123.50"}}]',
      [
        "json",
        {
          0: [
            "json",
            {
              type: "payment_initiation",
              locations: ["json", { 0: "https://bank.example/p" }],
              instructedAmount: ["json", { amount: "123.50" }],
            },
          ],
        },
      ],
    ],
    [
      "claims (OpenID Connect Core 1.0, section 5.5)",
      '{"id_token":{"auth_time":{"essential":true},"email":null}}',
      ["json", { id_token: ["json", { auth_time: ["json", { essential: true }], email: null }] }],
    ],
    ["base64url of JSON", base64url('{"returnTo":"/a"}'), ["base64url json", { returnTo: "/a" }]],
    ["base64 with padding", Buffer.from('{"a":"??>"}').toString("base64"), ["base64url json", { a: "??>" }]],
    ["base64url twice", base64url(base64url('{"a":1}')), ["base64url base64url json", { a: 1 }]],
    [
      "parameters",
      "returnTo=%2Forders%3Fpage%3D2&csrf=x",
      ["query", { returnTo: ["url", { page: "2" }], csrf: "x" }],
    ],
    ["one parameter", "returnTo=/orders", ["query", { returnTo: "/orders" }]],
    ["base64url of parameters", base64url("n=1&r=%2Fhome"), ["base64url query", { n: "1", r: "/home" }]],
    ["a URL with query and fragment", "https://app.example/cb?a=b#c=d", ["url", { a: "b", "#c": "d" }]],
    ["a URL with a hash route", "https://app.example/#/cb?c=d", ["url", { "#c": "d" }]],
    ["a percent-encoded URL", "https%3A%2F%2Fapp.example%2F%3Fa%3Db", ["percent url", { a: "b" }]],
    ["percent-encoded JSON", "%7B%22a%22%3A1%7D", ["percent json", { a: 1 }]],
    [
      "base64url of readable text",
      base64url("/orders/4711 of Ada"),
      ["base64url text", { "": "/orders/4711 of Ada" }],
    ],
    [
      "a JWT in JSON",
      JSON.stringify({ hint: jws({ alg: "RS256" }, { sub: "ada" }) }),
      ["json", { hint: ["jwt", { header: ["json", { alg: "RS256" }], payload: ["json", { sub: "ada" }] }] }],
    ],
  ])("%s", (_, text, expected) => {
    expect(shape(readNested(text))).toEqual(expected);
  });

  it("decodes a JWT, whatever the parameter, and what its claims hold", () => {
    const nested = readNested(
      jws({ alg: "RS256" }, { claims: { userinfo: { email: null } }, state: "a=b&c=d" }),
    );
    expect(nested?.token).toMatchObject({ format: "jws", alg: "RS256", signature: "present" });
    expect(shape(nested)).toEqual([
      "jwt",
      {
        header: ["json", { alg: "RS256" }],
        payload: [
          "json",
          {
            claims: ["json", { userinfo: ["json", { email: null }] }],
            state: ["query", { a: "b", c: "d" }],
          },
        ],
      },
    ]);
  });

  it("reads no more of an encrypted JWT than its header", () => {
    const nested = readNested(jwe({ alg: "RSA-OAEP", enc: "A128GCM" }));
    expect(nested?.token?.format).toBe("jwe");
    expect(shape(nested)).toEqual(["jwt", { header: ["json", { alg: "RSA-OAEP", enc: "A128GCM" }] }]);
  });

  it("shows a part of a JWT that is no JSON as far as it can be read", () => {
    expect(shape(readNested(jws({ alg: "none" }, '{"sub"')))).toEqual([
      "jwt",
      { header: ["json", { alg: "none" }], payload: '{"sub"' },
    ]);
  });
});

describe("what holds no more than it shows is left alone", () => {
  it.each([
    ["nothing", ""],
    ["a word", "query"],
    ["a scope", "openid profile read:contacts"],
    ["a URL without parameters", "https://app.example/callback"],
    ["a path", "/orders"],
    ["an opaque token", opaqueToken],
    ["a random value", "kPq7Zr1Lm9Xw4Tn6Vb3Yc8Hd2Jf5Gs0Aa7Qe1Ru4Iy"],
    ["a code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"],
    ["a UUID", "3f1c9f2a-8b7d-4a51-9d0e-5f6a7b8c9d0e"],
    ["hexadecimal digits", "deadbeefcafe0123456789abcdef0123"],
    ["a URN", "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c"],
    ["an e-mail address", "ada.lovelace@example.org"],
    ["base64 that ends in padding", "c2lnbmF0dXJl/+8="],
    ["a version", "1.2.3"],
    ["a host name", "www.app.example"],
    ["broken JSON", '{"a":'],
    ["an empty object", "{}"],
    ["JSON that is one string", '"text of some length"'],
    ["a sentence", "Rates: a=b & c=d, as < e"],
    ["a broken percent-encoding", "%E0%A4%A"],
    ["a percentage", "100%25"],
  ])("%s", (_, text) => {
    expect(readNested(text)).toBeNull();
  });
});

describe("bounds", () => {
  it("opens values within values only so deep", () => {
    let text = '"x"';
    for (let depth = 0; depth < 30; depth += 1) text = `[${text}]`;
    const nested = readNested(text);
    expect(nested && leavesOf(nested).length).toBe(deepest);
    const last = nested && leavesOf(nested).at(-1);
    expect(last).toMatchObject({
      nested: null,
      isJson: true,
      value: `${"[".repeat(22)}"x"${"]".repeat(22)}`,
    });
  });

  it("opens only so many members, and says how many are left", () => {
    const nested = readNested(JSON.stringify({ first: { a: 1 }, list: Array(5000).fill(0), last: "a=b" }));
    expect(nested && leavesOf(nested).length).toBe(mostMembers);
    expect(nested?.members.map(({ nested }) => nested?.leftOut)).toEqual([0, 5000 - (mostMembers - 4), 1]);
  });

  it("leaves longer text as it is", () => {
    const text = (length: number) => `{"a":"${"x".repeat(length - 8)}"}`;
    expect(readNested(text(longest))).not.toBeNull();
    expect(readNested(text(longest + 1))).toBeNull();
  });
});

test("every value with its name can be had", () => {
  const nested = readNested(JSON.stringify({ a: { id_token: idToken() } }));
  expect(
    nested &&
      leavesOf(nested)
        .map(({ name }) => name)
        .slice(0, 5),
  ).toEqual(["a", "id_token", "header", "alg", "typ"]);
});
