import { caseOf } from "../../extension/checks/case.js";
import type { Login } from "../../extension/flow/login.js";
import { type Change, wayOutOf } from "../../extension/way-out.js";
import { callback, encode, loginOf, requestUrl, state } from "../fixtures/login.js";
import { known } from "../fixtures/server.js";
import { clientId, idToken, jws, opaqueToken } from "../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  code,
  loginSeen,
  redemption,
  server,
  toCallback,
  tokenCall,
  tokenEndpoint,
} from "../fixtures/traffic.js";

const fragment = (parameters: Readonly<Record<string, string>>, asked = requestUrl()) =>
  toCallback(`${callback}#${encode({ ...parameters, state })}`, asked);
const token = { access_token: opaqueToken, token_type: "Bearer" };
const implicit = loginSeen(
  fragment(token),
  call(900, `${api}/me`, { Authorization: `Bearer ${opaqueToken}` }),
);

function changeOf(login: Login, beside: Parameters<typeof caseOf>[1] = {}): Change {
  const way = wayOutOf(caseOf(login, beside));
  if (way?.state !== "change") throw new Error(`No change: ${way?.state}`);
  return way;
}

const answers = (login: Login, beside: Parameters<typeof caseOf>[1] = {}) =>
  Object.fromEntries(
    changeOf(login, beside).points.map(({ question, answer }) => [
      question.replace(/[?,(].*/, "").trim(),
      answer,
    ]),
  );

describe("the new request", () => {
  it("asks for a code with PKCE, and has placeholders for all that is used once", () => {
    expect(changeOf(implicit).request).toBe(
      `${server}/authorize?client_id=${clientId}&response_type=code&redirect_uri=${encodeURIComponent(callback)}` +
        "&scope=openid%20profile%20email&state={state}&nonce={nonce}" +
        "&code_challenge={code_challenge}&code_challenge_method=S256",
    );
  });

  it("keeps what the app asks for, and drops what does not fit or is secret", () => {
    const asked = {
      ...{ audience: `${api}/`, prompt: "login", response_mode: "fragment", client_secret: "s3cret" },
      ...{ id_token_hint: idToken(), login_hint: "ada@app.example", scope: "read:orders", nonce: undefined },
      response_type: "token",
    };
    const url = changeOf(loginSeen(fragment(token, requestUrl(asked)))).request;
    expect(url).toContain(`audience=${encodeURIComponent(`${api}/`)}&prompt=login`);
    expect(url).toContain("id_token_hint={id_token_hint}&login_hint={login_hint}");
    expect(url).not.toMatch(/response_mode|client_secret|s3cret|ada|eyJ|nonce/);
  });

  it("is written out of a Request Object as well", () => {
    const object = jws(
      { alg: "RS256" },
      { iss: clientId, aud: server, client_id: clientId, scope: "openid", exp: 1, jti: "j" },
    );
    const url = changeOf(loginSeen(fragment(token, requestUrl({ request: object })))).request;
    expect(url).not.toMatch(/eyJ|[?&](?:request|iss|aud|exp|jti)=/);
  });

  it("keeps form post for a client whose server takes the response", () => {
    const login = loginOf({
      request: requestUrl({ response_type: "code id_token", response_mode: "form_post" }),
      response: callback,
      form: encode({ code, id_token: idToken(), state }),
    });
    const { request, steps, points } = changeOf(login);
    expect(request).toContain("response_mode=form_post");
    expect(steps.at(-1)).toBe(
      `Then take the hybrid response types from client ${clientId}, so that nobody can ask for tokens in the front channel.`,
    );
    expect(points.map(({ question }) => question)).toEqual([
      "Does the server offer response_type=code?",
      "Does it offer PKCE with S256?",
    ]);
  });
});

describe("the token request", () => {
  const body = `grant_type=authorization_code&code={code}&redirect_uri=${encodeURIComponent(callback)}&client_id=${clientId}&code_verifier={code_verifier}`;

  it.each([
    ["the metadata", { server: known({ token_endpoint: tokenEndpoint }) }, tokenEndpoint],
    ["nothing known", {}, "{token_endpoint}"],
  ])("goes to the endpoint of %s", (_, beside, endpoint) => {
    expect(changeOf(implicit, beside).tokenRequest).toBe(
      `POST ${endpoint}\nContent-Type: application/x-www-form-urlencoded\n\n${body}`,
    );
  });
});

describe("what the server has to offer", () => {
  it("is known by its metadata", () => {
    const metadata = {
      response_types_supported: ["code", "token"],
      code_challenge_methods_supported: ["plain"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "none"],
    };
    expect(answers(implicit, { server: known(metadata) })).toEqual({
      "Does the server offer response_type=code": "yes",
      "Does it offer PKCE with S256": "no",
      "May a client without a secret redeem codes": "yes",
      "May pages of the app read the token endpoint's answers": "undetermined",
      "Does it rotate refresh tokens": "undetermined",
    });
  });

  it("is undetermined where they are not known or do not say it, and never no", () => {
    expect(new Set(Object.values(answers(implicit)))).toEqual(new Set(["undetermined"]));
    expect(new Set(Object.values(answers(implicit, { server: known() })))).toEqual(new Set(["undetermined"]));
  });

  const hybrid = (headers: Readonly<Record<string, string>>, refreshed?: object) =>
    loginSeen(
      fragment({ code, id_token: idToken() }, authorize({ response_type: "code id_token" })),
      tokenCall(300, redemption, { ...token, refresh_token: "v1.first-refresh-token" }, { headers }),
      refreshed
        ? tokenCall(
            60_000,
            { grant_type: "refresh_token", refresh_token: "v1.first-refresh-token", client_id: clientId },
            refreshed,
            { headers },
          )
        : [],
    );
  const cors = "May pages of the app read the token endpoint's answers";
  const rotation = "Does it rotate refresh tokens";

  it("is known by what was seen at the token endpoint", () => {
    expect(answers(hybrid({ "Access-Control-Allow-Origin": app }))[cors]).toBe("yes");
    expect(answers(hybrid({ "Cache-Control": "no-store" }))[cors]).toBe("no");
    expect(answers(hybrid({}))[cors]).toBe("undetermined");
    expect(answers(hybrid({}, { ...token, refresh_token: "v1.second-refresh-token" }))[rotation]).toBe("yes");
    expect(answers(hybrid({}, token))[rotation]).toBe("no");
    expect(answers(hybrid({}))[rotation]).toBe("undetermined");
  });
});

describe("form post for login only", () => {
  const formPost = (login: Login) => changeOf(login).formPost;

  it("is written out for an ID Token alone", () => {
    const asked = requestUrl({ response_type: "id_token" });
    expect(formPost(loginSeen(fragment({ id_token: idToken() }, asked)))).toBe(
      `${server}/authorize?client_id=${clientId}&response_type=id_token&redirect_uri=${encodeURIComponent(callback)}` +
        "&scope=openid%20profile%20email&state={state}&nonce={nonce}&response_mode=form_post",
    );
  });

  it("is so where an access token came that nobody was seen to use", () => {
    expect(formPost(loginSeen(fragment({ ...token, id_token: idToken() })))).toContain(
      "response_mode=form_post",
    );
  });

  it("is not offered where an API is called, or may be", () => {
    expect(formPost(implicit)).toBeNull();
    const unseen = loginOf({
      response: `${callback}#${encode({ ...token, id_token: idToken(), state })}`,
      access: [],
    });
    expect(formPost(unseen)).toBeNull();
  });
});

describe("a login that needs no change", () => {
  it.each<readonly [name: string, login: Login, because: string]>([
    [
      "code with PKCE and S256",
      loginSeen(toCallback()),
      "It is the Authorization Code Flow with PKCE and S256 already.",
    ],
    [
      "an ID Token alone by form post",
      loginOf({ request: requestUrl({ response_type: "id_token", response_mode: "form_post" }) }),
      "It asks for an ID Token alone, by form post and with a nonce: sound for a login that calls no API.",
    ],
  ])("%s", (_, login, because) => {
    expect(wayOutOf(caseOf(login))).toMatchObject({ state: "right", because });
  });

  it.each<readonly [name: string, asked: string]>([
    ["code without PKCE", authorize({ code_challenge: undefined, code_challenge_method: undefined })],
    ["code with plain PKCE", authorize({ code_challenge_method: "plain" })],
    [
      "an ID Token by form post without a nonce",
      requestUrl({ response_type: "id_token", response_mode: "form_post", nonce: undefined }),
    ],
  ])("but %s does", (_, asked) => {
    expect(wayOutOf(caseOf(loginOf({ request: asked })))?.state).toBe("change");
  });

  it("is undetermined where the request was hidden, and there is none without credentials", () => {
    const hidden = loginOf({ request: requestUrl({ request_uri: "urn:x" }) });
    expect(wayOutOf(caseOf(hidden))).toEqual({
      state: "undetermined",
      reason: "The request's parameters are hidden behind its request_uri.",
    });
    expect(wayOutOf(caseOf(loginOf({ request: requestUrl({ response_type: "none" }) })))).toBeNull();
  });
});
