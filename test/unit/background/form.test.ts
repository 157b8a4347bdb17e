import { isEmptyForm, type RawBody, sentBody } from "../../../background/capture/form.js";
import type { RequestBody } from "../../../extension/flow/observation.js";
import * as sent from "../../../extension/flow/sent-body.js";

const pageBody = (body: RawBody | null, crossOrigin: boolean) => sent.pageBody(sentBody(body), crossOrigin);
const scriptBody = (body: RawBody | null) => sent.scriptBody(sentBody(body));
const { isMessage } = sent;
const isTokenRequest = (body: RawBody | undefined) => sent.isTokenRequest(sentBody(body));

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
const raw = (...chunks: string[]): RawBody => ({ raw: chunks.map((chunk) => ({ bytes: bytes(chunk) })) });
const values = (body: RequestBody | null) =>
  body?.type === "form" ? body.fields.map(({ value }) => value) : null;

describe("pageBody", () => {
  it.each([
    ["a login form", { username: ["ada"], password: ["secret"] }, false],
    ["a login form that another site receives", { username: ["ada"], password: ["secret"] }, true],
    ["a one-time code typed at the server", { state: ["x"], code: ["123456"] }, false],
    ["a support form with an error in it", { response: ["none"], error: ["it fails"] }, false],
  ])("withholds the values of %s", (_, formData, crossOrigin) => {
    expect(values(pageBody({ formData }, crossOrigin))).toEqual([null, null]);
  });

  it.each([
    ["an ID Token by form_post", { id_token: ["a.b.c"], state: ["s"] }, true, ["a.b.c", "s"]],
    ["a code by form_post", { code: ["c"], state: ["s"] }, true, ["c", "s"]],
    ["an error by form_post", { error: ["access_denied"] }, true, ["access_denied"]],
    ["a JWT-secured response by form_post", { response: ["eyJ.eyJ.x"] }, true, ["eyJ.eyJ.x"]],
    ["an authorization request by POST", { client_id: ["a"], response_type: ["code"] }, false, ["a", "code"]],
    ["a pushed request by POST", { client_id: ["a"], request_uri: ["urn:x"] }, false, ["a", "urn:x"]],
    ["a logout by POST", { id_token_hint: ["a.b.c"] }, false, ["a.b.c"]],
    ["repeated names", { id_token: ["a", "b"] }, true, ["a", "b"]],
  ])("keeps %s", (_, formData, crossOrigin, expected) => {
    expect(values(pageBody({ formData }, crossOrigin))).toEqual(expected);
  });

  it("reads a form whose broken encoding makes the browser give its bytes, and withholds as ever", () => {
    expect(pageBody(raw("id_token=a.b.c&sta", "te=%zz"), true)).toEqual({
      type: "form",
      fields: [
        { name: "id_token", value: "a.b.c" },
        { name: "state", value: "%zz" },
      ],
    });
    expect(values(pageBody(raw("user=ada&password=100%"), true))).toEqual([null, null]);
  });

  it.each([
    ["no body", null],
    ["an empty form", { formData: {} }],
    ["a body that the browser could not read", { error: "Unknown error." } as RawBody],
    ["a file", { raw: [{ file: "/etc/passwd" } as object] }],
    ["text without a token", raw("a=b\r\n")],
  ])("is null for %s", (_, body) => {
    expect(pageBody(body, true)).toBeNull();
  });

  it("keeps the head of a large text that may hold a token", () => {
    const head = 'Content-Disposition: form-data; name="id_token"\r\n\r\n';
    const body = pageBody(raw(head, "x".repeat(300_000)), true);
    expect(body).toEqual({ type: "text", text: expect.stringContaining(head), truncated: true });
    expect(body?.type === "text" ? body.text.length : 0).toBe(262_144);
  });
});

describe("scriptBody", () => {
  it("keeps a token request but for what a person typed", () => {
    const formData = { grant_type: ["password"], username: ["ada"], password: ["secret"] };
    expect(values(scriptBody({ formData }))).toEqual(["password", "ada", null]);
    expect(values(scriptBody({ formData: { grant_type: ["mfa-otp"], otp: ["123456"] } }))).toEqual([
      "mfa-otp",
      null,
    ]);
  });

  it("keeps a token request in JSON, with null for what a person typed", () => {
    expect(scriptBody(raw('{"grant_type":"password",', '"password":"secret"}'))).toEqual({
      type: "text",
      text: '{"grant_type":"password","password":null}',
      truncated: false,
    });
    expect(scriptBody(raw('{"grant_type": "refresh_token"}'))).toEqual({
      type: "text",
      text: '{"grant_type": "refresh_token"}',
      truncated: false,
    });
  });

  it("keeps a request that is pushed to the server", () => {
    const formData = { response_type: ["code"], client_id: ["a"] };
    expect(values(scriptBody({ formData }))).toEqual(["code", "a"]);
  });

  it("keeps, of any other form, only what may be a token", () => {
    const formData = { access_token: ["opaque"], comment: ["typed"], jwt: ["eyJhbGciOiJub25lIn0.e30."] };
    expect(values(scriptBody({ formData }))).toEqual(["opaque", null, "eyJhbGciOiJub25lIn0.e30."]);
  });

  it.each([
    ["a form without a token", { formData: { a: ["b"] } }],
    ["JSON without a token", raw('{"a":"b"}')],
    ["a password in JSON that is cut off", raw('{"grant_type":"password","password":"secret"')],
  ])("is null for %s", (_, body) => {
    expect(scriptBody(body)).toBeNull();
  });
});

it.each([
  ["a form", { formData: { grant_type: ["x"] } }, true],
  ["a form with a broken encoding", raw("grant_type=x&a=%zz"), true],
  ["JSON", raw('{"grant_type":"x"}'), true],
  ["another form", { formData: { a: ["grant_type"] } }, false],
  ["other JSON", raw('{"a":"b"}'), false],
  ["nothing", undefined, false],
])("isTokenRequest tells of %s", (_, body, expected) => {
  expect(isTokenRequest(body)).toBe(expected);
});

it.each([
  ["a token request", { formData: { grant_type: ["x"] } }, true],
  ["a pushed request", { formData: { client_id: ["a"], response_type: ["code"] } }, true],
  ["a token request in JSON", raw('{"grant_type":"x"}'), true],
  ["a form with a token", { formData: { access_token: ["eyJhbGciOiJub25lIn0"] } }, false],
  ["JSON with a token", raw('{"access_token":"x"}'), false],
])("isMessage tells of %s", (_, body, expected) => {
  expect(isMessage(scriptBody(body) as RequestBody)).toBe(expected);
});

it("isEmptyForm tells an empty form from no form", () => {
  expect([{ formData: {} }, { formData: { a: ["b"] } }, { raw: [] }, null].map(isEmptyForm)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
