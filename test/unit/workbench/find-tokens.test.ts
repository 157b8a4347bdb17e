import fc from "fast-check";
import { findTokens } from "../../../extension/workbench/find-tokens.js";
import { encrypted } from "../../fixtures/vectors/encrypted.js";
import { general } from "../../fixtures/vectors/encrypted-json.js";
import { core, macs, signed, unsecured } from "../../fixtures/vectors/signed.js";
import { expectLinear } from "../../fixtures/work.js";

const [rs256, es256] = signed.map(({ token }) => token) as [string, string];
const jwe = encrypted[0]?.token ?? "";
const hs256 = macs[0]?.token ?? "";
const shownOf = (text: string) => findTokens(text).map(({ place, raw }) => [place, raw]);
const encoded = encodeURIComponent;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const lines = (text: string, length: number, joint: string) =>
  (text.match(new RegExp(`.{1,${length}}`, "g")) ?? []).join(joint);

describe("findTokens", () => {
  it.each([
    ["a token by itself", hs256, "pasted text"],
    ["a token among blanks", `\n  ${hs256}\t\n`, "pasted text"],
    ["a sentence", `The token is ${hs256}.`, "pasted text"],
    ["a URL's fragment", `https://app.example/cb#id_token=${hs256}&state=1`, "fragment parameter id_token"],
    [
      "a URL's fragment, later",
      `https://app.example/cb?a=1#state=1&id_token=${hs256}`,
      "fragment parameter id_token",
    ],
    ["a URL's query", `https://app.example/cb?state=1&token=${hs256}`, "query parameter token"],
    ["a form", `grant_type=x&assertion=${hs256}`, "parameter assertion"],
    ["Authorization: Bearer", `Authorization: Bearer ${hs256}`, "Authorization header, scheme Bearer"],
    [
      "a request",
      `GET / HTTP/1.1\r\nHost: a.example\r\nauthorization: DPoP ${hs256}\r\nAccept: */*`,
      "authorization header, scheme DPoP",
    ],
    ["DPoP", `DPoP: ${hs256}`, "DPoP header"],
    ["Set-Cookie", `Set-Cookie: session=${hs256}; Path=/; Secure`, "cookie session"],
    ["Cookie", `Cookie: theme=dark; session=${hs256}`, "cookie session"],
    ["a signed cookie of Express", `Set-Cookie: session=s%3A${hs256}; Path=/`, "cookie session"],
    [
      "curl",
      `curl 'https://api.example/a?b=c' \\\n  -H 'Accept: */*' \\\n  -H 'Authorization: Bearer ${hs256}' --compressed`,
      "Authorization header, scheme Bearer",
    ],
    [
      "curl with a form",
      `curl https://a.example/token -d "client_assertion=${hs256}&a=b"`,
      "parameter client_assertion",
    ],
    ["curl with JSON", `curl https://a.example -d '{"a": 1, "id_token": "${hs256}"}'`, "member id_token"],
    ["curl with a cookie", `curl https://a.example/ --cookie "sid=${hs256}"`, "cookie sid"],
    ["a token response", JSON.stringify({ token_type: "Bearer", id_token: hs256 }), "member id_token"],
    ["JSON in JSON", JSON.stringify({ body: JSON.stringify({ id_token: hs256 }) }), "member id_token"],
    ["quotes", `"${hs256}"`, "pasted text"],
    ["single quotes", `'${hs256}'`, "pasted text"],
    [
      "a URL in a URL",
      `https://a.example/?next=${encoded(`https://b.example/#id_token=${hs256}`)}`,
      "fragment parameter id_token",
    ],
    [
      "two URLs deep",
      `https://a.example/?n=${encoded(`https://b.example/?m=${encoded(`https://c.example/#t=${hs256}`)}`)}`,
      "fragment parameter t",
    ],
    ["base64", base64(hs256), "pasted text"],
    ["JSON in base64", `Cookie: session=${base64(JSON.stringify({ id_token: hs256 }))}`, "cookie session"],
    ["lines of 64", lines(hs256, 64, "\n"), "pasted text"],
    ["lines of 40 with indentation", lines(hs256, 40, "\r\n    "), "pasted text"],
    ["lines at the dots, as RFCs print them", hs256.replaceAll(".", "\n.\n"), "pasted text"],
    ["lines in a source file", `const token = "${lines(hs256, 50, '" +\n    "')}";`, "pasted text"],
    ["lines in a shell", `TOKEN=${lines(hs256, 50, "\\\n")}`, "parameter TOKEN"],
    [
      "a broken header line",
      `Authorization: Bearer ${lines(hs256, 50, "\n")}\nAccept: */*`,
      "Authorization header, scheme Bearer",
    ],
    ["blanks within", lines(hs256, 9, " "), "pasted text"],
  ])("in %s", (_, text, place) => {
    const [first, ...others] = findTokens(text);
    expect([first?.raw, others.length]).toEqual([hs256, 0]);
    if (!/token =/.test(text)) expect(first?.place).toBe(place);
  });

  it("finds each once, in their order", () => {
    const text = `Authorization: DPoP ${rs256}\nDPoP: ${es256}\nX-Again: ${rs256}`;
    expect(shownOf(text)).toEqual([
      ["Authorization header, scheme DPoP", rs256],
      ["DPoP header", es256],
    ]);
    expect(shownOf(`${rs256}\n${es256}\n${jwe}`).map(([, raw]) => raw)).toEqual([rs256, es256, jwe]);
  });

  it("does not add the next line to a token that is complete", () => {
    expect(shownOf(`${hs256}\nand-more`)).toEqual([["pasted text", hs256]]);
  });

  it.each([
    ["percent-encoding", `?t=${hs256.replaceAll(".", "%2E")}`, "Percent-encoding was undone."],
    ["line breaks", lines(hs256, 64, "\n"), "Line breaks were taken out."],
    ["base64", base64(hs256), "Base64 was undone."],
    ["blanks", lines(hs256, 9, " "), "Blanks and quotes were taken out."],
  ])("says that it undid %s", (_, text, note) => {
    expect(findTokens(text)[0]?.notes).toEqual([note]);
  });

  it.each([
    [
      "an access token in a URL",
      "https://app.example/#access_token=2YotnFZFEjr1zCsicMWpAA&state=1",
      "2YotnFZFEjr1zCsicMWpAA",
      "fragment parameter access_token",
    ],
    [
      "a Bearer token",
      "Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA",
      "2YotnFZFEjr1zCsicMWpAA",
      "Authorization header, scheme Bearer",
    ],
    [
      "a token response",
      '{"access_token":"2YotnFZFEjr1zCsicMWpAA"}',
      "2YotnFZFEjr1zCsicMWpAA",
      "member access_token",
    ],
    ["a word alone", "2YotnFZFEjr1zCsicMWpAA", "2YotnFZFEjr1zCsicMWpAA", "pasted text"],
  ])("finds an opaque token: %s", (_, text, raw, place) => {
    expect(findTokens(text)).toMatchObject([{ raw, place, decoded: { format: "opaque" } }]);
  });

  it.each([
    [""],
    ["   "],
    ["Hello, nothing here."],
    ["https://www.example.com/a.b.c?d=e"],
    ["{}"],
    ["[1,2]"],
    ["a.b.c d.e.f"],
  ])("finds nothing in %j", (text) => expect(findTokens(text)).toEqual([]));
});

