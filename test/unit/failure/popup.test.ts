import type { Login } from "../../../extension/flow/login.js";
import { causesOf, diagnosedIn, diagnosisOf, seenIn } from "../../fixtures/diagnosis.js";
import { state } from "../../fixtures/login.js";
import {
  access,
  app,
  authorize,
  closed,
  code,
  committed,
  left,
  loginSeen,
  message,
  page,
  redirect,
  request,
  response,
  server,
  toCallback,
} from "../../fixtures/traffic.js";

const prompt = `${server}/u/login`;

/** A window that asks and is led to a prompt, which is shown at 130 ms. */
const asking = (url = authorize(), headers = {}) => [
  request(0, "1", url, { initiator: app }),
  redirect(90, "1", url, prompt, { headers }),
  request(100, "1", prompt),
  response(120, "1", prompt, { headers }),
  committed(130, prompt),
];
const byMessage = authorize({ response_mode: "web_message" });

describe("window-closed", () => {
  it.each<readonly [name: string, login: Login, causes: readonly string[]]>([
    [
      "a person who was asked and closed it",
      loginSeen(asking(), left(7000, prompt, true), closed(7010)),
      ["likely: The person closed it."],
    ],
    [
      "the app's timer",
      loginSeen(asking(byMessage), left(59_990, prompt, true), closed(60_000)),
      ["likely: The app closed it, for it had waited long enough or its page was left."],
    ],
    [
      "a window that was shown for an instant",
      loginSeen(asking(), closed(400)),
      ["likely: The app closed it, for it had waited long enough or its page was left."],
    ],
    [
      "long enough to be read, at no round time",
      loginSeen(asking(), closed(7010)),
      ["likely: The person closed it."],
    ],
  ])("%s", (_, login, causes) => {
    expect(causesOf("window-closed", login)).toEqual(causes);
  });

  it("shows the last page, and that a pop-up was asked for", () => {
    expect(seenIn(diagnosisOf("window-closed", loginSeen(asking(byMessage), closed(7010))))).toEqual({
      "last page": prompt,
      "shown for": "7 s",
      closed: "7 s after the request",
      "pop-up": "asked for by the request",
    });
  });

  it.each<readonly [name: string, login: Login]>([
    ["the answer had come", loginSeen(toCallback(), closed(7000))],
    [
      "a message had brought the answer",
      loginSeen(asking(byMessage), message(6000, server, `${app}/`, { code, state }), closed(7000)),
    ],
    [
      "the message would not have been visible",
      loginSeen(access(), committed(0, byMessage), committed(500, prompt), closed(7000)),
    ],
    ["it is open", loginSeen(asking())],
    ["it went back to the app", loginSeen(asking(), page(6000, "2", `${app}/`), closed(7000))],
  ])("is silent where %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});

describe("popup-severed", () => {
  const policy = (value: string) => ({ "cross-origin-opener-policy": value });

  it("is likely where a pop-up's page has an opener policy", () => {
    const diagnosis = diagnosisOf("popup-severed", loginSeen(asking(byMessage, policy("same-origin"))));
    expect(diagnosis.certainty).toBe("likely");
    expect(diagnosis.against).toEqual(["Whether the app still held the pop-up was not seen."]);
    expect(seenIn(diagnosis)).toEqual({
      page: `${server}/authorize`,
      "Cross-Origin-Opener-Policy": "same-origin",
    });
  });

  it.each<readonly [name: string, login: Login]>([
    ["unsafe-none", loginSeen(asking(byMessage, policy("unsafe-none")))],
    ["no pop-up", loginSeen(asking(authorize(), policy("same-origin")))],
    [
      "an answer",
      loginSeen(asking(byMessage, policy("same-origin")), message(6000, server, `${app}/`, { code, state })),
    ],
  ])("is silent with %s", (_, login) => {
    expect(diagnosedIn(login)).toEqual([]);
  });
});
