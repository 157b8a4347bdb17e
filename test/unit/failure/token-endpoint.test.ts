import { tokenErrors } from "../../../extension/failure/token-errors.js";
import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, loginOf } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { accessToken, clientId, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  code,
  codeResponse,
  loginSeen,
  redemption,
  request,
  start,
  toCallback,
  tokenCall,
  tokenEndpoint,
} from "../../fixtures/traffic.js";

const cors = { "Access-Control-Allow-Origin": app };
const granted = {
  access_token: accessToken(),
  token_type: "Bearer",
  refresh_token: "v1.first-refresh-token",
};

interface Refusal {
  readonly ms?: number;
  readonly form?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly sent?: Readonly<Record<string, string>> | null;
  readonly status?: number;
}

const refusal = (
  error: string,
  { ms = 300, form = {}, description, sent = {}, status = 400 }: Refusal = {},
) =>
  tokenCall(
    ms,
    { ...redemption, ...form },
    { error, ...(description ? { error_description: description } : {}) },
    { status, headers: cors, sent },
  );

/** A code login whose token request is refused. */
const refused = (error: string, options: Refusal = {}, ...more: readonly (readonly Observation[])[]): Login =>
  loginSeen(toCallback(), ...more, refusal(error, options));

describe("every error code that is registered for the token endpoint has a rule", () => {
  it.each([
    "invalid_grant",
    "invalid_client",
    "invalid_request",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target",
    "invalid_authorization_details",
    "invalid_dpop_proof",
    "use_dpop_nonce",
  ])("%s", (error) => {
    const login = refused(error, { description: "Something is wrong." });
    expect(diagnosedIn(login)).toEqual([`token-${error}`]);
    expect(seenIn(diagnosisOf(`token-${error}`, login))).toEqual({
      endpoint: tokenEndpoint,
      grant_type: "authorization_code",
      "asked by": app,
      answer: "400",
      error,
      error_description: "Something is wrong.",
    });
  });

  it("and no rule is for another", () => {
    expect(Object.keys(tokenErrors)).toHaveLength(10);
  });

  it("is silent once a later request was granted", () => {
    const login = loginSeen(
      toCallback(),
      refusal("invalid_grant"),
      tokenCall(500, redemption, granted, { headers: cors }),
    );
    expect(diagnosedIn(login)).toEqual([]);
  });
});

const twice = "The code was used twice, and works only once.";
const expired = "The code had expired.";

describe("invalid_grant for a code (RFC 6749, section 5.2)", () => {
  const id = "token-invalid_grant";
  const first = tokenCall(200, redemption, granted, { headers: cors });
  const otherUri = "https://app.example/callback/";

  it.each<readonly [name: string, login: Login, causes: readonly string[]]>([
    ["a code redeemed before", refused("invalid_grant", {}, first), [`seen: ${twice}`]],
    [
      "another verifier",
      refused("invalid_grant", { form: { code_verifier: "a".repeat(43) } }),
      ["seen: The code_verifier is not that of the code_challenge."],
    ],
    [
      "no verifier",
      loginSeen(
        toCallback(),
        tokenCall(
          300,
          { grant_type: "authorization_code", client_id: clientId, code, redirect_uri: callback },
          { error: "invalid_grant" },
          { status: 400, headers: cors },
        ),
      ),
      ["seen: No code_verifier was sent, though the request had a code_challenge."],
    ],
    [
      "another redirect URI",
      refused("invalid_grant", { form: { redirect_uri: otherUri } }),
      [`seen: The redirect URI is ${otherUri}, and the authorization request's was ${callback}.`],
    ],
    [
      "another client",
      refused("invalid_grant", { form: { client_id: "other" } }),
      ["seen: The code was issued to another client."],
    ],
    ["a code that waited", refused("invalid_grant", { ms: 700_000 }), [`likely: ${expired}`]],
    [
      "the server's words",
      refused("invalid_grant", { description: "Code already used" }),
      [`likely: ${twice}`],
    ],
    ["nothing that can be seen", refused("invalid_grant"), []],
  ])("%s", (_, login, causes) => {
    expect(causesOf(id, login)).toEqual(causes);
  });

  it("says of each cause what speaks against it where nothing tells", () => {
    const { causes, tryThis } = diagnosisOf(id, refused("invalid_grant"));
    expect(causes.flatMap(({ against }) => against)).toEqual([
      "No other request with this code was seen.",
      "The verifier fits the challenge.",
      "A verifier was sent.",
      "Both are the same.",
      "The client_id is that of the request.",
      "It is the code of the response.",
      "It was sent 210 ms after it came.",
    ]);
    expect(tryThis).toEqual(["Look the refusal up in the server's log at 2026-01-05 10:00:00 UTC."]);
  });

  it("knows the code of an earlier login, and a page that was loaded again", () => {
    const login = refused("invalid_grant");
    const earlier = loginOf({ request: authorize(), response: codeResponse, id: "login-0", earlier: 60_000 });
    expect(causesOf(id, login, remembering(earlier, login))).toEqual([`likely: ${twice}`]);
    const reloaded: Observation = {
      kind: "committed",
      at: start + 5000,
      tabId: 1,
      frameId: 0,
      provenance: "browser",
      url: codeResponse,
      transition: "reload",
      qualifiers: [],
    };
    expect(causesOf(id, refused("invalid_grant", { ms: 6000 }, [reloaded]))).toEqual([`likely: ${twice}`]);
  });
});

