import { caseOf } from "../../../extension/checks/case.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { state } from "../../fixtures/login.js";
import { opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  code,
  loginSeen,
  look,
  message,
  redemption,
  request,
  response,
  server,
  start,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { evidenceOf, summaryOf } from "../../fixtures/verdict.js";

const evil = "https://evil.test";
const asked = authorize({ prompt: "none", response_mode: "web_message" });
const frame = { frameId: 7 };
const answer = { code, state };
const silently = (...facts: (Observation | readonly Observation[])[]) =>
  loginSeen(request(0, "1", asked, { ...frame, initiator: app }), response(50, "1", asked, frame), ...facts);
const redeemed = tokenCall(300, redemption, { access_token: opaqueToken, token_type: "Bearer" });

describe("where no message brings the response, its checks do not apply", () => {
  it.each([["postmessage-target-unsafe"], ["postmessage-sender-unverified"]])("%s", (id) => {
    expect(summaryOf(id, loginSeen(toCallback()))).toBe("not-applicable");
    expect(summaryOf(id, silently())).toBe("undetermined");
  });
});

describe("postmessage-target-unsafe (RFC 9700, section 4.17.1.1)", () => {
  const id = "postmessage-target-unsafe";
  const watched = look(60, asked, frame);
  const byUrl = look(60, asked, { ...frame, reach: "url" });
  const toAnyone: Observation = {
    ...{ kind: "posted-to-anyone", at: start + 60, tabId: 1, ...frame, provenance: "page" },
    ...{ url: asked, names: ["code"] },
  };
  const received = message(100, server, `${app}/`, answer);

  it.each([
    [
      "a page of another site received it",
      [received, message(101, server, `${evil}/`, answer)],
      "fired high",
    ],
    [
      "another host of the client's site received it",
      [message(100, server, "https://other.app.example/", answer)],
      "fired high",
    ],
    ["the server's script posts to any origin", [toAnyone, received], "fired high"],
    ["the server's script names its target", [watched, received], "silent"],
    [
      "the client's own page posts to any origin",
      [watched, { ...toAnyone, url: `${app}/` }, received],
      "silent",
    ],
    ["the server's page was looked at by its URL alone", [byUrl, received], "undetermined"],
    ["the server's page was not seen", [received], "undetermined"],
    [
      "the client's callback page passes it on within its site",
      [message(100, app, "https://www.app.example/", answer), watched],
      "silent",
    ],
    [
      "an error without credentials",
      [message(100, server, `${evil}/`, { error: "login_required", state }), watched],
      "silent",
    ],
  ])("%s", (_, facts, summary) => {
    expect(summaryOf(id, silently(facts))).toBe(summary);
  });

  it("shows who posted what to anyone", () => {
    expect(evidenceOf(id, silently(toAnyone, received))).toEqual({
      sender: `${server}/authorize`,
      target: "*",
      credential: "code",
    });
  });

  it("shows sender, receiver and names", () => {
    expect(evidenceOf(id, silently(message(100, server, `${evil}/`, answer)))).toEqual({
      sender: server,
      "received by": evil,
      expected: app,
      parameters: "code, state",
    });
  });
});

describe("postmessage-sender-unverified (RFC 9700, section 4.17.1.3)", () => {
  const id = "postmessage-sender-unverified";
  const from = (origin: string) => message(100, origin, `${app}/`, answer);
  const custom = "https://auth.app-login.test";
  const metadata = {
    state: "known",
    url: `${server}/m`,
    at: start,
    value: { issuer: `${custom}/` },
  } as const;

  it.each([
    ["a foreign sender whose code is redeemed", silently(from(evil), redeemed), "fired high"],
    ["a foreign sender that is ignored", silently(from(evil)), "silent"],
    ["the server", silently(from(server), redeemed), "silent"],
    ["the client's own page", silently(from(app), redeemed), "silent"],
    ["a domain of its own, without metadata", silently(from(custom), redeemed), "fired high"],
  ])("%s", (_, login, summary) => {
    expect(summaryOf(id, login)).toBe(summary);
  });

  it("takes a domain that the metadata name", () => {
    const theCase = caseOf(silently(from(custom), redeemed), { server: { ...nothingKnown, metadata } });
    expect(summaryOf(id, theCase)).toBe("silent");
  });

  it("sees an API called with a token of the message", () => {
    const token = message(100, evil, `${app}/`, { access_token: opaqueToken, token_type: "Bearer", state });
    const called = call(400, `${api}/me`, { Authorization: `Bearer ${opaqueToken}` });
    expect(evidenceOf(id, silently(token, called))).toEqual({
      sender: evil,
      expected: server,
      "the client then": "called an API with its token",
    });
  });
});
