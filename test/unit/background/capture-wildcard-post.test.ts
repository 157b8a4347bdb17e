import { postedToAnyone } from "../../../background/injected/wildcard-post.js";

const response =
  'const response = { type: "authorization_response", response: { code: "c-1", state: "s" } };';

describe("postedToAnyone (RFC 9700, section 4.17.1.1)", () => {
  it.each([
    ["double quotes", `${response} opener.postMessage(response, "*");`, ["code"]],
    ["single quotes", `${response} parent.postMessage(response,'*')`, ["code"]],
    ["a list of ports", `${response} parent.postMessage(response, \`*\`, []);`, ["code"]],
    ["options", `${response} opener.postMessage(response, { targetOrigin: "*" });`, ["code"]],
    ["options with the exact origin", `${response} opener.postMessage(response, { targetOrigin: to });`, []],
    ["the exact origin", `${response} opener.postMessage(response, "https://app.example");`, []],
    ["a computed target", `${response} opener.postMessage(response, target);`, []],
    ["a handshake without credentials", 'parent.postMessage({ type: "ready" }, "*");', []],
    ["another call with a star", `${response} select(document, "*"); opener.postMessage(response, to)`, []],
  ])("%s", (_what, script, names) => {
    expect(postedToAnyone([script])).toEqual(names);
  });

  it("finds the response in a data block beside the script", () => {
    const scripts = ['{"access_token":"t","id_token":"i"}', 'parent.postMessage(JSON.parse(data), "*")'];
    expect(postedToAnyone(scripts)).toEqual(["access_token", "id_token"]);
  });

  it("takes no time worth speaking of for a script made to take it", () => {
    const script = 'postMessage(,"*"'.repeat(100_000);
    expect(postedToAnyone(Array(1_000).fill(script))).toEqual([]);
  });
});
