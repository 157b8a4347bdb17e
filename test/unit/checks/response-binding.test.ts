import { caseOf } from "../../../extension/checks/case.js";
import { historyOf } from "../../../extension/flow/history.js";
import { mask } from "../../../extension/mask.js";
import { tokenExchange } from "../../fixtures/exchanges.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { issuer, known } from "../../fixtures/server.js";
import { clientId, idToken, jwe, jws, opaqueToken } from "../../fixtures/tokens.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const code = "SplxlOBeZQQYbYS6WxSbIA";
const hour = 3_600_000;
const inQuery = (parameters: Parameters<typeof encode>[0]) => `${callback}?${encode(parameters)}`;

describe("state-mismatch (RFC 6749, section 10.12)", () => {
  const id = "state-mismatch";
  const other = "another-state-that-was-never-sent";
  const answered = (returned: string | undefined, asked = {}) =>
    loginOf({
      request: requestUrl({ response_type: "code", ...asked }),
      response: inQuery({ code, state: returned }),
    });

  it.each([
    ["another state", answered(other), "fired high"],
    ["no state", answered(undefined), "fired high"],
    ["an empty state", answered(""), "fired high"],
    ["the state in other letter case", answered(state.toLowerCase()), "fired high"],
    ["a state although none was sent", answered(other, { state: undefined }), "fired low"],
    ["the same state", answered(state), "silent"],
    [
      "the same state, encoded in another way",
      loginOf({
        request: requestUrl({ response_type: "code", state: "a b" }),
        response: `${callback}?code=${code}&state=a+b`,
      }),
      "silent",
    ],
    ["no state where none was sent", answered(undefined, { state: undefined }), "not-applicable"],
    ["any state after a pushed request", answered(other, { request_uri: "urn:x" }), "undetermined"],
    ["an encrypted response", loginOf({ response: `${callback}?response=${jwe()}` }), "undetermined"],
  ])("%s: %s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("excuses a server that could not read the object which held the state", () => {
    const request = requestUrl({ state: undefined, request: jws({ alg: "RS256" }, { state: "inside" }) });
    const response = `${callback}#error=invalid_request_object`;
    expect(summaryOf(id, loginOf({ request, response }))).toBe("silent");
    expect(summaryOf(id, loginOf({ request, response: `${callback}#error=access_denied` }))).toBe(
      "fired high",
    );
  });

  it("takes the state of another open transaction for what it is", () => {
    const login = answered(other);
    const earlier = { id: "login-0", earlier: 60_000, request: requestUrl({ state: other }) };
    const open = historyOf([loginOf(earlier)]);
    const closed = historyOf([loginOf({ ...earlier, response: inQuery({ code, state: other }) })]);
    expect(summaryOf(id, caseOf(login, { history: open }))).toBe("silent");
    expect(summaryOf(id, caseOf(login, { history: closed }))).toBe("fired high");
  });

  it("masks both and says what the client did", () => {
    expect(evidenceOf(id, answered(other))).toEqual({
      "state sent": mask(state),
      "state returned": mask(other),
      channel: "query",
      client: "what it did with the response was not seen",
    });
    const redeemed = loginOf({
      request: requestUrl({ response_type: "code" }),
      response: inQuery({ code, state: other }),
      more: tokenExchange({
        form: { grant_type: "authorization_code", code },
        answer: { access_token: opaqueToken },
      }),
    });
    expect(evidenceOf(id, redeemed).client).toBe("went on with the response");
  });
});

