import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import {
  access,
  app,
  assembled,
  authorize,
  callback,
  implicitLogin,
  inTab,
  login,
  noon,
  withoutAccess,
} from "../../fixtures/browsing.js";

const read = (observations: readonly Observation[]) => {
  const [flow] = assembled(observations).flows;
  if (!flow) throw new Error("no flow");
  return readLogin(flow);
};
const statuses = (observations: readonly Observation[]) =>
  read(observations).steps.map(({ status }) => status);
const full = [access("*://*/*"), ...implicitLogin()];

it("says how many facts past the caps were counted only", () => {
  const [flow] = assembled(full).flows;
  const problems = (factsLeftOut: number) => flow && readLogin({ ...flow, factsLeftOut }).problems;
  expect(problems(12)).toEqual(["past the caps of a login: 12 further reports were counted and not kept"]);
  expect(problems(0)).toEqual([]);
});

describe("a request that an address of the client passes on", () => {
  it("is told as it went to the authorization server", () => {
    const tab = inTab(1);
    const own = authorize("s-1").replace(`${login}/authorize`, `${app}/start`);
    const flows = assembled([
      access("*://*/*"),
      tab.left(90, `${app}/`, "Log in"),
      tab.started(100, own),
      tab.request(101, "1", own, app),
      tab.redirect(110, "1", own, authorize("s-1")),
      tab.request(111, "1", authorize("s-1"), app),
      tab.committed(200, `${login}/u/login`),
    ]).flows;
    expect(flows).toHaveLength(1);
    const { request, server, steps } = readLogin(flows[0] as NonNullable<(typeof flows)[0]>);
    expect([request?.endpoint, server.origin]).toEqual([`${login}/authorize`, login]);
    expect(steps[0]).toMatchObject({ status: "seen", details: ["“Log in” on app.example/"] });
  });
});