describe("invalid_grant for a refresh token", () => {
  const id = "token-invalid_grant";
  const refresh = {
    grant_type: "refresh_token",
    client_id: clientId,
    refresh_token: "v1.first-refresh-token",
  };
  const redeemed = tokenCall(300, redemption, granted, { headers: cors });
  const refusedAt = (ms: number) =>
    tokenCall(ms, refresh, { error: "invalid_grant" }, { status: 400, headers: cors });

  it("is one that had been replaced", () => {
    const rotated = tokenCall(
      60_000,
      refresh,
      { access_token: opaqueToken, refresh_token: "v1.second-refresh-token" },
      { headers: cors },
    );
    expect(causesOf(id, loginSeen(toCallback(), redeemed, rotated, refusedAt(120_000)))).toEqual([
      "seen: The refresh token had been replaced by a newer one, and was used again.",
    ]);
  });

  it("is not said to be where it was used for the first time", () => {
    expect(causesOf(id, loginSeen(toCallback(), redeemed, refusedAt(120_000)))).toEqual([]);
  });
});

describe("invalid_client (RFC 6749, section 5.2)", () => {
  const secret = "The client is registered as one with a secret, and a page cannot keep one.";
  const basic = { Authorization: "Basic QnEza1R6MHZZdzg6c2VjcmV0" };

  it.each<
    readonly [name: string, login: Login, beside: Parameters<typeof causesOf>[2], causes: readonly string[]]
  >([
    ["a page without a secret", refused("invalid_client"), {}, [`likely: ${secret}`]],
    [
      "a page with one",
      refused("invalid_client", { sent: basic }),
      {},
      ["likely: The secret or assertion is wrong, or sent in a way that the server does not take."],
    ],
    ["headers that were not visible", refused("invalid_client", { sent: null }), {}, []],
    [
      "metadata without none, and headers that were not visible",
      refused("invalid_client", { sent: null }),
      { server: known({ token_endpoint_auth_methods_supported: ["client_secret_basic"] }) },
      [`likely: ${secret}`],
    ],
  ])("%s", (_, login, beside, causes) => {
    expect(causesOf("token-invalid_client", login, beside)).toEqual(causes);
  });
});