describe("iss-mismatch (RFC 9207, section 2.4)", () => {
  const id = "iss-mismatch";
  const request = requestUrl({ response_type: "code id_token" });
  const answered = (parameters: Parameters<typeof encode>[0]) =>
    loginOf({ request, response: `${callback}#${encode({ code, state, ...parameters })}` });
  const jarm = (iss: string) => jws({ alg: "RS256" }, { iss, aud: clientId, exp: 1, code, state });

  it.each([
    ["another issuer", { iss: "https://b.example" }, "fired high"],
    ["the issuer but for its slash", { iss: "https://login.example" }, "fired high"],
    ["the issuer", { iss: issuer }, "silent"],
    [
      "the issuer, not that of the ID Token",
      { iss: issuer, id_token: idToken({ iss: "https://b.example" }) },
      "fired high",
    ],
    ["no issuer", {}, "not-applicable"],
    [
      "the issuer, not that of the JWT response",
      { code: undefined, iss: issuer, response: jarm("https://b.example") },
      "fired high",
    ],
  ])("%s: %s", (_, parameters, summary) => {
    expect(summaryOf(id, caseOf(answered(parameters), { server: known() }))).toBe(summary);
  });

  it.each([
    ["one identifier alone", { iss: issuer }, "undetermined"],
    ["an ID Token that agrees", { iss: issuer, id_token: idToken() }, "silent"],
    [
      "an ID Token that does not",
      { iss: issuer, id_token: idToken({ iss: "https://b.example" }) },
      "fired high",
    ],
  ])("without metadata, %s: %s", (_, parameters, summary) => {
    expect(summaryOf(id, answered(parameters))).toBe(summary);
  });

  it("shows the strings compared", () => {
    expect(evidenceOf(id, caseOf(answered({ iss: "https://b.example" }), { server: known() }))).toEqual({
      "iss in the response": "https://b.example",
      "issuer in the metadata": issuer,
    });
  });
});

describe("iss-missing (RFC 9207, section 3)", () => {
  const id = "iss-missing";
  const promised = known({ authorization_response_iss_parameter_supported: true });
  const answered = (response: string) =>
    loginOf({ request: requestUrl({ response_type: "code" }), response });

  it.each([
    ["promised, not sent", answered(inQuery({ code, state })), promised, "fired medium"],
    [
      "promised, not sent in an error",
      answered(inQuery({ error: "access_denied", state })),
      promised,
      "fired medium",
    ],
    [
      "promised, told by an ID Token",
      answered(`${callback}#${encode({ id_token: idToken(), state })}`),
      promised,
      "fired low",
    ],
    ["promised and sent", answered(inQuery({ code, state, iss: issuer })), promised, "silent"],
    [
      "not promised",
      answered(inQuery({ code, state })),
      known({ authorization_response_iss_parameter_supported: false }),
      "silent",
    ],
    ["told by JARM", answered(inQuery({ response: jwe() })), promised, "not-applicable"],
  ])("%s: %s", (_, login, server, summary) => {
    expect(summaryOf(id, caseOf(login, { server }))).toBe(summary);
  });

  it("is undetermined without metadata", () => {
    expect(summaryOf(id, answered(inQuery({ code, state })))).toBe("undetermined");
  });

  it("shows the promise and what came", () => {
    expect(evidenceOf(id, caseOf(answered(inQuery({ code, state })), { server: promised }))).toEqual({
      authorization_response_iss_parameter_supported: "true",
      response: "code, state",
    });
  });
});

describe("mix-up-undefended (RFC 9700, section 4.4.2)", () => {
  const id = "mix-up-undefended";
  const at = (server: string, redirect_uri = callback) =>
    requestUrl({ response_type: "code", redirect_uri }).replace("https://login.example", server);
  const login = loginOf({ request: at("https://a.example"), response: inQuery({ code, state }) });
  const following = (request: string, response: string, judged = login) =>
    caseOf(judged, {
      history: historyOf([loginOf({ id: "login-0", earlier: hour, request, response }), judged]),
    });

  it.each([
    ["another server", following(at("https://b.example"), inQuery({ code, state })), "fired medium"],
    [
      "another server that names itself",
      following(at("https://b.example"), inQuery({ code, state, iss: "b" })),
      "silent",
    ],
    [
      "another server at another redirect URI",
      following(at("https://b.example", `${callback}/b`), `${callback}/b?${encode({ code, state })}`),
      "silent",
    ],
    ["the same server", following(at("https://a.example"), inQuery({ code, state })), "silent"],
    [
      "another server, this one naming itself",
      following(
        at("https://b.example"),
        inQuery({ code, state }),
        loginOf({ request: at("https://a.example"), response: inQuery({ code, state, iss: "a" }) }),
      ),
      "silent",
    ],
  ])("%s: %s", (_, theCase, summary) => {
    expect(summaryOf(id, theCase)).toBe(summary);
  });

  it("shows both servers and the redirect URI", () => {
    expect(evidenceOf(id, following(at("https://b.example"), inQuery({ code, state })))).toEqual({
      redirect_uri: callback,
      server: "https://a.example, 2026-01-05 10:00:00 UTC",
      "other server": "https://b.example, 2026-01-05 08:59:56 UTC",
    });
  });
});