describe("a login with access to all sites", () => {
  it("is named, timed and attributed", () => {
    expect(read(full)).toMatchObject({
      name: { flow: "Implicit Flow", responseType: "id_token token", channel: "fragment" },
      startedAt: noon - 11,
      endedAt: noon + 8050,
      client: { id: "spa", origin: app },
      server: { origin: login },
      problems: [],
    });
  });

  it("shows all seven steps with their times", () => {
    const { steps } = read(full);
    expect(steps.map(({ number, status, at }) => [number, status, (at ?? 0) - noon])).toEqual([
      [1, "seen", -11],
      [2, "seen", 0],
      [3, "seen", 20],
      [4, "seen", 5000],
      [5, "seen", 8050],
      [6, "seen", 8300],
      [7, "seen", 8340],
    ]);
  });

  it("says in each step what was seen", () => {
    expect(read(full).steps.map(({ details }) => details)).toEqual([
      ["“Log in” on app.example/"],
      [
        "GET login.example/authorize, sent by a page of app.example",
        "response_type id_token token",
        "response_mode fragment (default, not sent)",
      ],
      ["redirected (302) to login.example/u/login"],
      [
        "login.example/u/login: a page with a password field, “Continue” clicked, form sent",
        "login.example/u/consent: a page without a password field, “Allow” clicked, form sent",
      ],
      ["by fragment to app.example/callback", "parameters access_token, token_type, expires_in, state"],
      ["GET api.example/contacts, Bearer access_token"],
      ["200, 40 ms after GET api.example/contacts"],
    ]);
  });

  it("takes the browser's word for the click where the page's report was lost", () => {
    const acted: Observation = {
      ...inTab(1).redirect(2, "1s-11", authorize("s-1"), ""),
      ...({ kind: "person-acted" } as object),
    } as Observation;
    const [click] = read([...full.filter(({ kind }) => kind !== "page-left"), acted]).steps;
    expect(click).toMatchObject({
      status: "seen",
      provenance: "browser",
      details: ["a click or key in the app; which one was not reported"],
    });
  });

  it("says that the server answered without a prompt", () => {
    const tab = inTab(1);
    const observations = [
      access("*://*/*"),
      tab.started(0, authorize("s-1")),
      tab.request(1, "1", authorize("s-1"), app),
      tab.redirect(9, "1", authorize("s-1"), callback("s-1")),
      tab.committed(20, callback("s-1")),
    ];
    expect(statuses(observations)).toEqual([
      "not-seen",
      "seen",
      "not-seen",
      "not-seen",
      "seen",
      "not-seen",
      "not-seen",
    ]);
  });

  it("reads a response by form_post, and takes the page that posts it for no prompt", () => {
    const tab = inTab(1);
    const fields = [
      { name: "id_token", value: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" },
      { name: "state", value: "s-1" },
    ];
    const request = authorize("s-1", "&response_mode=form_post");
    const observed = read([
      access("*://*/*"),
      tab.request(0, "1", `${app}/login`, null),
      tab.redirect(9, "1", `${app}/login`, request),
      tab.request(10, "1", request),
      tab.committed(30, request),
      tab.request(60, "2", `${app}/callback`, login, fields),
      tab.redirect(70, "2", `${app}/callback`, `${app}/`),
    ]);
    expect(observed.response).toMatchObject({ channel: "form_post", receivedAt: `${app}/callback` });
    expect(observed.name.channel).toBe("form_post");
    expect(observed.steps.map(({ status }) => status)).toEqual([
      "not-seen",
      "seen",
      "not-seen",
      "not-seen",
      "seen",
      "not-seen",
      "not-seen",
    ]);
    expect(observed.steps[1]?.details[0]).toBe(
      "GET login.example/authorize, redirected (302) from app.example/login",
    );
  });

  it("tells a failed call from an answered one", () => {
    const tab = inTab(1);
    const failed: Observation = {
      ...tab.answer(9050, "88", "https://api.example/x", 0),
      kind: "request-failed",
      error: "net::ERR_FAILED",
    } as Observation;
    const { calls } = read([
      ...full,
      tab.call(9000, "88", "https://api.example/x", "Bearer opaque-access-token-1"),
      failed,
    ]);
    expect(calls.map(({ answer }) => [answer?.status, answer?.error])).toEqual([
      [200, null],
      [null, "net::ERR_FAILED"],
    ]);
  });
});

describe("a login without access", () => {
  const seen = withoutAccess(implicitLogin());

  it("shows what navigation alone tells, and marks the rest as not visible", () => {
    expect(statuses(seen)).toEqual([
      "not-visible",
      "seen",
      "seen",
      "seen",
      "seen",
      "not-visible",
      "not-visible",
    ]);
  });

  it("says which sites were hidden and what would show them", () => {
    expect(read(seen).visibility).toEqual({
      allSites: false,
      visibleHosts: [],
      hiddenHosts: ["app.example", "login.example"],
      summary:
        "Not visible: redirects, posted forms, clicks and API calls of app.example, login.example and other sites.",
      patterns: ["*://app.example/*", "*://login.example/*"],
    });
  });

  it("counts only the sites that are covered as visible", () => {
    expect(read([access("*://login.example/*"), ...seen]).visibility).toMatchObject({
      visibleHosts: ["login.example"],
      hiddenHosts: ["app.example"],
    });
  });
});

describe("malformed input", () => {
  it("shows what can be shown and says what is wrong where", () => {
    const request = authorize("a%zzb").replace(encodeURIComponent(`${app}/callback`), "not%20a%20url");
    const observed = read([inTab(1).started(0, request)]);
    expect(observed.request?.parameters.find(({ name }) => name === "state")?.value).toBe("a%zzb");
    expect(observed.problems).toEqual([
      "authorization request: state: percent-encoding broken at character 2 of the value",
      "authorization request: redirect_uri is not a URL: not a url",
    ]);
  });
});
