import { describe, expect, test } from "@jest/globals";
import {
  apiCall,
  authorizationRequest,
  decodedJson,
  tokenRequest,
  writers,
} from "../../../extension/copy-as/copied.js";
import { templateOf } from "../../../extension/copy-as/template.js";
import type { Login } from "../../../extension/flow/login.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { parseAuthorizationRequest } from "../../../extension/oauth/authorization-request.js";
import { parametersOf } from "../../../extension/oauth/parameter.js";
import { decode } from "../../../extension/token/decode.js";
import { codeFlow, refreshTokens } from "../../fixtures/ui-sessions.js";
import { accessToken, encryptedToken, idToken, opaqueToken } from "../../fixtures/ui-tokens.js";
import { run } from "./run.js";

const login: Login = readLogin(codeFlow);
const curl = (...of: Parameters<typeof templateOf>) => run("sh", writers.curl(templateOf(...of))).arguments;

test("an authorization request is the URL that the browser went to", () => {
  const url =
    "https://login.example/authorize?response_type=code&client_id=a&scope=openid%20x+y&state=%E0%A4%A";
  const request = parseAuthorizationRequest(url, "GET", null);
  if (!request) throw new Error("no request");
  expect(curl(authorizationRequest(request), "variables")).toEqual([url]);
});

test("one sent by POST is its form", () => {
  const form = parametersOf("response_type=code&client_id=a");
  const request = parseAuthorizationRequest("https://login.example/authorize", "POST", form);
  if (!request) throw new Error("no request");
  expect(curl(authorizationRequest(request), "variables")).toEqual([
    "https://login.example/authorize",
    ...["-H", "Content-Type: application/x-www-form-urlencoded"],
    ...["--data-raw", "response_type=code&client_id=a"],
  ]);
});

describe("a token request", () => {
  const [redeem, renew] = login.tokenCalls;
  if (!redeem || !renew) throw new Error("no calls");

  test("is a POST of its form", () => {
    const told = curl(tokenRequest(redeem), "live");
    expect(told.slice(0, 3)).toEqual([
      "https://login.example/oauth/token",
      ...["-H", "Content-Type: application/x-www-form-urlencoded"],
    ]);
    expect(Object.fromEntries(new URLSearchParams(told[4]))).toEqual({
      grant_type: "authorization_code",
      client_id: "spa-contacts",
      code: redeem.request.code,
      code_verifier: redeem.request.codeVerifier,
    });
  });

  test("holds no secret unless it is asked for", () => {
    const { variables } = templateOf(tokenRequest(redeem), "variables");
    expect(variables).toEqual(["CODE", "CODE_VERIFIER"]);
    expect(writers.httpie(templateOf(tokenRequest(renew), "variables"))).not.toContain(refreshTokens[0]);
    expect(writers.httpie(templateOf(tokenRequest(renew), "live"))).toContain(refreshTokens[0]);
  });

  test("in JSON is JSON again", () => {
    const requestHeaders = [{ name: "content-type", value: "application/json; charset=utf-8" }];
    expect(JSON.parse(tokenRequest({ ...renew, requestHeaders }).body ?? "")).toEqual({
      grant_type: "refresh_token",
      client_id: "spa-contacts",
      refresh_token: refreshTokens[0],
    });
  });
});

test("an API call has the headers that it had", () => {
  const call = login.calls.find(({ requestId }) => requestId === "c1");
  if (!call) throw new Error("no call");
  const told = curl(apiCall(call), "live");
  expect(told).toContain("X-Client: contacts/3.1");
  expect(told).toContain(`Authorization: Bearer ${accessToken}`);
});

test.each([
  ["a signed one", idToken, ["header", "payload"]],
  ["an encrypted one", encryptedToken, ["header"]],
])("of tokens, %s is decoded as far as it can be", (_, raw, members) => {
  const text = decodedJson(decode(raw)) ?? "";
  expect(Object.keys(JSON.parse(text))).toEqual(members);
  expect(text).toContain('\n  "header": {\n    "alg": ');
});

test("an opaque token has nothing to decode", () => {
  expect(decodedJson(decode(opaqueToken))).toBeNull();
});
