import { challengeOf } from "../../../extension/failure/challenge.js";
import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { causesOf, diagnosedIn, diagnosisOf, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, loginTime, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  call,
  loginSeen,
  redemption,
  request,
  sentHeaders,
  start,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";

type Values = Readonly<Record<string, string>>;

const cors = { "Access-Control-Allow-Origin": app };
const me = `${api}/me`;

/** A code login whose access token has these claims, and what happens after it. */
const having = (claims: object, ...more: readonly (readonly Observation[])[]): Login =>
  loginSeen(
    toCallback(),
    tokenCall(
      300,
      redemption,
      { access_token: accessToken(claims), token_type: "Bearer" },
      { headers: cors },
    ),
    ...more,
  );

interface Refused {
  readonly ms?: number;
  readonly status?: number;
  readonly challenge?: string;
  readonly claims?: object;
  readonly url?: string;
  readonly headers?: Values;
}

/** A call with the token of such a login, which the API refuses. */
function refused({ ms = 900, status = 401, challenge, claims = {}, url = me, headers = {} }: Refused): Login {
  const sent = { Authorization: `Bearer ${accessToken(claims)}`, ...headers };
  const answer = {
    status,
    headers: { ...cors, ...(challenge === undefined ? {} : { "WWW-Authenticate": challenge }) },
  };
  return having(claims, call(ms, url, sent, answer));
}

describe("api-refused (RFC 6750, section 3.1)", () => {
  const id = "api-refused";
  const bound = { cnf: { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } };

  it.each<readonly [name: string, refusal: Refused, causes: readonly string[]]>([
    [
      "a token that expired meanwhile, which the API says",
      {
        ms: 601_000,
        claims: { exp: loginTime + 600 },
        challenge: 'Bearer error="invalid_token", error_description="The token expired"',
      },
      ["seen: The token had expired."],
    ],
    [
      "a token that expired meanwhile",
      { ms: 601_000, claims: { exp: loginTime + 600 } },
      ["likely: The token had expired."],
    ],
    [
      "an audience elsewhere",
      { claims: { aud: "https://other.test/" }, challenge: 'Bearer error="invalid_token"' },
      ["likely: The token is for another API."],
    ],
    [
      "a scope that the API demands",
      { status: 403, challenge: 'Bearer error="insufficient_scope", scope="write:orders"' },
      ["seen: The token lacks the scope write:orders."],
    ],
    [
      "a login that is too old or too weak",
      { challenge: 'Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="60"' },
      ["seen: The API wants the person to log in anew, or in a stronger way."],
    ],
    [
      "a bound token sent as Bearer",
      { claims: bound, challenge: 'DPoP error="invalid_token"' },
      ["seen: A token that is bound to a key was sent as Bearer."],
    ],
    [
      "a bound token without a proof",
      { claims: bound, headers: { Authorization: `DPoP ${accessToken(bound)}` } },
      ["seen: No DPoP proof was sent."],
    ],
    [
      "a proof without the API's nonce",
      {
        claims: bound,
        headers: { Authorization: `DPoP ${accessToken(bound)}`, DPoP: "eyJ.eyJ.sig" },
        challenge: 'DPoP error="use_dpop_nonce"',
      },
      ["seen: The proof lacks the API's nonce."],
    ],
    [
      "a call in which the API found no token",
      { challenge: 'Bearer realm="api"' },
      ["likely: The API found no token where it looks for one."],
    ],
    [
      "a person who may not",
      { status: 403 },
      ["likely: The person is not allowed to do this, whatever the token says."],
    ],
    ["a refusal without a word", {}, []],
    ["a valid token that the API calls invalid", { challenge: 'Bearer error="invalid_token"' }, []],
  ])("%s", (_, refusal, causes) => {
    expect(causesOf(id, refused(refusal))).toEqual(causes);
    expect(diagnosedIn(refused(refusal))).toEqual([id]);
  });

  it("explains the header, and names the scope or the way to log in again", () => {
    const scope = diagnosisOf(
      id,
      refused({
        status: 403,
        challenge: 'Bearer error="insufficient_scope", scope="read:orders write:orders"',
      }),
    );
    expect(seenIn(scope)).toMatchObject({
      API: me,
      status: "403",
      token: "access_token@1",
      means: "The token is valid, and does not allow this.",
    });
    expect(scope.tryThis).toEqual([
      "Ask for write:orders in the authorization request, and see that it is granted.",
    ]);
    const stepUp = refused({
      challenge: 'Bearer error="insufficient_user_authentication", acr_values="mfa"',
    });
    expect(diagnosisOf(id, stepUp).tryThis).toEqual(["Log in again with acr_values=mfa."]);
  });

  it("knows an ID Token that was sent instead", () => {
    const login = loginSeen(
      toCallback(
        `${callback}#${encode({ id_token: idToken(), state })}`,
        requestUrl({ response_type: "id_token" }),
      ),
      call(900, me, { Authorization: `Bearer ${idToken()}` }, { status: 401, headers: cors }),
    );
    expect(causesOf(id, login)).toEqual([
      "seen: An ID Token was sent, which is for the app and not for an API.",
    ]);
  });

  it("finds an opaque token for no API likely to be for another", () => {
    const refuses = call(900, me, { Authorization: `Bearer ${opaqueToken}` }, { status: 401, headers: cors });
    const login = loginSeen(
      toCallback(),
      tokenCall(300, redemption, { access_token: opaqueToken, token_type: "Bearer" }, { headers: cors }),
      refuses,
    );
    expect(causesOf(id, login)).toEqual(["likely: The token is for another API."]);
  });

  it("is silent where the same call succeeded later, and where the API only failed", () => {
    const bearer = { Authorization: `Bearer ${accessToken()}` };
    const again = having(
      {},
      call(900, me, bearer, { status: 401, headers: cors }),
      call(1900, me, bearer, { headers: cors }),
    );
    expect(diagnosedIn(again)).toEqual([]);
    expect(diagnosedIn(refused({ status: 404 }))).toEqual([]);
    const elsewhere = having(
      {},
      call(900, me, bearer, { status: 401, headers: cors }),
      call(1900, `${api}/other`, bearer, { headers: cors }),
    );
    expect(diagnosedIn(elsewhere)).toEqual([id]);
  });
});

describe("api-cors (Fetch, CORS check)", () => {
  const id = "api-cors";
  const bearer = { Authorization: `Bearer ${accessToken()}` };
  const failed = (error: string, url = me) =>
    having({}, [
      sentHeaders(900, "c", url, bearer),
      {
        kind: "request-failed",
        at: start + 950,
        tabId: 1,
        frameId: 0,
        provenance: "browser",
        requestId: "c",
        url,
        error,
      },
    ]);

  it("is seen where the header is missing", () => {
    const login = having({}, call(900, me, bearer, { headers: { "content-type": "application/json" } }));
    expect(diagnosedIn(login)).toEqual([id]);
    expect(seenIn(diagnosisOf(id, login))).toMatchObject({
      "asked by": app,
      "Access-Control-Allow-Origin": "absent",
    });
  });

  it("is likely where the browser does not say why a call failed", () => {
    expect(diagnosisOf(id, failed("net::ERR_FAILED")).certainty).toBe("likely");
  });

  it.each<readonly [name: string, login: Login]>([
    ["the app's origin in the header", having({}, call(900, me, bearer, { headers: cors }))],
    ["headers that were not visible", having({}, call(900, me, bearer))],
    [
      "a call within the app's origin",
      having({}, call(900, `${app}/api`, bearer, { headers: { "content-type": "text/plain" } })),
    ],
    ["a call that was given up", failed("net::ERR_ABORTED")],
    ["a network that failed", failed("net::ERR_CONNECTION_RESET")],
    [
      "a page opened with the token in its address",
      having({}, [request(900, "d", `${me}?access_token=${accessToken()}`)]),
    ],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});

describe("challengeOf (RFC 9110, section 11.6.1)", () => {
  it.each<readonly [header: string, scheme: string, parameters: Values]>([
    ["", "", {}],
    ["Bearer", "Bearer", {}],
    ['Bearer realm="a, b", error="invalid_token"', "Bearer", { realm: "a, b", error: "invalid_token" }],
    ['DPoP algs="ES256", error=use_dpop_nonce', "DPoP", { algs: "ES256", error: "use_dpop_nonce" }],
    ['Bearer ERROR="a\\"b", error="second"', "Bearer", { error: 'a"b' }],
    ['Bearer error="never closed', "Bearer", {}],
  ])("%s", (header, scheme, parameters) => {
    const challenge = challengeOf(header);
    expect([challenge.scheme, Object.fromEntries(challenge.parameters)]).toEqual([scheme, parameters]);
  });
});

describe("what real servers and browsers do", () => {
  it("400 with a challenge is a refusal, as where a DPoP proof is missing", () => {
    const bound = { cnf: { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } };
    const dpop = { Authorization: `DPoP ${accessToken(bound)}` };
    const challenged = refused({ claims: bound, status: 400, challenge: 'DPoP algs="ES256"', headers: dpop });
    expect(causesOf("api-refused", challenged)).toEqual(["seen: No DPoP proof was sent."]);
    expect(diagnosedIn(refused({ status: 400 }))).toEqual([]);
  });

  const failed = (url: string, error = "net::ERR_FAILED"): Observation => ({
    at: start + 900,
    tabId: 1,
    frameId: 0,
    provenance: "browser",
    kind: "request-failed",
    requestId: "99",
    url,
    error,
    initiator: app,
  });

  it("a request to the token's API that failed before it was sent is likely stopped by CORS", () => {
    const diagnosis = diagnosisOf("api-cors", having({ aud: api }, [failed(me)]));
    expect(diagnosis.certainty).toBe("likely");
    expect(seenIn(diagnosis)).toEqual({ API: me, "asked by": app, error: "net::ERR_FAILED" });
  });

  it.each<readonly [name: string, login: Login]>([
    ["it went elsewhere", having({ aud: api }, [failed("https://ads.example/pixel")])],
    ["what the token is for is not known", having({ aud: "contacts" }, [failed(me)])],
    [
      "a later call went through",
      having(
        { aud: api },
        [failed(me)],
        call(
          950,
          me,
          { Authorization: `Bearer ${accessToken({ aud: api })}` },
          { status: 200, headers: cors },
        ),
      ),
    ],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});
