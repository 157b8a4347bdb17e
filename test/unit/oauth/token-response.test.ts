import { parseTokenResponse } from "../../../extension/oauth/token-response.js";

describe("parseTokenResponse", () => {
  it("reads the example of RFC 6749, section 5.1", () => {
    const members = {
      access_token: "2YotnFZFEjr1zCsicMWpAA",
      token_type: "example",
      expires_in: 3600,
      refresh_token: "tGzv3JOkF0XG5Qx2TlKWIA",
      example_parameter: "example_value",
    };
    const body = JSON.stringify(members, null, 2);
    const response = parseTokenResponse(body);
    expect(response).toEqual({ body, members, error: null, problems: [] });
    expect(Object.keys(response.members ?? {})).toEqual(Object.keys(members));
    expect(response.members?.constructor).toBeUndefined();
  });

  it("reads the error of RFC 6749, section 5.2", () => {
    expect(parseTokenResponse('{"error":"invalid_request"}')).toEqual({
      body: '{"error":"invalid_request"}',
      members: { error: "invalid_request" },
      error: "invalid_request",
      problems: [],
    });
  });

  it("reads what GitHub answers by default, and says what is wrong with it", () => {
    expect(parseTokenResponse("access_token=gho_x&scope=repo%2Cgist&token_type=bearer")).toEqual({
      body: "access_token=gho_x&scope=repo%2Cgist&token_type=bearer",
      members: { access_token: "gho_x", scope: "repo,gist", token_type: "bearer" },
      error: null,
      problems: ["body: urlencoded, not JSON"],
    });
    expect(parseTokenResponse("error=bad_verification_code&error_description=x%ZZ&error=y")).toMatchObject({
      error: "bad_verification_code",
      problems: [
        "body: urlencoded, not JSON",
        "body: percent-encoding broken at character 2 of the value",
        "body: parameters sent more than once",
      ],
    });
  });

  it("passes over a byte order mark, as the client's own reading does", () => {
    expect(parseTokenResponse('\ufeff{"access_token":"a"}')).toMatchObject({ problems: [] });
  });

  it.each([
    ["", ["body: empty"]],
    ["[]", ["body is a JSON array, not an object"]],
    ['"access_token=x"', ["body is a JSON string, not an object"]],
    ['{"access_token":"a"', ["body: JSON ends early at character 19"]],
    ["<a href='?a=b&error=x'>", ["body: not JSON at character 1"]],
    ["q=x", ["body: not JSON at character 1"]],
  ])("finds no members in %j", (text, problems) => {
    expect(parseTokenResponse(text)).toEqual({ body: text, members: null, error: null, problems });
  });

  it.each([
    ['{"error":{"message":"m","code":190}}', '{"message":"m","code":190}'],
    ['{"error":400}', "400"],
    ['{"error":""}', null],
    ['{"error":null,"access_token":"a"}', null],
    ['{"error":false,"access_token":"a"}', null],
    ['{"__proto__":{"error":"x"}}', null],
  ])("takes the error of %s as %j", (text, error) => {
    expect(parseTokenResponse(text).error).toBe(error);
  });

  it("names a repeated member without its value", () => {
    expect(parseTokenResponse('{"access_token":"a","access_token":"b"}').problems).toEqual([
      'body: duplicate member "access_token"',
    ]);
  });
});
