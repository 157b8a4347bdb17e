import type { Observation } from "../../../extension/flow/observation.js";
import { callback, encode, state } from "../../fixtures/login.js";
import { accessToken } from "../../fixtures/tokens.js";
import {
  access,
  app,
  authorize,
  code,
  codeResponse,
  committed,
  loginSeen,
  page,
  redirect,
  request,
  response,
  server,
  toCallback,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const fragment = (tokens: Readonly<Record<string, string>>) => `${callback}#${encode({ ...tokens, state })}`;
const withToken = fragment({ access_token: accessToken() });

describe("open-redirect-callback (RFC 9700, section 4.11.1)", () => {
  const id = "open-redirect-callback";
  const evil = "https://evil.test/landing";
  const answered = (url: string, to: string, ...facts: Observation[]) =>
    loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(90, "1", authorize(), url),
      request(100, "1", url),
      redirect(120, "1", url, to),
      request(121, "1", to),
      response(140, "1", to),
      committed(150, to),
      facts,
    );
  const next = (to: string) => `${callback}?next=${encodeURIComponent(to)}&code=${code}&state=${state}`;

  it.each([
    ["to an address of the URL", next(evil), evil, "fired medium"],
    ["with the code", next(evil), `${evil}?code=${code}`, "fired high"],
    [
      "with the fragment attached anew",
      `${callback}#${withToken.split("#")[1]}`,
      `${evil}#${withToken.split("#")[1]}`,
      "fired high",
    ],
    ["within the client's site", next("/inbox"), `${app}/inbox`, "silent"],
    ["to a fixed address elsewhere", codeResponse, evil, "silent"],
    ["to the server", next(`${server}/consent`), `${server}/consent`, "silent"],
  ])("%s", (_, url, to, summary) => {
    expect(summaryOf(id, answered(url, to))).toBe(summary);
  });

  it("sees a page that goes to the address in the state", () => {
    const packed = btoa(JSON.stringify({ returnTo: evil }));
    const login = loginSeen(
      toCallback(`${callback}?code=${code}&state=${packed}`, authorize({ state: packed })),
      page(600, "2", evil, { initiator: app }),
    );
    expect(summaryOf(id, login)).toBe("fired medium");
    expect(evidenceOf(id, login)).toEqual({
      from: callback,
      to: "https://evil.test",
      "address taken from": "state",
      "credentials that travelled along": "none",
    });
  });

  it("sees a login entry that goes to target_link_uri", () => {
    const entry = `${app}/login?iss=${server}&target_link_uri=${encodeURIComponent(evil)}`;
    const login = loginSeen(toCallback(), request(900, "2", entry), redirect(910, "2", entry, evil));
    expect(summaryOf(id, login)).toBe("fired medium");
  });

  it("is undetermined where nothing of the callback's answer was seen", () => {
    expect(summaryOf(id, loginSeen(access(), committed(0, authorize()), committed(130, codeResponse)))).toBe(
      "undetermined",
    );
  });
});
