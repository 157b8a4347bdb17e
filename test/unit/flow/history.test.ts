import { createHash } from "node:crypto";
import { earlierThan, historyOf } from "../../../extension/flow/history.js";
import { callback, encode, loginOf, receivedAt, requestUrl, sentAt, state } from "../../fixtures/login.js";
import { accessToken, clientId, idToken, nonce } from "../../fixtures/tokens.js";

const hash = (value: string) => createHash("sha256").update(value).digest("hex").slice(0, 16);
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const response = `${callback}#${encode({
  access_token: accessToken(),
  token_type: "Bearer",
  id_token: idToken(),
  code: "SplxlOBeZQQYbYS6WxSbIA",
  state,
})}`;

describe("historyOf", () => {
  it("keeps of a login what later ones can be compared with, its secrets as hashes", () => {
    const login = loginOf({
      request: requestUrl({
        code_challenge: challenge,
        redirect_uri: `${callback}?tenant=a`,
        prompt: "none",
      }),
      response: response.replace("#", "?tenant=a#"),
    });
    expect(historyOf([login])).toEqual([
      {
        flowId: "login-1",
        at: sentAt,
        endedAt: receivedAt,
        clientId,
        serverOrigin: "https://login.example",
        tabId: 1,
        silent: true,
        error: null,
        issuerNamed: true,
        idTokenAlg: "RS256",
        hashes: {
          state: hash(state),
          nonce: hash(nonce),
          code_challenge: hash(challenge),
          redirect_uri: hash(callback),
          code: hash("SplxlOBeZQQYbYS6WxSbIA"),
          access_token: hash(accessToken()),
          id_token: hash(idToken()),
        },
        stems: expect.objectContaining({ state: hash(state.slice(0, -3)), nonce: hash(nonce.slice(0, -3)) }),
      },
    ]);
  });

  it("holds no secret", () => {
    const text = JSON.stringify(historyOf([loginOf({ response })]));
    for (const secret of [state, nonce, accessToken(), idToken(), "SplxlOBeZQQYbYS6WxSbIA"]) {
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    [
      "an error",
      `${callback}#error=login_required&state=${state}`,
      { error: "login_required", issuerNamed: false },
    ],
    ["a response with iss", `${callback}?code=abc&state=${state}&iss=x`, { error: null, issuerNamed: true }],
    ["no response", null, { error: null, issuerNamed: null, endedAt: null }],
  ])("tells %s", (_, received, members) => {
    expect(historyOf([loginOf({ response: received })])).toMatchObject([members]);
  });

  it("puts the oldest first", () => {
    const logins = [1, 3, 2].map((n) => loginOf({ id: `login-${n}`, earlier: (4 - n) * 1_000 }));
    expect(historyOf(logins).map(({ flowId }) => flowId)).toEqual(["login-1", "login-2", "login-3"]);
  });

  it("derives an entry once", () => {
    const login = loginOf({ response });
    expect(historyOf([login])[0]).toBe(historyOf([login])[0]);
  });
});

describe("earlierThan", () => {
  it("leaves out the login itself and those that began later", () => {
    const [first, second, third] = [3_000, 2_000, 1_000].map((earlier, n) =>
      loginOf({ id: `login-${n + 1}`, earlier }),
    );
    if (!first || !second || !third) throw new Error("The fixture makes three logins.");
    const history = historyOf([third, second, first]);
    expect(earlierThan(second, history).map(({ flowId }) => flowId)).toEqual(["login-1"]);
  });
});
