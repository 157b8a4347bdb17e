import { authorizationErrors } from "../../../extension/failure/authorization-error-codes.js";
import type { Login } from "../../../extension/flow/login.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { clientId, jws, loginTime } from "../../fixtures/tokens.js";
import {
  app,
  authorize,
  committed,
  left,
  loginSeen,
  posted,
  redirect,
  request,
  response,
  sentHeaders,
  server,
  start,
  toCallback,
} from "../../fixtures/traffic.js";

type Values = Readonly<Record<string, string | undefined>>;

/** A code login that the server answers with an error at once. */
const refused = (error: string, asked: Values = {}, description?: string): Login =>
  loginSeen(
    toCallback(`${callback}?${encode({ error, error_description: description, state })}`, authorize(asked)),
  );

/** An implicit login that the server answers with an error at once. */
const implicit = (error: string, asked: Values = {}, description?: string): Login =>
  loginSeen(
    toCallback(`${callback}#${encode({ error, error_description: description, state })}`, requestUrl(asked)),
  );

describe("every error code that is registered for authorization responses has a rule", () => {
  it.each([
    "invalid_request",
    "unauthorized_client",
    "access_denied",
    "unsupported_response_type",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "invalid_request_object",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
    "unmet_authentication_requirements",
    "invalid_target",
    "invalid_authorization_details",
    "invalid_dpop_proof",
    "use_dpop_nonce",
  ])("%s", (code) => {
    const login = refused(code, { redirect_uri: callback }, "Something is wrong.");
    const diagnosis = diagnosisOf(`authorization-${code}`, login);
    expect(diagnosis.certainty).toBe("seen");
    expect(seenIn(diagnosis)).toMatchObject({
      error: code,
      error_description: "Something is wrong.",
      client_id: clientId,
    });
    expect(diagnosis.causes.length).toBeGreaterThan(0);
    expect(diagnosedIn(refused("other_error"))).not.toContain(diagnosis.id);
  });

  it("and no rule is for another", () => {
    expect(Object.keys(authorizationErrors)).toHaveLength(21);
  });
});

const types = (...response_types_supported: string[]) => ({ server: known({ response_types_supported }) });

