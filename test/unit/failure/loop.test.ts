import type { Login } from "../../../extension/flow/login.js";
import { causesOf, diagnosedIn, diagnosisOf, remembering, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, loginOf, requestUrl, sentAt, state } from "../../fixtures/login.js";
import {
  app,
  authorize,
  codeResponse,
  cookie,
  left,
  loginSeen,
  redirect,
  request,
  response,
} from "../../fixtures/traffic.js";

const id = "login-loop";

/** A login that is answered within five seconds and takes place so much earlier than the last, ms. */
const round = (
  number: number,
  earlier: number,
  { asked = authorize(), response = codeResponse, tabId = 1 } = {},
): Login => loginOf({ request: asked, response, id: `login-${number}`, earlier, tabId });

const rounds = (...earlier: readonly number[]) => earlier.map((ms, index) => round(index, ms));

/** What the rules say of the last of several logins. */
const inLast = (logins: readonly Login[]): readonly string[] =>
  diagnosedIn(logins.at(-1) as Login, remembering(...logins));

describe("login-loop", () => {
  it("is three logins of one client, each soon after the other", () => {
    const logins = rounds(14_000, 7000, 0);
    expect(inLast(logins)).toEqual([id]);
    expect(seenIn(diagnosisOf(id, logins.at(-1) as Login, remembering(...logins)))).toEqual({
      logins: "3 within 19 s",
      client_id: "Bq3kTz0vYw8",
      answers: "no error",
    });
  });

  it("is told of each login of it", () => {
    const logins = rounds(14_000, 7000, 0);
    expect(diagnosedIn(logins[0] as Login, remembering(...logins))).toContain(id);
  });

  it.each<readonly [name: string, logins: readonly Login[]]>([
    ["two logins", rounds(7000, 0)],
    ["a minute between two of them", rounds(74_000, 67_000, 0)],
    ["three tabs", [round(1, 14_000, { tabId: 7 }), round(2, 7000, { tabId: 8 }), round(3, 0)]],
    [
      "another client",
      [round(1, 14_000, { asked: requestUrl({ client_id: "other" }) }), round(2, 7000), round(3, 0)],
    ],
    [
      "silent logins before it",
      [
        round(1, 14_000, { asked: authorize({ prompt: "none" }) }),
        round(2, 7000, { asked: authorize({ prompt: "none" }) }),
        round(3, 0),
      ],
    ],
    [
      "silent logins at each page",
      [14_000, 7000, 0].map((ms, index) => round(index, ms, { asked: authorize({ prompt: "none" }) })),
    ],
  ])("is not %s", (_, logins) => {
    expect(inLast(logins)).not.toContain(id);
  });

  it("is not what a person clicks", () => {
    const clicked = loginSeen(
      left(-50, `${app}/`, false),
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
    );
    const others = [round(2, 1000), round(3, 8000)];
    expect(diagnosedIn(clicked, remembering(clicked, ...others))).not.toContain(id);
  });

  it("comes of errors that the app answers by asking again", () => {
    const failing = { response: `${callback}?${encode({ error: "access_denied", state })}` };
    const logins = [14_000, 7000, 0].map((ms, index) => round(index, ms, failing));
    expect(inLast(logins)).toEqual(["authorization-access_denied", id]);
    expect(causesOf(id, logins.at(-1) as Login, remembering(...logins))).toEqual([
      "seen: The server answers with an error, and the app asks again.",
    ]);
  });

  it("comes likely of a session cookie that the next page does not get", () => {
    const last = (cookiesSent: readonly string[]) =>
      loginSeen(
        request(0, "1", authorize(), { initiator: app }),
        redirect(90, "1", authorize(), codeResponse),
        request(100, "1", codeResponse),
        redirect(110, "1", codeResponse, `${app}/`, { setCookies: [cookie("sid=x; SameSite=None")] }),
        request(111, "1", `${app}/`),
        response(140, "1", `${app}/`, { cookiesSent }),
      );
    const history = remembering(round(2, 1000), round(3, 8000));
    expect(causesOf(id, last([]), history)).toEqual([
      "likely: The app's session cookie is not kept, so the next page finds nobody logged in.",
    ]);
    expect(causesOf(id, last(["sid"]), history)).toEqual([]);
  });
});

describe("a loop that a click began", () => {
  const acted = (id: number, earlier: number): Login =>
    loginOf({
      request: authorize(),
      response: codeResponse,
      id: `login-${id}`,
      earlier,
      more: [
        {
          at: sentAt - earlier,
          tabId: 1,
          frameId: 0,
          provenance: "browser",
          kind: "person-acted",
          requestId: "1",
          url: authorize(),
        },
      ],
    });

  it("is told of the logins to which a redirect passed that click on", () => {
    expect(inLast([acted(1, 9200), acted(2, 4600), acted(3, 0)])).toEqual([id]);
  });

  it("is none where a person clicks again and again", () => {
    expect(inLast([acted(1, 12_000), acted(2, 6000), acted(3, 0)])).toEqual([]);
  });
});
