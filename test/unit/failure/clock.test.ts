import type { Login } from "../../../extension/flow/login.js";
import { causesOf, diagnosedIn, diagnosisOf, seenIn } from "../../fixtures/diagnosis.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { idToken, loginTime } from "../../fixtures/tokens.js";
import {
  app,
  cookie,
  loginSeen,
  look,
  redirect,
  request,
  response,
  server,
  start,
} from "../../fixtures/traffic.js";

const id = "clock-skew";
const asked = requestUrl({ response_type: "id_token", response_mode: "form_post" });

/** A form post of an ID Token that is issued so many seconds after this computer's time, and of which the app's server says this. */
function posted(iat: number, { ahead = null as number | null, status = 400, exp = iat + 3600 } = {}): Login {
  const date = ahead === null ? {} : { date: new Date(start + ahead * 1000).toUTCString() };
  const token = idToken({ iat: loginTime + iat, exp: loginTime + exp });
  return loginSeen(
    request(0, "1", asked, { initiator: app }),
    response(80, "1", asked, { headers: date }),
    request(100, "2", callback, { initiator: server, form: { id_token: token, state } }),
    status === 302
      ? redirect(120, "2", callback, `${app}/`, { method: "POST", setCookies: [cookie("sid=x; Secure")] })
      : response(120, "2", callback, { status, method: "POST" }),
  );
}

describe("clock-skew (OpenID Connect Core 1.0, section 3.1.3.7)", () => {
  it.each<readonly [name: string, login: Login, causes: readonly string[]]>([
    ["this computer is behind", posted(600, { ahead: 600 }), ["likely: This computer's clock is behind."]],
    ["this computer is ahead", posted(-4200, { ahead: -4200 }), ["likely: This computer's clock is ahead."]],
    [
      "the server's clocks differ from each other",
      posted(600, { ahead: 0 }),
      ["likely: The clock of the server that issues tokens is wrong, or the token is an old one."],
    ],
    ["no server told its time", posted(600), []],
  ])("%s", (_, login, causes) => {
    expect(causesOf(id, login)).toEqual(causes);
    expect(diagnosedIn(login)[0]).toBe(id);
  });

  it("shows the times", () => {
    expect(seenIn(diagnosisOf(id, posted(600, { ahead: 600 })))).toEqual({
      "this computer": "2026-01-05 10:00:00 UTC",
      "server's Date": "2026-01-05 10:10:00 UTC",
      iat: "2026-01-05 10:10:00 UTC",
      exp: "2026-01-05 11:10:00 UTC",
      app: "Its callback answered with status 400.",
    });
  });

  it("is told where the app was not seen to go on, if the server's Date shows it", () => {
    const fragment = (ahead: number | null) => {
      const target = `${callback}#${encode({ id_token: idToken({ iat: loginTime + 600 }), state })}`;
      const date = ahead === null ? {} : { headers: { date: new Date(start + ahead * 1000).toUTCString() } };
      const url = requestUrl({ response_type: "id_token" });
      return [
        request(0, "1", url),
        redirect(90, "1", url, target, date),
        request(100, "1", target),
        response(120, "1", target),
      ];
    };
    expect(diagnosisOf(id, loginSeen(fragment(600))).against).toEqual([
      "What the app made of it was not seen.",
    ]);
    expect(diagnosedIn(loginSeen(fragment(null)))).toEqual([]);
    const stored = look(900, `${app}/`, {
      found: [{ tokenId: "id_token", where: "localStorage", key: "id" }],
    });
    expect(diagnosedIn(loginSeen(fragment(600), stored))).not.toContain(id);
  });

  it.each<readonly [name: string, login: Login]>([
    ["less than a minute", posted(50, { ahead: 50 })],
    ["an app that went on", posted(200, { ahead: 200, status: 302 })],
  ])("is silent for %s", (_, login) => {
    expect(diagnosedIn(login)).not.toContain(id);
  });
});
