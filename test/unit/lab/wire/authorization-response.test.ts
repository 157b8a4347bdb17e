import { parseForm, readPage, readRedirect } from "../../../lab/wire/authorization-response.js";

const CALLBACK = "http://app.localhost:8080/callback";

describe("readRedirect", () => {
  test.each([
    [
      "an implicit response (RFC 6749, section 4.2.2)",
      `${CALLBACK}#access_token=a.b&expires_in=7200&scope=openid+read%3Acontacts&state=s%2B1`,
      "fragment",
      [
        ["access_token", "a.b"],
        ["expires_in", "7200"],
        ["scope", "openid read:contacts"],
        ["state", "s+1"],
      ],
    ],
    [
      "a code response (RFC 6749, section 4.1.2)",
      `${CALLBACK}?code=c&state=s`,
      "query",
      [
        ["code", "c"],
        ["state", "s"],
      ],
    ],
    ["a JARM response in the query", `${CALLBACK}?response=a.b.c`, "query.jwt", [["response", "a.b.c"]]],
    [
      "a JARM response in the fragment",
      `${CALLBACK}#response=a.b.c`,
      "fragment.jwt",
      [["response", "a.b.c"]],
    ],
  ])("reads %s", (_title, location, mode, parameters) => {
    expect(readRedirect(location)).toEqual({ mode, redirectUri: CALLBACK, parameters });
  });
});

describe("readPage", () => {
  test("reads a posted response and undoes its escapes", () => {
    const markup = `<form method="post" action="${CALLBACK}">
      <input type="hidden" name="id_token" value="a.b.c"/>
      <input type="hidden" name="state" value="&lt;&amp;&quot;&#39;&#x2F;"/>
    </form>`;
    expect(readPage(markup)).toEqual({
      mode: "form_post",
      redirectUri: CALLBACK,
      parameters: [
        ["id_token", "a.b.c"],
        ["state", "<&\"'/"],
      ],
    });
  });

  test("reads a posted JARM response", () => {
    const markup = `<form method="post" action="${CALLBACK}"><input type="hidden" name="response" value="a.b.c"/></form>`;
    expect(readPage(markup)).toMatchObject({ mode: "form_post.jwt", parameters: [["response", "a.b.c"]] });
  });

  test("reads a web message", () => {
    const message = `{"response":{"code":"c","state":"\\u003Cs\\u003E"},"redirect_uri":"${CALLBACK}"}`;
    expect(readPage(`<script>\n      var data = ${message};\n</script>`)).toEqual({
      mode: "web_message",
      redirectUri: CALLBACK,
      parameters: [
        ["code", "c"],
        ["state", "<s>"],
      ],
    });
  });

  test("gives null for any other page", () => {
    expect(readPage('<form method="post" class="login"></form>')).toBeNull();
  });
});

test("parseForm keeps order and repeated names", () => {
  expect(parseForm("?resource=b&resource=a&x=1+2%2B3")).toEqual([
    ["resource", "b"],
    ["resource", "a"],
    ["x", "1 2+3"],
  ]);
});