describe("broken tokens, as far as they go", () => {
  const [header = "", payload = "", signature = ""] = hs256.split(".");
  it.each<[string, string, readonly string[]]>([
    ["the header alone", header, ["3 parts expected, 1 found", "payload: empty"]],
    [
      "cut off in the claims",
      `${header}.${payload.slice(0, 50)}`,
      ["3 parts expected, 2 found", expect.stringMatching(/^payload: /) as unknown as string],
    ],
    ["no signature part", `${header}.${payload}`, ["3 parts expected, 2 found"]],
    ["an empty signature", `${header}.${payload}.`, ['signature: empty although "alg" is not "none"']],
    [
      "padding",
      `${header}.${payload}=.${signature}=`,
      [
        "payload: not base64url at character 95 (padding)",
        "signature: not base64url at character 44 (padding)",
      ],
    ],
    [
      "a cut-off signature",
      `${header}.${payload}.${signature.slice(0, 41)}`,
      ["signature: base64url ends early at character 41"],
    ],
    ["a fourth part", `${hs256}.AAAA`, ["3 parts expected, 4 found"]],
  ])("%s", (_, text, problems) => {
    const [token] = findTokens(text);
    expect(token?.decoded).toMatchObject({ format: "jws", header: { value: { typ: "JWT", alg: "HS256" } } });
    expect(token?.decoded.problems).toEqual(problems);
  });

  it("still shows the claims where the header is broken", () => {
    const [token] = findTokens(`AAAA.${payload}.${signature}`);
    expect(token?.decoded).toMatchObject({ format: "jws", payload: { value: { iss: "joe" } } });
  });
});

describe("JSON serializations", () => {
  const [header = "", payload = "", signature = ""] = es256.split(".");

  it("RFC 7515, A.6: one token for each signature, and what nobody signed is told", () => {
    const [first = "", , last = ""] = rs256.split(".");
    const text = JSON.stringify({
      payload,
      signatures: [
        { protected: first, header: { kid: "2010-12-29" }, signature: last },
        { protected: header, signature },
      ],
    });
    expect(findTokens(text)).toMatchObject([
      {
        place: "JWS JSON Serialization, signature 1",
        raw: rs256,
        notes: ["Unprotected header, which nobody signed: kid."],
      },
      { place: "JWS JSON Serialization, signature 2", raw: es256, notes: [] },
    ]);
  });

  it("RFC 7515, A.7: flattened", () => {
    const text = JSON.stringify({ payload, protected: header, signature });
    expect(findTokens(text)).toMatchObject([{ place: "JWS JSON Serialization, flattened", raw: es256 }]);
  });

  it("RFC 7516, A.4: one token for each recipient, with the header of all its places", () => {
    const found = findTokens(general);
    expect(found.map(({ place }) => place)).toEqual([
      "JWE JSON Serialization, recipient 1",
      "JWE JSON Serialization, recipient 2",
    ]);
    const jku = "https://server.example.com/keys.jwks";
    expect(found[1]?.decoded).toMatchObject({
      format: "jwe",
      problems: [],
      header: { value: { alg: "A128KW", enc: "A128CBC-HS256", kid: "7", jku } },
    });
  });
});

describe("any text", () => {
  it("never throws", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(hs256, unsecured, jwe, core.withCode, ".", "eyJ", '{"a":', "%25", "=", "\n", "Bearer "),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(Array.isArray(findTokens(pieces.join("")))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "e",
    "ey",
    "ey.b/",
    "a.",
    ".",
    "a.b ",
    "eyJ",
    "=",
    "/",
    " ",
    "\n",
    "{",
    '{"',
    "%25",
    "%",
    '"',
    "eyJhbGciOiJub25lIn0\n",
    "eyJhbGciOi+",
    "Bearer ",
    "a=",
    "Proc-Type:",
    "-----BEGIN ",
  ])("twice as much takes no more than twice the work: %j again and again", async (piece) => {
    await expectLinear((size) => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      return () => [findTokens(text), findTokens(`a${text}!`)];
    }, 20_000);
  });
});
