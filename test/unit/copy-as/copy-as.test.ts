import { describe, expect, test } from "@jest/globals";
import type { Tool } from "../../../extension/copy-as/copied.js";
import { writers } from "../../../extension/copy-as/copied.js";
import type { WrittenRequest } from "../../../extension/copy-as/request.js";
import { templateOf } from "../../../extension/copy-as/template.js";
import { accessToken } from "../../fixtures/ui-tokens.js";
import { fetched, live, run } from "./run.js";

const get: WrittenRequest = {
  method: "GET",
  url: "https://api.example/v2/contacts?limit=20",
  headers: [
    { name: "Accept", value: "application/json" },
    { name: "Authorization", value: `Bearer ${accessToken}` },
  ],
  body: null,
};
const form = { name: "Content-Type", value: "application/x-www-form-urlencoded" };
const json = { name: "Content-Type", value: "application/json" };
const token: WrittenRequest = {
  method: "POST",
  url: "https://login.example/oauth/token",
  headers: [form],
  body: "grant_type=refresh_token&client_id=spa&refresh_token=rt1_8xLoQkGm3TzWvR5aB3kYpN",
};

const withVariables = (tool: Tool, request: WrittenRequest, tokens?: readonly string[]) =>
  writers[tool](templateOf(request, "variables", tokens));
const bearer = `Authorization: Bearer ${accessToken}`;

describe("cURL", () => {
  test("names method, headers and body one a line, as browsers write them", () => {
    expect(live("curl", { ...get, headers: get.headers.slice(0, 1) })).toBe(
      "curl 'https://api.example/v2/contacts?limit=20' \\\n  -H 'Accept: application/json'",
    );
    expect(live("curl", token)).toBe(
      [
        "curl 'https://login.example/oauth/token'",
        "-H 'Content-Type: application/x-www-form-urlencoded'",
        `--data-raw '${token.body}'`,
      ].join(" \\\n  "),
    );
  });

  test.each([
    ["GET", null, []],
    ["HEAD", null, ["--head"]],
    ["POST", null, ["-X", "POST"]],
    ["POST", "a", []],
    ["GET", "a", ["-X", "GET"]],
    ["PUT", "a", ["-X", "PUT"]],
    ["DELETE", null, ["-X", "DELETE"]],
  ])("%s with body %j is told by %j", (method, body, options) => {
    const told = run(
      "sh",
      live("curl", { method, url: "https://a.example/", headers: [json], body }),
    ).arguments;
    expect(told.slice(1, 1 + options.length)).toEqual(options);
    expect(told.includes("-X")).toBe(options.includes("-X"));
  });

  test("keeps repeated and empty headers, and leaves to curl what it sets itself", () => {
    const headers = [
      "X-One: a",
      "X-One: b",
      "X-Empty: ",
      "Content-Length: 3",
      "Host: a",
      "Accept-Encoding: br",
      ":path: /",
    ].map((line) => ({
      name: line.slice(0, line.indexOf(":", 1)),
      value: line.slice(line.indexOf(":", 1) + 2),
    }));
    expect(run("sh", live("curl", { ...get, headers })).arguments).toEqual([
      get.url,
      ...["-H", "X-One: a", "-H", "X-One: b", "-H", "X-Empty;", "--compressed"],
    ]);
  });

  test("takes brackets of a URL as they are, and no URL for an option", () => {
    expect(
      run("sh", live("curl", { ...get, url: "https://a.example/?f[0]={x}", headers: [] })).arguments,
    ).toEqual(["https://a.example/?f[0]={x}", "--globoff"]);
    expect(run("sh", live("curl", { ...get, url: "-oetc", headers: [] })).arguments).toEqual([
      "http://-oetc",
    ]);
  });

  test("says no type of a body that had none", () => {
    expect(run("sh", live("curl", { ...token, headers: [] })).arguments).toEqual([
      token.url,
      ...["-H", "Content-Type:", "--data-raw", token.body],
    ]);
  });

  test("hands a body with NUL over as input", () => {
    const body = "a\0b\\0c%'\n\u001b[31m";
    expect(run("sh", live("curl", { ...token, body }))).toEqual({
      arguments: [token.url, "-H", "Content-Type: application/x-www-form-urlencoded", "--data-binary", "@-"],
      input: body,
    });
  });
});

describe("HTTPie", () => {
  test("writes a form field by field", () => {
    expect(live("httpie", { ...token, body: "grant_type=authorization_code&code=a%2Fb+c" })).toBe(
      [
        "http --form 'POST' 'https://login.example/oauth/token'",
        "'grant_type=authorization_code'",
        "'code=a/b c'",
      ].join(" \\\n  "),
    );
  });

  test("writes a JSON object member by member", () => {
    const told = run(
      "sh",
      live("httpie", { ...token, headers: [json], body: '{"a":"x=y","n":[1,{"b":null}]}' }),
    );
    expect(told.arguments).toEqual(["POST", token.url, "a=x=y", 'n:=[1,{"b":null}]']);
  });

  test.each([
    ["a name that begins like an option", form, "--verify=no&a=b"],
    ["a name with a separator", form, "a%3A%40=b"],
    ["a value that would be another separator", form, "a=%3Db"],
    ["a value that would be a file", form, "a=%40%2Fetc%2Fpasswd"],
    ["another encoding", form, "a=b%20c"],
    ["NUL in a form", form, "a=%00b"],
    ["an integer beyond a double", json, '{"id":12345678901234567890}'],
    ["a file in JSON", json, '{"a":"@/etc/passwd"}'],
    ["an empty object", json, "{}"],
    ["a list", json, "[1]"],
    ["broken JSON", json, '{"a":'],
    ["text", { name: "Content-Type", value: "text/plain" }, "a=b"],
  ])("sends %s as it is", (_, type, body) => {
    expect(run("sh", live("httpie", { ...token, headers: [type], body })).arguments).toEqual([
      "POST",
      token.url,
      `Content-Type:${type.value}`,
      "--raw",
      body,
    ]);
  });

  test.each([
    ["=1", "X-A:\\=1"],
    ["@/etc/passwd", "X-A:\\@/etc/passwd"],
    ["", "X-A;"],
    ["a=b", "X-A:a=b"],
  ])("a header's value %j is a value", (value, word) => {
    expect(run("sh", live("httpie", { ...get, headers: [{ name: "X-A", value }] })).arguments[2]).toBe(word);
  });
});

