import {
  firstValue,
  originOf,
  parametersOf,
  parametersOfObject,
  pathOf,
  splitUrl,
  valuesOf,
} from "../../../extension/oauth/parameter.js";

describe("splitUrl", () => {
  it.each([
    ["https://app.example/cb", "https://app.example/cb", "", ""],
    ["https://app.example/cb?code=a#b=c", "https://app.example/cb", "code=a", "b=c"],
    ["https://app.example/#/route?access_token=a", "https://app.example/", "", "/route?access_token=a"],
    ["https://app.example/cb?a=?&b#c#d?e", "https://app.example/cb", "a=?&b", "c#d?e"],
    ["com.app:/cb?code=a", "com.app:/cb", "code=a", ""],
    ["not a url", "not a url", "", ""],
    ["", "", "", ""],
  ])("cuts %j", (url, base, query, fragment) => {
    expect(splitUrl(url)).toEqual({ base, query, fragment });
  });
});

describe("pathOf", () => {
  it.each([
    ["https://as.example/oauth/authorize?x=/y#/z", "/oauth/authorize"],
    ["https://as.example", ""],
    ["https://as.example?x=/y", ""],
    ["com.app:/cb?code=a", "/cb"],
    ["com.app:cb", "cb"],
    ["/path", "/path"],
    ["not a url", "not a url"],
    ["", ""],
  ])("of %j is %j", (url, path) => {
    expect(pathOf(url)).toBe(path);
  });
});

describe("parametersOfObject", () => {
  it("takes strings as they are, null as empty, anything else as JSON", () => {
    const members = { a: "x y", b: 1.5, c: true, d: null, e: { f: ["g"] } };
    expect(parametersOfObject(members)).toEqual([
      { name: "a", value: "x y", raw: "a=x y", problem: null },
      { name: "b", value: "1.5", raw: "b=1.5", problem: null },
      { name: "c", value: "true", raw: "c=true", problem: null },
      { name: "d", value: "", raw: "d=null", problem: null },
      { name: "e", value: '{"f":["g"]}', raw: 'e={"f":["g"]}', problem: null },
    ]);
  });
});

describe("originOf", () => {
  it.each([
    ["https://app.example:8443/cb?x=y", "https://app.example:8443"],
    ["https://app.example:443/", "https://app.example"],
    ["com.app:/cb", null],
    ["data:text/html,x", null],
    ["not a url", null],
    [null, null],
  ])("of %j is %j", (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

describe("parametersOf (RFC 6749, appendix B)", () => {
  const whole = { problem: null };

  it.each([
    ["", []],
    ["&&", []],
    ["a=b", [{ name: "a", value: "b", raw: "a=b", ...whole }]],
    ["a", [{ name: "a", value: "", raw: "a", ...whole }]],
    ["a=b=c", [{ name: "a", value: "b=c", raw: "a=b=c", ...whole }]],
    ["=b", [{ name: "", value: "b", raw: "=b", ...whole }]],
    [
      "scope=openid+email%20x",
      [{ name: "scope", value: "openid email x", raw: "scope=openid+email%20x", ...whole }],
    ],
    ["n=%C3%A9%2B", [{ name: "n", value: "é+", raw: "n=%C3%A9%2B", ...whole }]],
    [
      "__proto__=a&constructor=b",
      [
        { name: "__proto__", value: "a", raw: "__proto__=a", ...whole },
        { name: "constructor", value: "b", raw: "constructor=b", ...whole },
      ],
    ],
    [
      "state=a&state=b",
      [
        { name: "state", value: "a", raw: "state=a", ...whole },
        { name: "state", value: "b", raw: "state=b", ...whole },
      ],
    ],
  ])("reads %j", (encoded, parameters) => {
    expect(parametersOf(encoded)).toEqual(parameters);
  });

  it.each([
    ["a=x%2", "a", "x%2", "percent-encoding broken at character 2 of the value"],
    ["a=%zz%20b", "a", "%zz b", "percent-encoding broken at character 1 of the value"],
    ["a=%FF%FE", "a", "%FF%FE", "percent-encoded bytes of the value are not UTF-8"],
    ["a%=b", "a%", "b", "percent-encoding broken at character 2 of the name"],
    ["a%=b%", "a%", "b%", "percent-encoding broken at character 2 of the value"],
  ])("decodes %j as far as it goes", (raw, name, value, problem) => {
    expect(parametersOf(raw)).toEqual([{ name, value, raw, problem }]);
  });
});

describe("firstValue", () => {
  const parameters = parametersOf("state=a&state=b&empty=");

  it.each([
    ["state", "a"],
    ["empty", ""],
    ["toString", null],
  ])("of %j is %j", (name, value) => {
    expect(firstValue(parameters, name)).toBe(value);
  });
});

describe("valuesOf (RFC 6749, section 3.3)", () => {
  it.each([
    [null, []],
    ["", []],
    ["openid", ["openid"]],
    [" openid  email\tprofile ", ["openid", "email", "profile"]],
  ])("of %j are %j", (value, members) => {
    expect(valuesOf(value)).toEqual(members);
  });
});
