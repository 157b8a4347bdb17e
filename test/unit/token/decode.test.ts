import { decode } from "../../../extension/token/decode.js";
import { accessToken, idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64url");
const rs256 = b64('{"alg":"RS256"}');
const problemsOf = (raw: string) => decode(raw).problems;

describe("decode: well-formed tokens", () => {
  it("RFC 7515, appendix A.1 (HS256, line breaks inside the parts)", () => {
    const raw =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" +
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ" +
      ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    expect(decode(raw)).toEqual({
      format: "jws",
      header: { value: { typ: "JWT", alg: "HS256" }, text: '{"typ":"JWT",\r\n "alg":"HS256"}' },
      payload: {
        value: { iss: "joe", exp: 1300819380, "http://example.com/is_root": true },
        text: '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}',
      },
      signature: "present",
      alg: "HS256",
      problems: [],
    });
  });

  it("RFC 7519, section 6.1 (unsecured)", () => {
    const raw =
      "eyJhbGciOiJub25lIn0" +
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    expect(decode(raw)).toMatchObject({ format: "jws", signature: "none", alg: "none", problems: [] });
  });

  it("RFC 7516, appendix A.1 (RSA-OAEP)", () => {
    const raw =
      "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ" +
      ".OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN" +
      "7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWR" +
      "xv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT" +
      "2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6US04U3b" +
      ".5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A" +
      ".XFBoMYUZodetZdvTiFvSkQ";
    const text = '{"alg":"RSA-OAEP","enc":"A256GCM"}';
    expect(decode(raw)).toEqual({
      format: "jwe",
      header: { value: { alg: "RSA-OAEP", enc: "A256GCM" }, text },
      alg: "RSA-OAEP",
      enc: "A256GCM",
      problems: [],
    });
  });

  it("a JWE whose encrypted key is empty (RFC 7516, section 5.1, step 10: direct encryption)", () => {
    const raw = `${b64('{"alg":"dir","enc":"A128GCM"}')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    expect(decode(raw)).toMatchObject({ format: "jwe", alg: "dir", enc: "A128GCM", problems: [] });
  });

  it.each([
    ["idToken", idToken(), "jws"],
    ["accessToken", accessToken(), "jws"],
    ["jwe", jwe(), "jwe"],
    ["opaqueToken", opaqueToken, "opaque"],
  ])("the fixture %s", (_, raw, format) => {
    expect(decode(raw)).toMatchObject({ format, problems: [] });
  });

  it("claims that are not ASCII", () => {
    expect(decode(jws({ alg: "ES256" }, { name: "Zoë 日本 😀" }))).toMatchObject({
      payload: { value: { name: "Zoë 日本 😀" } },
      problems: [],
    });
  });
});

describe("decode: tokens that were never meant as JWTs are opaque without a problem", () => {
  it.each([
    [""],
    ["."],
    [".."],
    ["...."],
    ["SlAV32hkKG"],
    [opaqueToken],
    ["ya29.a0AfH6SMBx-Kq9"],
    ["0.AVYAx9k.AgABAAEAAAD--DLA3VO7QrddgJg7Wevr"],
    ["M.R3_BAY.-Cd0Y!kz*"],
    [
      "v2.local.QAxIpVe-ECVNI1z4xQbm_qQYomyT3h8FtV8bxkz8pBJWkT8f7HtlOpbroPDEZUKop_vaglyp76CzYy375cHmKCW8e1CCkV0",
    ],
    ["MTIz.NDU2.Nzg5"],
    ["é.ü.ß"],
    ["\ud800.\udfff.\ud800"],
    ["   "],
  ])("%j", (raw) => {
    expect(decode(raw)).toEqual({ format: "opaque", problems: [] });
  });
});

describe("decode: broken tokens, as far as they go", () => {
  const token = idToken();
  const [header = "", payload = "", signature = ""] = token.split(".");

  it.each([
    ["one part", header, "opaque", ["3 parts expected, 1 found"]],
    ["two parts", `${header}.${payload}`, "jws", ["3 parts expected, 2 found"]],
    ["four parts", `${token}.${signature}`, "jws", ["3 parts expected, 4 found"]],
    ["six parts", `${jwe()}.AAAA`, "jwe", ["5 parts expected, 6 found"]],
    ["four parts of a JWE", jwe().split(".").slice(0, 4).join("."), "jwe", ["5 parts expected, 4 found"]],
    ["no signature", `${header}.${payload}.`, "jws", ['signature: empty although "alg" is not "none"']],
    [
      "none with a signature",
      jws({ alg: "none" }, {}),
      "jws",
      ['signature: not empty although "alg" is "none"'],
    ],
    ["empty payload", `${header}..${signature}`, "jws", ["payload: empty"]],
    ["leading blank", ` ${token}`, "jws", ["header: not base64url at character 1 (blank)"]],
    ["trailing line break", `${token}\n`, "jws", ["signature: not base64url at character 343 (blank)"]],
    [
      "padding",
      `${rs256}=.${payload}.${signature}`,
      "jws",
      ["header: not base64url at character 21 (padding)"],
    ],
    [
      "plain base64",
      `${rs256}.eyJhIjoifn5+In0.AA`,
      "jws",
      ["payload: not base64url at character 12 (plain base64)"],
    ],
    ["a foreign character", `${rs256}.eyJhIjoxfQ*x.AA`, "jws", ["payload: not base64url at character 11"]],
    [
      "a payload cut off",
      `${rs256}.${b64('{"sub":"alice","na')}.AA`,
      "jws",
      ["payload: JSON ends early at character 18"],
    ],
    ["a payload that is text", `${rs256}.${b64("hello")}.AA`, "jws", ["payload: not JSON at character 1"]],
    [
      "a payload that is a list",
      `${rs256}.${b64('["a"]')}.AA`,
      "jws",
      ["payload is a JSON array, not an object"],
    ],
    ["a payload that is null", `${rs256}.${b64("null")}.AA`, "jws", ["payload is JSON null, not an object"]],
    [
      "a payload that is a string",
      `${rs256}.${b64('"x"')}.AA`,
      "jws",
      ["payload is a JSON string, not an object"],
    ],
    [
      "a header that is a list",
      `${b64('["RS256"]')}.${payload}.AA`,
      "jws",
      ["header is a JSON array, not an object"],
    ],
    [
      "nothing but lists",
      `${b64("[1]")}.${b64("[2]")}.AA`,
      "opaque",
      ["header is a JSON array, not an object"],
    ],
    [
      "a header cut off",
      `${b64('{"alg":"RS2')}.${payload}.AA`,
      "jws",
      ["header: JSON ends early at character 11"],
    ],
    ["no alg", `${b64('{"typ":"JWT"}')}.${payload}.AA`, "jws", ['header: "alg" is missing']],
    ["alg that is a number", `${b64('{"alg":1}')}.${payload}.AA`, "jws", ['header: "alg" is not a string']],
    ["no enc", `${rs256}.AA.AA.AA.AA`, "jwe", ['header: "enc" is missing']],
    [
      "faults everywhere",
      `${b64('{"enc":"A128GCM"}')}.A A.B=.C*.DDDDD`,
      "jwe",
      [
        'header: "alg" is missing',
        "encrypted key: not base64url at character 2 (blank)",
        "initialization vector: not base64url at character 2 (padding)",
        "ciphertext: not base64url at character 2",
        "authentication tag: base64url ends early at character 5",
      ],
    ],
    [
      "a name twice",
      `${b64('{"alg":"RS256","alg":"none"}')}.${payload}.`,
      "jws",
      ['header: duplicate member "alg"'],
    ],
    [
      "a byte order mark (RFC 8259, section 8.1)",
      `${rs256}.${b64('\ufeff{"a":1}')}.AA`,
      "jws",
      ["payload: not JSON at character 1"],
    ],
  ])("%s", (_, raw, format, problems) => {
    expect(decode(raw)).toMatchObject({ format, problems });
  });

  it("reads what is left of a payload in plain base64, with blanks and padding", () => {
    expect(decode(`${rs256}. eyJhIjoifn5+In0=.AA`)).toMatchObject({ payload: { value: { a: "~~~" } } });
  });

  it("keeps the text of a payload that ends early", () => {
    expect(decode(`${rs256}.${b64('{"sub":"ali')}.AA`)).toMatchObject({
      payload: { value: null, text: '{"sub":"ali' },
    });
  });

  it("replaces bytes that are not UTF-8", () => {
    const bytes = new Uint8Array([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]);
    expect(decode(`${rs256}.${b64(bytes)}.AA`)).toMatchObject({
      payload: { value: { a: "\ufffd" }, text: '{"a":"\ufffd"}' },
      problems: ["payload: not UTF-8, the faulty bytes are replaced"],
    });
  });

  it("takes the last of repeated members, as RFC 7519, section 4, allows", () => {
    expect(decode(`${b64('{"alg":"RS256","alg":"ES256"}')}.${payload}.AA`)).toMatchObject({ alg: "ES256" });
  });

  it("names no more than five repeated members, and none that does not look like a name", () => {
    const names = ["a", "b", "c d", "d", "e", "f"];
    const members = names.map((name) => `"${name}":1,"${name}":2`).join();
    expect(problemsOf(`${rs256}.${b64(`{${members}}`)}.AA`)).toEqual([
      'payload: duplicate member "a"',
      'payload: duplicate member "b"',
      "payload: duplicate member",
      'payload: duplicate member "d"',
      'payload: duplicate member "e"',
    ]);
  });
});

describe("decode: hostile tokens", () => {
  it("holds members named like those of a prototype as plain members", () => {
    const decoded = decode(
      `${rs256}.${b64('{"__proto__":{"admin":true},"constructor":"c","toString":1}')}.AA`,
    );
    const claims = decoded.format === "jws" ? decoded.payload.value : null;
    expect(Object.entries(claims ?? {})).toEqual([
      ["__proto__", { admin: true }],
      ["constructor", "c"],
      ["toString", 1],
    ]);
    expect(claims?.admin).toBeUndefined();
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it("has no member that the token does not hold", () => {
    const decoded = decode(`${rs256}.${b64("{}")}.AA`);
    expect(decoded.format === "jws" && decoded.payload.value?.constructor).toBeUndefined();
  });

  it.each([
    ["lists", "[".repeat(500_000)],
    ["objects", '{"a":'.repeat(500_000)],
    ["closed lists", `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ])("does not follow deeply nested %s", (_, text) => {
    expect(decode(`${rs256}.${b64(text)}.AA`)).toMatchObject({
      format: "jws",
      payload: { value: null },
      problems: ["payload: nested deeper than 100 levels"],
    });
  });

  it.each([
    ["a long claim", `${rs256}.${b64(`{"a":"${"x".repeat(3_000_000)}"}`)}.AA`, "jws"],
    ["many escapes", `${rs256}.${b64(`{"a":"${"\\n".repeat(1_000_000)}"}`)}.AA`, "jws"],
    ["a long number", `${rs256}.${b64(`{"a":${"9".repeat(1_000_000)}}`)}.AA`, "jws"],
    ["many dots", ".".repeat(500_000), "opaque"],
  ])("reads %s", (_, raw, format) => {
    expect(decode(raw)).toMatchObject({ format, problems: [] });
  });

  it("never repeats the token or a value in a problem", () => {
    const secret = "s3cr3tV4lu3";
    const raw = [
      `${b64(`{"alg":"${secret}","alg":"${secret}"`)}.${b64(`{"${secret} x":1,"${secret} x":2,"sub":${secret}`)}.${secret}=`,
      `${rs256}.${b64(`["${secret}"]`)}.${secret}+`,
      `${b64(`{"alg":["${secret}"],"enc":{"a":"${secret}"}}`)}.${secret}=.${secret}*.${secret}%.${secret} `,
    ];
    for (const problem of raw.flatMap(problemsOf)) expect(problem).not.toContain(secret);
    expect(raw.map((token) => problemsOf(token).length)).toEqual([5, 2, 6]);
  });
});