test("a header is no option of HTTPie", () => {
  const headers = [{ name: "--verify", value: "no" }];
  expect(run("sh", live("httpie", { ...get, headers })).arguments).toEqual(["GET", get.url]);
});

describe("fetch", () => {
  test("is a call without options where none is needed", () => {
    expect(live("fetch", { ...get, headers: [] })).toBe(
      'await fetch("https://api.example/v2/contacts?limit=20");',
    );
  });

  test("holds method, headers and body, and leaves to the browser what it sets itself", async () => {
    const headers = [
      ...get.headers,
      { name: "Origin", value: "https://app.example" },
      { name: "Cookie", value: "a" },
    ];
    expect(await fetched(live("fetch", { ...token, headers, body: "a=1" }))).toEqual([
      token.url,
      {
        method: "POST",
        headers: [
          ["Accept", "application/json"],
          ["Authorization", `Bearer ${accessToken}`],
        ],
        credentials: "include",
        body: "a=1",
      },
    ]);
  });
});

test("a method that is none is not written out", () => {
  expect(run("sh", live("curl", { ...get, method: "GET; touch pwned", headers: [] })).arguments).toEqual([
    get.url,
  ]);
});

describe("variables in the place of secrets", () => {
  test("stand for the token", () => {
    const command = withVariables("curl", get);
    expect(command).toContain("-H 'Authorization: Bearer '\"$TOKEN\"");
    expect(command).not.toContain(accessToken);
    expect(run("sh", command, { TOKEN: accessToken }).arguments.at(-1)).toBe(bearer);
    expect(run("sh", command, { TOKEN: "a b $(touch pwned)" }).arguments.at(-1)).toBe(
      "Authorization: Bearer a b $(touch pwned)",
    );
  });

  test("stand for the parameters of a token request", async () => {
    expect(withVariables("httpie", token)).toContain("'refresh_token='\"$REFRESH_TOKEN\"");
    expect(run("sh", withVariables("curl", token), { REFRESH_TOKEN: "r" }).arguments.at(-1)).toBe(
      "grant_type=refresh_token&client_id=spa&refresh_token=r",
    );
    expect(withVariables("fetch", token)).toContain(
      'body: "grant_type=refresh_token&client_id=spa&refresh_token=" + REFRESH_TOKEN,',
    );
    expect(await fetched(withVariables("fetch", token))).toMatchObject([
      token.url,
      { body: "grant_type=refresh_token&client_id=spa&refresh_token=" },
    ]);
  });

  test.each<readonly [string, Partial<WrittenRequest>, readonly string[]]>([
    [
      "a token in the query",
      { url: `https://a.example/?access_token=${accessToken}`, headers: [] },
      ["ACCESS_TOKEN"],
    ],
    ["the same token twice", { url: `https://a.example/?access_token=${accessToken}` }, ["ACCESS_TOKEN"]],
    ["a JWT in the path", { url: `https://a.example/${accessToken}/x`, headers: [] }, ["TOKEN"]],
    ["Basic authentication", { headers: [{ name: "authorization", value: "Basic YTpi" }] }, ["TOKEN"]],
    ["an API key", { headers: [{ name: "X-Api-Key", value: "k-4711" }] }, ["X_API_KEY"]],
    ["a proof of DPoP", { headers: [{ name: "DPoP", value: "proof" }] }, ["DPOP"]],
    ["a JSON member", { headers: [json], body: '{"refresh_token":"r-4711"}' }, ["REFRESH_TOKEN"]],
    ["two different ones", { headers: [], url: "https://a.example/?code=a&code=b" }, ["CODE", "CODE_2"]],
    ["a name of the shell", { headers: [], url: "https://a.example/?pwd=a" }, ["PASSWORD"]],
    ["nothing at all", { headers: [], url: "https://a.example/?state=a&nonce=b" }, []],
  ])("are there for %s", (_, request, variables) => {
    expect(templateOf({ ...get, ...request }, "variables").variables).toEqual(variables);
    expect(templateOf({ ...get, ...request }, "live").variables).toEqual([]);
  });

  test("are there for a token that is known, wherever it stands and however it is encoded", () => {
    const opaque = "op/aque+4711=";
    const url = `https://a.example/x?q=${encodeURIComponent(opaque)}`;
    const template = templateOf({ ...get, url, headers: [], body: `<${opaque}>` }, "variables", [opaque]);
    expect(JSON.stringify(template)).not.toContain("aque");
    expect(template.variables).toEqual(["TOKEN", "TOKEN_2"]);
  });
});
