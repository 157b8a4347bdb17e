import { caseOf } from "../../../extension/checks/case.js";
import type { ForeignContent, Observation } from "../../../extension/flow/observation.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  changed,
  closed,
  code,
  codeResponse,
  committed,
  loginSeen,
  look,
  page,
  redirect,
  request,
  response,
  server,
  start,
  toCallback,
  tracker,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const fragment = (tokens: Readonly<Record<string, string>>) => `${callback}#${encode({ ...tokens, state })}`;
const withToken = fragment({ access_token: accessToken() });
const withIdToken = fragment({ id_token: idToken() });
const later = (login: ReturnType<typeof loginSeen>, ms: number) => caseOf(login, { now: start + ms });

describe("token-left-in-url (RFC 9700, section 4.3.2)", () => {
  const id = "token-left-in-url";
  const at = (url: string, ...facts: (Observation | readonly Observation[])[]) =>
    loginSeen(toCallback(url, requestUrl()), ...facts);
  const kept = (ms: number) =>
    look(ms, `${app}/home`, { found: [{ tokenId: "access_token", where: "history", key: "" }] });
  const clean = (ms: number) => look(ms, `${app}/home`);

  it.each([
    ["an access token that stays", at(withToken), 20_000, "fired high"],
    ["an ID Token that stays", at(withIdToken), 20_000, "fired medium"],
    ["a code that stays", at(codeResponse), 20_000, "fired low"],
    ["a URL that was replaced", at(withToken, changed(180, `${app}/home`), clean(200)), 20_000, "silent"],
    ["a push that keeps it", at(withToken, changed(180, `${app}/home`), kept(200)), 20_000, "fired medium"],
    [
      "a navigation that keeps it",
      at(withToken, page(900, "2", `${app}/home`), kept(1000)),
      20_000,
      "fired medium",
    ],
    [
      "a navigation after which no history was seen",
      at(withToken, page(900, "2", `${app}/home`)),
      20_000,
      "undetermined",
    ],
    ["a page that was closed", at(withToken, closed(900)), 20_000, "undetermined"],
    ["a page that has not settled", at(withToken), 1000, "undetermined"],
    [
      "a URL that changes and still has it",
      at(withToken, changed(180, `${withToken}&x=1`)),
      20_000,
      "fired high",
    ],
    ["a URL that is cleaned too late", at(withToken, changed(12_000, `${app}/home`)), 20_000, "fired high"],
  ])("%s", (_, login, ms, summary) => {
    expect(summaryOf(id, later(login, ms))).toBe(summary);
  });

  it("is silent where the callback was answered by a redirect, which the address bar never shows", () => {
    const login = loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), codeResponse),
      request(100, "1", codeResponse),
      redirect(120, "1", codeResponse, `${app}/home`),
      request(121, "1", `${app}/home`),
      response(140, "1", `${app}/home`),
      committed(150, `${app}/home`),
    );
    expect(summaryOf(id, later(login, 20_000))).toBe("silent");
  });

  it("does not apply to a form post or to a hidden frame", () => {
    const form = { code, state };
    const posted = loginSeen(
      request(0, "1", authorize({ response_mode: "form_post" })),
      request(90, "2", callback, { form, initiator: server }),
      committed(120, callback),
    );
    expect(summaryOf(id, later(posted, 20_000))).toBe("not-applicable");
    const frame = { frameId: 7 };
    const silentRenewal = loginSeen(
      request(0, "1", requestUrl({ prompt: "none" }), { ...frame, initiator: app }),
      redirect(90, "1", requestUrl({ prompt: "none" }), withToken, frame),
      request(100, "1", withToken, frame),
      committed(130, withToken, frame),
    );
    expect(summaryOf(id, later(silentRenewal, 20_000))).toBe("not-applicable");
  });

  it("shows the callback without values, how the URL was, and for how long", () => {
    expect(evidenceOf(id, later(at(withToken), 20_130))).toEqual({
      callback,
      parameters: "access_token",
      URL: "unchanged",
      "shown for": "10 s or more",
    });
  });
});

describe("third-party-content-on-callback (RFC 6749, section 3.1.2.5)", () => {
  const id = "third-party-content-on-callback";
  const content = (ms: number | null, origin = tracker, type = "script"): ForeignContent => ({
    origin,
    type,
    at: ms === null ? null : start + ms,
  });
  const showing = (url: string, foreignContent: readonly ForeignContent[], ...facts: Observation[]) =>
    loginSeen(toCallback(url, requestUrl()), look(400, callback, { foreignContent }), facts);

  it.each([
    ["a script beside a token", withToken, content(150), [], "fired high"],
    ["a script beside a code", codeResponse, content(150), [], "fired medium"],
    ["an image", withToken, content(150, tracker, "img"), [], "fired low"],
    ["a script of an unknown time in a URL that stays", withToken, content(null), [], "fired high"],
    ["a script after the clean-up", withToken, content(300), [changed(200, `${app}/`)], "silent"],
    ["a script of the server", withToken, content(150, "https://cdn.login.example"), [], "silent"],
  ])("%s", (_, url, foreign, facts, summary) => {
    expect(summaryOf(id, showing(url, [foreign], ...facts))).toBe(summary);
  });

  it("is silent on a script of the page after the callback", () => {
    const login = loginSeen(
      toCallback(withToken, requestUrl()),
      look(200, callback),
      page(900, "2", `${app}/home`),
      look(1000, `${app}/home`, { foreignContent: [content(950)] }),
    );
    expect(summaryOf(id, login)).toBe("silent");
  });

  it("is undetermined where the page could not be looked into", () => {
    expect(summaryOf(id, loginSeen(toCallback(withToken, requestUrl())))).toBe("undetermined");
    expect(summaryOf(id, loginSeen(access(), committed(130, withToken)))).toBe("undetermined");
  });

  it("shows what was asked for and when", () => {
    expect(evidenceOf(id, showing(withToken, [content(150)], changed(200, `${app}/`)))).toEqual({
      content: `script of ${tracker}`,
      "asked for": "0.0 s after the page was shown",
      "URL cleaned": "0.1 s after",
    });
  });
});
