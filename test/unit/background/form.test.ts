import { fieldsOf } from "../../../background/capture/form.js";

const values = (formData: Record<string, unknown>, crossOrigin: boolean) =>
  fieldsOf(formData, crossOrigin).map(({ value }) => value);

describe("fieldsOf", () => {
  it.each([
    ["a login form", { username: ["ada"], password: ["secret"] }, false],
    ["a login form that another site receives", { username: ["ada"], password: ["secret"] }, true],
    ["a one-time code typed at the server", { state: ["x"], code: ["123456"] }, false],
  ])("withholds the values of %s", (_, formData, crossOrigin) => {
    expect(values(formData, crossOrigin)).toEqual([null, null]);
  });

  it.each([
    ["an ID Token by form_post", { id_token: ["a.b.c"], state: ["s"] }, true, ["a.b.c", "s"]],
    ["a code by form_post", { code: ["c"], state: ["s"] }, true, ["c", "s"]],
    ["an error by form_post", { error: ["access_denied"] }, true, ["access_denied"]],
    ["an authorization request by POST", { client_id: ["a"], response_type: ["code"] }, false, ["a", "code"]],
    ["repeated names", { id_token: ["a", "b"] }, true, ["a", "b"]],
  ])("keeps %s", (_, formData, crossOrigin, expected) => {
    expect(values(formData, crossOrigin)).toEqual(expected);
  });
});