describe("other errors of the token endpoint", () => {
  it("names what a request lacks", () => {
    const login = loginSeen(
      toCallback(),
      tokenCall(
        300,
        { grant_type: "authorization_code", client_id: clientId, code },
        { error: "invalid_request" },
        { status: 400, headers: cors },
      ),
    );
    expect(causesOf("token-invalid_request", login)).toEqual([
      "likely: The request lacks redirect_uri, code_verifier.",
    ]);
    expect(causesOf("token-invalid_request", refused("invalid_request"))).toEqual([]);
  });

  it("holds a refused DPoP proof against the clock", () => {
    const at = (ahead: number) =>
      loginSeen(
        toCallback(),
        tokenCall(
          300,
          redemption,
          { error: "invalid_dpop_proof" },
          { status: 400, headers: { ...cors, Date: new Date(start + ahead).toUTCString() } },
        ),
      );
    expect(causesOf("token-invalid_dpop_proof", at(120_000))).toEqual([
      "likely: The proof's iat is not the server's time.",
    ]);
    expect(causesOf("token-invalid_dpop_proof", at(0))).toEqual([]);
  });
});

describe("token-cors (Fetch, CORS check)", () => {
  const id = "token-cors";
  const failed = (error: string, initiator = app) =>
    loginSeen(toCallback(), [
      request(300, "t", tokenEndpoint, { form: redemption, initiator, resource: "script" }),
      {
        kind: "request-failed",
        at: start + 350,
        tabId: 1,
        frameId: 0,
        provenance: "browser",
        requestId: "t",
        url: tokenEndpoint,
        error,
      },
    ]);
  const answered = (
    headers: Readonly<Record<string, string>>,
    members: object | null = null,
    more: readonly Observation[] = [],
  ) => loginSeen(toCallback(), tokenCall(300, redemption, members, { headers }), more);

  it("is seen where the header is missing or names another origin", () => {
    const lacking = diagnosisOf(id, answered({ "Cache-Control": "no-store" }));
    expect([lacking.certainty, seenIn(lacking)["Access-Control-Allow-Origin"]]).toEqual(["seen", "absent"]);
    expect(causesOf(id, answered({ "Access-Control-Allow-Origin": "https://other.example" }))).toEqual([
      "seen: The answer names another origin.",
    ]);
  });

  it.each(["net::ERR_FAILED", "NS_ERROR_DOM_BAD_URI"])("is likely where the browser says %s", (error) => {
    const diagnosis = diagnosisOf(id, failed(error));
    expect(diagnosis.certainty).toBe("likely");
    expect(diagnosis.against).toEqual(["No answer was visible whose headers would show it."]);
    expect(diagnosedIn(failed(error))).toEqual([id]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["the page's own origin", answered(cors)],
    ["any origin", answered({ "Access-Control-Allow-Origin": "*" })],
    ["headers that were not visible", answered({})],
    [
      "a token that the page used",
      answered(
        { "Cache-Control": "no-store" },
        granted,
        call(900, `${api}/me`, { Authorization: `Bearer ${accessToken()}` }),
      ),
    ],
    ["a failure within one origin", failed("net::ERR_FAILED", "https://login.example")],
    ["a request that was given up", failed("net::ERR_ABORTED")],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });

  it("tells a network that failed from CORS", () => {
    expect(diagnosedIn(failed("net::ERR_INTERNET_DISCONNECTED"))).toEqual(["token-unreachable"]);
  });
});

describe("token-refused", () => {
  const id = "token-refused";
  const answered = (status: number, members: object | null = null) =>
    loginSeen(toCallback(), tokenCall(300, redemption, members, { status, headers: cors }));

  it.each<readonly [name: string, login: Login, causes: readonly string[]]>([
    ["a failing server", answered(502), ["likely: The server itself failed."]],
    ["a limit", answered(429), ["likely: The server limits how often tokens are asked for."]],
    ["a wrong address", answered(404), ["likely: This is not the token endpoint."]],
    ["an error of its own", answered(400, { error: "mfa_required" }), []],
    ["an answer without a token", answered(200, { message: "ok" }), []],
  ])("%s", (_, login, causes) => {
    expect(causesOf(id, login)).toEqual(causes);
    expect(diagnosedIn(login)).toEqual([id]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["a body that was not visible", answered(200)],
    [
      "a request without an answer so far",
      loginSeen(toCallback(), [
        request(300, "t", tokenEndpoint, { form: redemption, initiator: app, resource: "script" }),
      ]),
    ],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});
