import { readJwt } from "../../../extension/oauth/jwt.js";
import { jwe, jws } from "../../fixtures/tokens.js";

describe("readJwt", () => {
  it("reads RFC 7519, section 6.1 (unsecured)", () => {
    const raw =
      "eyJhbGciOiJub25lIn0" +
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    expect(readJwt(raw)).toEqual({
      format: "unsigned",
      claims: { iss: "joe", exp: 1300819380, "http://example.com/is_root": true },
    });
  });

  it("reads characters beyond ASCII, in base64url's own alphabet", () => {
    expect(readJwt(jws({ alg: "RS256" }, { name: "Zoë ÿÿ>>>???" })).claims).toEqual({ name: "Zoë ÿÿ>>>???" });
  });

  it("does not read what is encrypted", () => {
    expect(readJwt(jwe())).toEqual({ format: "encrypted", claims: null });
  });

  const signed = jws({ alg: "RS256" }, { a: 1 });

  it.each([
    [""],
    ["."],
    [".."],
    ["...."],
    ["a.b.c"],
    [`${signed}.`],
    [signed.replace(".", "=.")],
    [signed.replace(".", ".!")],
    [signed.replace(".", ".A")],
    [jws("[]", { a: 1 })],
    [jws({ alg: "RS256" }, '"text"')],
  ])("cannot read %j", (raw) => {
    expect(readJwt(raw)).toEqual({ format: "unreadable", claims: null });
  });
});
