import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { known } from "../../fixtures/server.js";
import { clientId } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  committed,
  loginSeen,
  page,
  redirect,
  request,
  response,
  server,
  start,
} from "../../fixtures/traffic.js";

const id = "server-error-page";
const typo = "https://app.example/calback";
const asked = authorize({ redirect_uri: typo });

/** The server answers the authorization request itself, by a page with this status. */
const answered = (status: number, url = asked): Login =>
  loginSeen(page(0, "1", url, { initiator: app, status }));

/** An earlier login of the same client that was answered. */
const earlier = (redirect_uri: string): Login =>
  loginOf({
    request: requestUrl({ redirect_uri }),
    response: `${redirect_uri}#${encode({ error: "access_denied", state })}`,
    id: "login-0",
    earlier: 600_000,
  });

describe("server-error-page (RFC 6749, section 4.1.2.1)", () => {
  it("shows the redirect URI and the client that were sent", () => {
    const diagnosis = diagnosisOf(id, answered(400));
    expect(diagnosis.certainty).toBe("seen");
    expect(seenIn(diagnosis)).toEqual({
      page: `${server}/authorize`,
      status: "400",
      "client_id sent": clientId,
      "redirect_uri sent": typo,
    });
  });

  it("does not say which of the two it is where nothing tells", () => {
    expect(causesOf(id, answered(400))).toEqual([]);
    expect(diagnosisOf(id, answered(400)).causes.map(({ what }) => what)).toEqual([
      `The redirect URI ${typo} is not registered for this client.`,
      `The server knows no client ${clientId}.`,
      "This is not the authorization endpoint.",
    ]);
  });

  const elsewhere = { server: known({ authorization_endpoint: `${server}/oauth2/authorize` }) };

  it.each<
    readonly [name: string, login: Login, beside: Parameters<typeof causesOf>[2], causes: readonly string[]]
  >([
    [
      "an earlier login with another redirect URI speaks for the redirect URI",
      answered(400),
      remembering(earlier(callback)),
      [`likely: The redirect URI ${typo} is not registered for this client.`],
    ],
    ["an earlier login with the same one speaks against both", answered(400), remembering(earlier(typo)), []],
    ["a status of 500 speaks for the server", answered(503), {}, ["likely: The server itself failed."]],
    [
      "a status of 404 for the wrong address",
      answered(404),
      elsewhere,
      ["likely: This is not the authorization endpoint."],
    ],
    [
      "another endpoint in the metadata alone, too",
      answered(400),
      elsewhere,
      ["likely: This is not the authorization endpoint."],
    ],
    ["metadata that are not known say nothing", answered(400), { server: nothingKnown }, []],
    [
      "a parameter sent twice",
      answered(400, `${asked}&client_id=other`),
      {},
      ["likely: One OAuth parameter occurs twice in the same message."],
    ],
  ])("%s", (_, login, beside, causes) => {
    expect(causesOf(id, login, beside)).toEqual(causes);
  });

  it.each<readonly [name: string, url: string, causes: readonly string[]]>([
    [
      "by a parameter that names the redirect URI",
      `${server}/error?error=invalid_request&error_description=redirect_uri_mismatch`,
      [`likely: The redirect URI ${typo} is not registered for this client.`],
    ],
    ["by its path", `${server}/oauth/error`, []],
  ])("sees an error page that comes with status 200 %s, even without access", (_, url, causes) => {
    const redirected = loginSeen(
      request(0, "1", asked, { initiator: app }),
      redirect(50, "1", asked, url),
      request(60, "1", url),
      response(80, "1", url),
      committed(90, url),
    );
    expect(causesOf(id, redirected)).toEqual(causes);
    const unseen = loginSeen(
      access(),
      { kind: "navigation-started", at: start, tabId: 1, frameId: 0, provenance: "browser", url: asked },
      committed(90, url),
    );
    expect(diagnosedIn(unseen)).toEqual([id]);
  });

  it.each<readonly [name: string, login: Login]>([
    ["a page with status 200", loginSeen(page(0, "1", asked, { initiator: app }))],
    [
      "an error page that another page follows",
      loginSeen(page(0, "1", asked, { status: 401 }), page(5000, "2", `${server}/u/login`)),
    ],
    [
      "an error page of the app",
      loginSeen(
        request(0, "1", asked),
        redirect(50, "1", asked, `${app}/oops`),
        request(60, "1", `${app}/oops`),
        response(80, "1", `${app}/oops`, { status: 500 }),
      ),
    ],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});

describe("server-unreachable", () => {
  const failed = (error: string, ...more: readonly (readonly Observation[])[]) =>
    loginSeen(
      request(0, "1", asked, { initiator: app }),
      {
        kind: "request-failed",
        at: start + 40,
        tabId: 1,
        frameId: 0,
        provenance: "browser",
        requestId: "1",
        url: asked,
        error,
      },
      ...more,
    );

  it("tells how the browser put it", () => {
    const diagnosis = diagnosisOf("server-unreachable", failed("net::ERR_NAME_NOT_RESOLVED"));
    expect(seenIn(diagnosis)).toEqual({ page: `${server}/authorize`, error: "net::ERR_NAME_NOT_RESOLVED" });
  });

  it.each([
    ["a load that another replaced", failed("net::ERR_ABORTED")],
    ["one that Firefox gave up", failed("NS_BINDING_ABORTED")],
    ["a page that came after all", failed("net::ERR_NETWORK_CHANGED", page(500, "2", asked))],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});
