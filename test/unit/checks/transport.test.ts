import { caseOf } from "../../../extension/checks/case.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { callback, requestUrl, state } from "../../fixtures/login.js";
import { clientId, opaqueToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  call,
  code,
  codeResponse,
  committed,
  left,
  loginSeen,
  page,
  redemption,
  redirect,
  request,
  response,
  sentHeaders,
  server,
  start,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const withoutAccess = loginSeen(access(), committed(0, authorize()), committed(5000, codeResponse));
const granted = { access_token: opaqueToken, token_type: "Bearer" };

describe("transport-insecure (RFC 6749, section 3.1)", () => {
  const id = "transport-insecure";
  const plain = authorize().replace("https://login.example", "http://login.example");
  const local = authorize().replace("https://login.example", "http://localhost:8080");
  const upgraded = (headers: Readonly<Record<string, string>>) =>
    loginSeen(
      request(0, "1", plain),
      redirect(2, "1", plain, authorize(), { status: 307, headers }),
      request(3, "1", authorize()),
    );
  const calling = (url: string) =>
    loginSeen(
      toCallback(),
      tokenCall(300, redemption, granted),
      call(600, url, { Authorization: `Bearer ${opaqueToken}` }),
    );

  it.each([
    ["the authorization endpoint", loginSeen(request(0, "1", plain)), "fired high"],
    [
      "the token endpoint",
      loginSeen(toCallback(), tokenCall(300, redemption, granted, { endpoint: "http://login.example/t" })),
      "fired high",
    ],
    ["an API", calling("http://api.example/me"), "fired high"],
    ["this very machine", loginSeen(request(0, "1", local)), "silent"],
    ["https", calling("https://api.example/me"), "silent"],
    ["a hop that the browser upgraded", upgraded({ "non-authoritative-reason": "HSTS" }), "silent"],
    ["a hop that the server redirected", upgraded({ location: "https://login.example/" }), "fired high"],
    ["nothing seen", loginSeen(access()), "undetermined"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("judges what the metadata publish", () => {
    const value = { issuer: `${server}/`, jwks_uri: "http://login.example/keys" };
    const metadata = { state: "known", url: `${server}/m`, at: start, value } as const;
    const theCase = caseOf(loginSeen(toCallback()), { server: { ...nothingKnown, metadata } });
    expect(evidenceOf(id, theCase)).toEqual({
      jwks_uri: "http://login.example/keys",
      carries: "published in the metadata",
    });
  });

  it("names the parameters, without values", () => {
    const login = loginSeen(
      toCallback(),
      tokenCall(300, redemption, granted, { endpoint: "http://login.example/t" }),
    );
    expect(evidenceOf(id, login)).toEqual({
      "token endpoint": "http://login.example/t",
      carries: "grant_type, client_id, code, code_verifier, redirect_uri",
    });
  });
});

describe("clickjacking-unprotected (RFC 9700, section 4.16)", () => {
  const id = "clickjacking-unprotected";
  const prompt = `${server}/u/login`;
  const shown = (
    headers: Readonly<Record<string, string>>,
    place: { frameId?: number; initiator?: string } = {},
  ) => [
    ...page(0, "1", prompt, { headers, initiator: app, ...place }),
    request(5000, "2", prompt, { form: { username: "", password: "" }, ...place, initiator: server }),
    redirect(5050, "2", prompt, codeResponse, { status: 303, method: "POST", ...place }),
    request(5051, "2", codeResponse, place),
    committed(5100, codeResponse, place),
  ];
  const asked: readonly Observation[] = [
    request(-100, "0", authorize(), { initiator: app }),
    redirect(-50, "0", authorize(), prompt),
  ];
  const csp = (policy: string) => ({ "content-security-policy": policy });

  it.each([
    ["neither header", {}, "fired medium"],
    ["itself alone", csp("frame-ancestors 'self'"), "silent"],
    ["named hosts", csp("frame-ancestors https://portal.example"), "silent"],
    ["anyone", csp("frame-ancestors *"), "fired medium"],
    ["anyone by one policy, nobody by another", csp("frame-ancestors *, frame-ancestors 'none'"), "silent"],
    ["any https page", csp("frame-ancestors https:"), "fired medium"],
    ["X-Frame-Options", { "x-frame-options": "DENY" }, "silent"],
    ["an obsolete X-Frame-Options", { "x-frame-options": "ALLOW-FROM https://a.example" }, "fired medium"],
    [
      "a policy that overrides it",
      { ...csp("frame-ancestors *"), "x-frame-options": "DENY" },
      "fired medium",
    ],
  ])("%s", (_, headers, summary) => {
    expect(summaryOf(id, loginSeen(asked, shown(headers)))).toBe(summary);
  });

  it("is worse in a frame of another site", () => {
    const framed = shown({}, { frameId: 4, initiator: app });
    expect(summaryOf(id, loginSeen(asked, framed))).toBe("fired high");
  });

  it("knows a page by its password field, too", () => {
    const facts = [
      ...page(0, "1", prompt, { initiator: app }),
      left(5000, prompt, true),
      committed(5100, codeResponse),
    ];
    expect(summaryOf(id, loginSeen(asked, facts))).toBe("fired medium");
  });

  it("is undetermined where headers or what the page asked were not visible", () => {
    const bare = [committed(30, prompt), left(5000, prompt, true), committed(5100, codeResponse)];
    expect(summaryOf(id, loginSeen(asked.slice(0, 1), bare))).toBe("undetermined");
    expect(summaryOf(id, loginSeen(asked, page(0, "1", prompt), committed(5100, codeResponse)))).toBe(
      "undetermined",
    );
    expect(summaryOf(id, withoutAccess)).toBe("undetermined");
  });

  it("does not apply where the server showed nothing", () => {
    expect(summaryOf(id, loginSeen(toCallback()))).toBe("not-applicable");
  });

  it("shows page and both headers", () => {
    expect(evidenceOf(id, loginSeen(asked, shown(csp("frame-ancestors *"))))).toEqual({
      page: prompt,
      "frame-ancestors": "frame-ancestors *",
      "X-Frame-Options": "absent",
      "shown in": "a tab of its own",
    });
  });
});

describe("redirect-307-credentials (RFC 9700, section 4.12)", () => {
  const id = "redirect-307-credentials";
  const posted = (
    status: number,
    to: string,
    form: Readonly<Record<string, string>> = { username: "", password: "" },
  ) =>
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      request(5000, "2", `${server}/u/login`, { form, initiator: server }),
      redirect(5050, "2", `${server}/u/login`, to, { status, method: "POST" }),
    );

  it.each([
    ["307 to the client", posted(307, codeResponse), "fired high"],
    [
      "308 to another host of the server's site",
      posted(308, "https://consent.login.example/"),
      "fired medium",
    ],
    ["307 within the origin", posted(307, `${server}/u/mfa`), "silent"],
    ["303 to the client", posted(303, codeResponse), "silent"],
    ["307 of an empty form", posted(307, codeResponse, {}), "silent"],
    ["no form at all", loginSeen(toCallback()), "not-applicable"],
    ["without access", withoutAccess, "undetermined"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows status, both origins and the names of the fields", () => {
    expect(evidenceOf(id, posted(307, codeResponse))).toEqual({
      status: "307",
      from: server,
      to: app,
      form: "username, password",
    });
  });
});

describe("cors-on-authorization-endpoint (RFC 9700, section 2.6)", () => {
  const id = "cors-on-authorization-endpoint";
  const answered = (headers: Readonly<Record<string, string>>) =>
    loginSeen(request(0, "1", authorize()), redirect(90, "1", authorize(), codeResponse, { headers }));
  const cors = { "access-control-allow-origin": app };
  const credentials = { ...cors, "access-control-allow-credentials": "true" };
  const fetched = [
    sentHeaders(9000, "x", authorize({ prompt: "none" }), { "Sec-Fetch-Mode": "cors" }),
    response(9050, "x", authorize({ prompt: "none" }), { headers: cors }),
  ];

  it.each([
    ["with credentials", answered(credentials), "fired medium"],
    ["without credentials", answered(cors), "fired low"],
    ["no such header", answered({}), "silent"],
    ["a script that calls it", loginSeen(toCallback(), fetched), "fired low"],
    [
      "the token endpoint",
      loginSeen(toCallback(), tokenCall(300, redemption, granted, { headers: credentials })),
      "silent",
    ],
    ["without access", withoutAccess, "undetermined"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("shows endpoint and headers", () => {
    expect(evidenceOf(id, answered(credentials))).toEqual({
      endpoint: `${server}/authorize`,
      "called by": "a navigation",
      "Access-Control-Allow-Origin": app,
      "Access-Control-Allow-Credentials": "true",
    });
  });
});

it("keeps the clean run of a form post clean", () => {
  const url = requestUrl({ response_type: "code", response_mode: "form_post" });
  const login = loginSeen(
    page(0, "1", url, {
      initiator: app,
      headers: { "cache-control": "no-store", "x-frame-options": "DENY" },
    }),
    request(60, "2", callback, { form: { code, state }, initiator: server }),
    redirect(90, "2", callback, `${app}/home`, { method: "POST", status: 303 }),
  );
  expect(login.client.id).toBe(clientId);
  for (const id of [
    "clickjacking-unprotected",
    "redirect-307-credentials",
    "credential-response-cacheable",
  ]) {
    expect(summaryOf(id, login)).not.toContain("fired");
  }
});
