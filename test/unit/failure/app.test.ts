import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { causesOf, diagnosedIn, diagnosisOf, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  app,
  authorize,
  changed,
  code,
  codeResponse,
  loginSeen,
  redemption,
  redirect,
  request,
  response,
  server,
  start,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";

const cors = { "Access-Control-Allow-Origin": app };
const granted = tokenCall(300, redemption, { access_token: opaqueToken }, { headers: cors });
const otherState = `${callback}?${encode({ code, state: "another" })}`;

/** A form post of an ID Token that the app's server answers with this status. */
const posted = (status: number, claims = {}): Login =>
  loginSeen(
    request(0, "1", requestUrl({ response_type: "id_token", response_mode: "form_post" }), {
      initiator: app,
    }),
    request(100, "2", callback, { initiator: server, form: { id_token: idToken(claims), state } }),
    response(120, "2", callback, { status, method: "POST" }),
  );

const answered = (status: number): Login => loginSeen(toCallback(codeResponse, authorize(), { status }));

describe("app-accepted-wrong", () => {
  const id = "app-accepted-wrong";

  it("is seen where the code of a response with another state was redeemed", () => {
    const diagnosis = diagnosisOf(id, loginSeen(toCallback(otherState), granted));
    expect(diagnosis.certainty).toBe("seen");
    expect(seenIn(diagnosis)).toEqual({
      "state-mismatch": "The returned state is absent or different.",
      response: "code, state by query",
    });
  });

  it.each<readonly [name: string, login: Login]>([
    ["the response is right", loginSeen(toCallback(), granted)],
    ["what the app did was not seen", loginSeen(toCallback(otherState))],
    ["the app refused it", loginSeen(toCallback(otherState, authorize(), { status: 400 }))],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});

describe("app-refused-wrong", () => {
  it("says that the app was right to stop, and why", () => {
    const login = loginSeen(toCallback(otherState, authorize(), { status: 400 }));
    expect(diagnosedIn(login)).toEqual(["app-refused-wrong"]);
    expect(causesOf("app-refused-wrong", login)).toEqual([
      "seen: The returned state is absent or different.",
    ]);
    expect(diagnosedIn(posted(403, { nonce: "another" }))).toEqual(["app-refused-wrong"]);
  });

  it("is silent for a response that is right", () => {
    expect(diagnosedIn(answered(400))).not.toContain("app-refused-wrong");
  });
});

describe("app-stopped", () => {
  const id = "app-stopped";

  it.each<readonly [name: string, login: Login, causes: readonly string[]]>([
    [
      "there is no such page",
      answered(404),
      ["likely: The app has nothing at this address, or not for this method."],
    ],
    [
      "a form may not be posted there",
      posted(405),
      ["likely: The app has nothing at this address, or not for this method."],
    ],
    [
      "its server fails",
      answered(500),
      ["likely: The app's server failed, often as its own token request did."],
    ],
    ["it refuses, and nobody sees why", answered(400), []],
  ])("%s", (_, login, causes) => {
    expect(diagnosedIn(login)).toEqual([id]);
    expect(causesOf(id, login)).toEqual(causes);
  });

  it("sees a callback that leads to an error page", () => {
    const to = `${app}/login?error=bad`;
    const login = loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      redirect(110, "1", codeResponse, to),
      request(111, "1", to),
      response(140, "1", to),
    );
    expect(seenIn(diagnosisOf(id, login)).app).toBe(
      "Its callback led to an error page, or back to the server.",
    );
  });

  it.each<readonly [name: string, login: Login]>([
    ["the callback is answered with 200", answered(200)],
    [
      "the server answered with an error",
      loginSeen(
        toCallback(`${callback}?${encode({ error: "access_denied", state })}`, authorize(), { status: 400 }),
      ),
    ],
    [
      "the code was redeemed all the same",
      loginSeen(toCallback(codeResponse, authorize(), { status: 404 }), granted),
    ],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});

describe("callback-unreachable", () => {
  const id = "callback-unreachable";
  const failed = (error: string) =>
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      {
        kind: "request-failed",
        at: start + 110,
        tabId: 1,
        frameId: 0,
        provenance: "browser",
        requestId: "1",
        url: codeResponse,
        error,
      },
    );

  it("shows the callback without the code", () => {
    expect(diagnosedIn(failed("net::ERR_CONNECTION_REFUSED"))).toEqual([id]);
    expect(seenIn(diagnosisOf(id, failed("net::ERR_CONNECTION_REFUSED")))).toEqual({
      callback,
      error: "net::ERR_CONNECTION_REFUSED",
    });
  });

  it("is silent for a load that another replaced", () => {
    expect(diagnosedIn(failed("net::ERR_ABORTED"))).toEqual([]);
  });
});

describe("a callback whose script goes on to an error page", () => {
  const byNext = [request(400, "8", `${app}/error?error=state`, { initiator: app })];
  const byHistory = [changed(400, `${app}/login?error=state`)];
  const laterOn = [request(12_000, "8", `${app}/error?error=state`, { initiator: app })];

  it.each<readonly [name: string, facts: readonly Observation[], ids: readonly string[]]>([
    ["by a new document", byNext, ["app-stopped"]],
    ["by its history", byHistory, ["app-stopped"]],
    ["long after", laterOn, []],
    ["not at all", [request(400, "8", `${app}/contacts`, { initiator: app })], []],
  ])("%s", (_, facts, ids) => {
    expect(diagnosedIn(loginSeen(toCallback(), facts))).toEqual(ids);
  });
});