describe("what lies behind an error is likely only where something speaks for it", () => {
  it.each<
    readonly [
      name: string,
      id: string,
      login: Login,
      beside: Parameters<typeof causesOf>[2],
      causes: readonly string[],
    ]
  >([
    [
      "a response type that the metadata do not list",
      "authorization-unsupported_response_type",
      implicit("unsupported_response_type"),
      types("code", "code id_token"),
      ["likely: response_type id_token token is not offered, or is switched off at the server."],
    ],
    [
      "a response type that they list in another order",
      "authorization-unsupported_response_type",
      implicit("unsupported_response_type"),
      types("code", "token id_token"),
      [],
    ],
    [
      "a server of which nothing is known",
      "authorization-unsupported_response_type",
      implicit("unsupported_response_type"),
      {},
      [],
    ],
    [
      "the implicit grant that the metadata do not list",
      "authorization-unauthorized_client",
      implicit("unauthorized_client"),
      { server: known({ grant_types_supported: ["authorization_code"] }) },
      ["likely: The client may not use response_type id_token token."],
    ],
    [
      "a scope that the metadata do not list",
      "authorization-invalid_scope",
      refused("invalid_scope", { scope: "openid orders:read" }),
      { server: known({ scopes_supported: ["openid", "profile"] }) },
      ["likely: The server does not know orders:read."],
    ],
    [
      "offline_access without a code",
      "authorization-invalid_scope",
      implicit("invalid_scope", { scope: "openid offline_access" }),
      {},
      ["likely: offline_access was asked for where no refresh token can be issued."],
    ],
    [
      "PKCE, which the server demands",
      "authorization-invalid_request",
      refused(
        "invalid_request",
        { code_challenge: undefined, code_challenge_method: undefined },
        "PKCE is required",
      ),
      {},
      ["likely: The server demands PKCE of this client."],
    ],
    ["PKCE, which was sent", "authorization-invalid_request", refused("invalid_request"), {}, []],
    [
      "a parameter sent twice",
      "authorization-invalid_request",
      loginSeen(
        toCallback(
          `${callback}?${encode({ error: "invalid_request", state })}`,
          `${authorize()}&scope=openid`,
        ),
      ),
      {},
      ["likely: One OAuth parameter occurs twice in the same message."],
    ],
    [
      "a person whom nobody asked",
      "authorization-access_denied",
      refused("access_denied", {}, "Please verify your email first."),
      {},
      [
        "likely: A rule of the server refused this person: not assigned to the app, not verified, blocked, or a condition not met.",
      ],
    ],
    [
      "a person who cancelled",
      "authorization-access_denied",
      loginSeen(
        request(0, "1", authorize(), { initiator: app }),
        redirect(20, "1", authorize(), `${server}/u/consent`),
        request(30, "1", `${server}/u/consent`),
        response(80, "1", `${server}/u/consent`),
        committed(90, `${server}/u/consent`),
        left(4000, `${server}/u/consent`, false),
        request(4010, "2", `${server}/u/consent`, { initiator: server, form: { action: "no" } }),
        redirect(
          4100,
          "2",
          `${server}/u/consent`,
          `${callback}?${encode({ error: "access_denied", state })}`,
        ),
      ),
      {},
      ["likely: The person cancelled or did not consent."],
    ],
    [
      "no session, asked for in a tab of its own",
      "authorization-login_required",
      refused("login_required", { prompt: "none" }),
      {},
      ["likely: There is no session at the server for this browser."],
    ],
    [
      "an old session",
      "authorization-login_required",
      refused("login_required", { max_age: "60" }),
      {},
      ["likely: The session is older than max_age allows."],
    ],
    [
      "consent on this machine",
      "authorization-consent_required",
      loginSeen(
        toCallback(
          `http://localhost:3000/callback?${encode({ error: "consent_required", state })}`,
          authorize({ prompt: "none", redirect_uri: "http://localhost:3000/callback" }),
        ),
      ),
      {},
      [
        "likely: The person has not consented to this client and scope yet.",
        "likely: The server does not skip consent for an app on this very machine.",
      ],
    ],
    [
      "an expired Request Object",
      "authorization-invalid_request_object",
      refused("invalid_request_object", {
        request: jws({ alg: "RS256" }, { client_id: clientId, exp: loginTime - 60 }),
      }),
      {},
      ["likely: It had expired."],
    ],
    [
      "a Request Object that has not expired",
      "authorization-invalid_request_object",
      refused("invalid_request_object", {
        request: jws({ alg: "RS256" }, { client_id: clientId, exp: loginTime + 60 }),
      }),
      {},
      [],
    ],
    [
      "an acr that cannot be had",
      "authorization-unmet_authentication_requirements",
      refused("unmet_authentication_requirements", { acr_values: "urn:example:gold" }),
      {},
      ["likely: The acr that the request demands is not offered, or not to this person."],
    ],
  ])("%s", (_, id, login, beside, causes) => {
    expect(causesOf(id, login, beside)).toEqual(causes);
  });

  const uri = "urn:ietf:params:oauth:request_uri:6esc11ACC5bwc014ltc14eY22c";
  const byReference = `${server}/authorize?${encode({ client_id: clientId, request_uri: uri })}`;

  it("a request_uri used by an earlier login is used twice, which is seen", () => {
    const asked = {
      request: byReference,
      response: `${callback}?${encode({ error: "invalid_request_uri", state })}`,
    };
    const [first, second] = [loginOf({ ...asked, id: "login-0", earlier: 60_000 }), loginOf(asked)];
    const id = "authorization-invalid_request_uri";
    expect(causesOf(id, second, remembering(first, second))).toEqual([
      "seen: The request_uri had been used before.",
    ]);
    expect(causesOf(id, second, remembering(second))).toEqual([]);
  });

  it("tries what fits the likely causes first, and says why", () => {
    const login = refused("access_denied", {}, "Please verify your email first.");
    const { causes, tryThis } = diagnosisOf("authorization-access_denied", login);
    expect(tryThis).toEqual([
      "Look the login up in the server's log, where the rule that refused it is named.",
    ]);
    // No page of the server asked the person for anything, so nobody cancelled.
    expect(causes.map(({ certainty }) => certainty)).toEqual(["likely"]);
  });
});

describe("an error that is not registered", () => {
  it.each(["consent_blocked", "constructor"])(
    "%s is shown with the server's words, and not explained",
    (error) => {
      const diagnosis = diagnosisOf(
        "authorization-error-unregistered",
        refused(error, {}, "Ask your admin."),
      );
      expect(seenIn(diagnosis)).toMatchObject({ error, error_description: "Ask your admin." });
      expect(diagnosis.causes).toEqual([]);
    },
  );
});

describe("pushed requests (RFC 9126, section 2.3)", () => {
  const uri = "urn:ietf:params:oauth:request_uri:6esc11ACC5bwc014ltc14eY22c";
  const endpoint = `${server}/par`;
  const form = { client_id: clientId, response_type: "code", redirect_uri: callback, state };
  const push = (ms: number, status: number, body: object) => [
    posted(ms, endpoint, form),
    sentHeaders(ms + 1, `posted-${ms}`, endpoint, {}, "POST"),
    response(ms + 50, `posted-${ms}`, endpoint, { status, method: "POST" }),
    {
      kind: "response-body",
      at: start + ms + 60,
      tabId: 1,
      frameId: 0,
      provenance: "browser",
      requestId: `posted-${ms}`,
      url: endpoint,
      method: "POST",
      status,
      text: JSON.stringify(body),
      truncated: false,
    } as const,
  ];
  const goOn = request(500, "1", `${server}/authorize?${encode({ client_id: clientId, request_uri: uri })}`, {
    initiator: app,
  });

  it("tells of the last one, if it was refused", () => {
    const diagnosis = diagnosisOf(
      "pushed-request-refused",
      loginSeen(push(0, 400, { error: "invalid_request" }), goOn),
    );
    expect(seenIn(diagnosis)).toMatchObject({ endpoint, status: "400" });
  });

  it("is silent where a second one was taken", () => {
    const login = loginSeen(
      push(0, 400, { error: "use_dpop_nonce" }),
      push(200, 201, { request_uri: uri, expires_in: 60 }),
      goOn,
    );
    expect(diagnosedIn(login)).toEqual([]);
  });
});
