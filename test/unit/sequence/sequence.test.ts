import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { mermaidOf } from "../../../extension/sequence/mermaid.js";
import { sequenceOf } from "../../../extension/sequence/sequence.js";
import { labelOf, wordsOf } from "../../../popup/sequence/words.js";
import { flow as hostile } from "../../fixtures/hostile-logins.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  code,
  codeResponse,
  committed,
  left,
  loginSeen,
  message,
  page,
  redemption,
  redirect,
  request,
  response,
  sentHeaders,
  server,
  toCallback,
  tokenCall,
  tracker,
} from "../../fixtures/traffic.js";
import { findings } from "../../fixtures/ui-findings.js";
import { hiddenFlow, implicitFlow } from "../../fixtures/ui-logins.js";
import { codeFlow } from "../../fixtures/ui-sessions.js";
import "../../popup/speak-english.js";

const mermaid = (login: Login, found: typeof findings = []): string => {
  const sequence = sequenceOf(login, found);
  return mermaidOf(sequence, wordsOf(sequence.startedAt));
};

const bearer = { Authorization: `Bearer ${accessToken()}` };
const granted = tokenCall(300, redemption, { access_token: accessToken(), token_type: "Bearer" });
const calls = (count: number, url: (index: number) => string): readonly Observation[] =>
  Array.from({ length: count }, (_, index) => call(500 + index * 100, url(index), bearer)).flat();

describe("a login as Mermaid text", () => {
  test("by the Implicit Flow, seen from the click to the API's answers, with the findings on it", () => {
    expect(mermaid(readLogin(implicitFlow), findings)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as api.example (API)
    p1->>p2: 1. clicks “Log in” (+0.00 s)
    p1->>p3: 2. GET /authorize?response_type=id_token token (+0.02 s)
    Note over p1,p3: medium: The request has no state.
    p3->>p1: 302 /u/login (+0.09 s)
    p3->>p1: 3. login prompt /u/login (+0.09 s)
    p1->>p3: 4. what was entered, to /u/login (+1.09 s)
    p3->>p1: 5. 302 /callback#35;access_token,id_token (+1.78 s)
    Note over p1,p3: high: The access token came back in the URL.
    p1->>p2: 5. #35;access_token,id_token to the page’s script (+1.78 s)
    p2->>p4: 6. GET /v2/contacts Bearer access_token (+1.90 s)
    p4->>p2: 7. 200 (+1.97 s)
    p2->>p4: POST /v2/contacts Bearer access_token (+2.10 s)
    p4->>p2: failed: net::ERR_FAILED (+2.13 s)
`);
  });

  test("by the Implicit Flow without access: what was not visible is dotted, with the reason", () => {
    expect(mermaid(readLogin(hiddenFlow))).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as API
    p1-->>p2: 1. Clicks show only with access to app.example.
    p1->>p3: 2. GET /authorize?response_type=token (+0.00 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. → /callback#35;access_token (+2.00 s)
    p1->>p2: 5. #35;access_token to the page’s script (+2.00 s)
    p2-->>p4: 6. API calls show only with access to the sites.
    p4-->>p2: 7. API calls show only with access to the sites.
`);
  });

  test("by code and PKCE, with refreshes, a leak to another site, tokens that lie about, and a logout", () => {
    expect(mermaid(readLogin(codeFlow))).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as api.example (API)
    participant p5 as metrics.example (Other site)
    p1-->>p2: 1. No click was seen just before: the app may have started the login by itself.
    p1->>p3: 2. GET /authorize?response_type=code (+0.00 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. → /callback?code (+0.90 s)
    p1->>p2: 5. GET /callback?code (+0.90 s)
    p2->>p3: 6. POST /oauth/token authorization_code (+1.00 s)
    p3->>p2: 7. 200 access_token,id_token,refresh_token (+1.08 s)
    p2->>p4: 8. GET /v2/contacts Bearer access_token@1 (+1.20 s)
    p4->>p2: 9. 401 (+1.23 s)
    p2->>p4: GET /feed query access_token@1 (+1.30 s)
    p2->>p4: 1,234 other calls (+1.30 s)
    p4->>p2: 101 (+1.31 s)
    p1->>p5: code in the Referer (+1.50 s)
    p2->>p1: keeps access_token@1 in localStorage (+3.00 s)
    p2->>p1: code stays in the address bar (+3.00 s)
    p2->>p3: POST /oauth/token refresh_token (+20.00 s)
    p3->>p2: 200 access_token,refresh_token (+20.08 s)
    p2->>p3: POST /oauth/token refresh_token (+40.00 s)
    p3->>p2: 200 access_token,refresh_token (+40.09 s)
    p1->>p3: GET /v2/logout (+1 min)
`);
  });

  test("by form_post: the page that posts, and what it posts", () => {
    const asked = requestUrl({ response_type: "code id_token", response_mode: "form_post" });
    const login = loginSeen(
      left(-20, `${app}/`, false),
      page(0, "1", asked, { initiator: app }),
      request(50, "2", callback, { form: { code, id_token: idToken(), state }, initiator: server }),
      redirect(90, "2", callback, `${app}/home`, { method: "POST" }),
    );
    expect(mermaid(login)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as API
    p1->>p2: 1. clicks “Continue” (+0.00 s)
    p1->>p3: 2. GET /authorize?response_type=code id_token (+0.02 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. page that hands on the response /authorize (+0.05 s)
    p1->>p2: 5. POST /callback id_token,code (+0.07 s)
    p2-->>p3: 6. The browser sent no token request: the client's server may redeem the code itself.
    p3-->>p2: 7. The browser sent no token request: the client's server may redeem the code itself.
    p2-->>p4: 8. No call with a token of this login has been seen.
    p4-->>p2: 9. There was no call to answer.
`);
  });

  test("by the Hybrid Flow, with UserInfo at the server and equal calls folded", () => {
    const login = loginSeen(
      toCallback(
        `${callback}#${encode({ code, id_token: idToken(), state })}`,
        authorize({ response_type: "code id_token" }),
      ),
      granted,
      call(500, `${server}/userinfo`, bearer),
      [600, 700, 800, 900].flatMap((ms) => call(ms, `${api}/contacts?page=${ms}`, bearer)),
      sentHeaders(1000, "leak", `${tracker}/pixel`, { Referer: `${callback}?code=${code}` }),
    );
    expect(mermaid(login)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as api.example (API)
    participant p5 as tracker.example (Other site)
    p1-->>p2: 1. No click was seen just before: the app may have started the login by itself.
    p1->>p3: 2. GET /authorize?response_type=code id_token (+0.00 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. 302 /callback#35;id_token,code (+0.09 s)
    p1->>p2: 5. #35;id_token,code to the page’s script (+0.10 s)
    p2->>p3: 6. POST /oauth/token authorization_code (+0.30 s)
    p3->>p2: 7. 200 access_token (+0.35 s)
    p2->>p3: 8. GET /userinfo Bearer access_token@1 (+0.50 s)
    p3->>p2: 9. 200 (+0.55 s)
    p2->>p4: GET /contacts Bearer access_token@1 (+0.60 s)
    p4->>p2: 200 (+0.65 s)
    p2->>p4: 3 more, /contacts (+0.70 s)
    p1->>p5: code in the Referer (+1.00 s)
`);
  });

  test("with a pushed request", () => {
    const asked = `${server}/authorize?${encode({ client_id: "c", request_uri: "urn:ietf:params:oauth:request_uri:1" })}`;
    const pushed = { client_id: "c", response_type: "code", redirect_uri: callback, state };
    const login = loginSeen(
      request(-50, "par", `${server}/par`, { form: pushed, initiator: app, resource: "script" }),
      response(-20, "par", `${server}/par`, { method: "POST", status: 201 }),
      request(0, "1", asked, { initiator: app }),
      redirect(30, "1", asked, codeResponse),
      request(40, "1", codeResponse),
    );
    expect(mermaid(login)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as API
    p1-->>p2: 1. No click was seen just before: the app may have started the login by itself.
    p2->>p3: POST /par (+0.00 s)
    p3->>p2: 201 (+0.03 s)
    p1->>p3: 2. GET /authorize?request_uri=… (+0.05 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. 302 /callback?code (+0.08 s)
    p1->>p2: 5. GET /callback?code (+0.09 s)
    p2-->>p3: 6. The browser sent no token request: the client's server may redeem the code itself.
    p3-->>p2: 7. The browser sent no token request: the client's server may redeem the code itself.
    p2-->>p4: 8. No call with a token of this login has been seen.
    p4-->>p2: 9. There was no call to answer.
`);
  });

  test("that is refused", () => {
    const login = loginSeen(toCallback(`${callback}?${encode({ error: "access_denied", state })}`));
    expect(mermaid(login)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as API
    p1-->>p2: 1. No click was seen just before: the app may have started the login by itself.
    p1->>p3: 2. GET /authorize?response_type=code (+0.00 s)
    p3-->>p1: 3. The server answered at once, without showing a page.
    p1-->>p3: 4. No page asked the person for anything.
    p3->>p1: 5. 302 /callback?error=access_denied (+0.09 s)
    p1->>p2: 5. GET /callback?error=access_denied (+0.10 s)
    p2-->>p3: 6. No code has come back to redeem.
    p3-->>p2: 7. No code has come back to redeem.
    p2-->>p4: 8. No access token came back with the response: there is none to call an API with.
    p4-->>p2: 9. No access token came back with the response: there is none to call an API with.
`);
    expect(
      sequenceOf(login, [])
        .messages.filter(({ fault }) => fault)
        .map(({ kind }) => kind),
    ).toEqual(["response", "delivery"]);
  });

  test("that leads on to another site's prompt", () => {
    const social = "https://social.example/login";
    const login = loginSeen(
      request(0, "1", authorize(), { initiator: app }),
      redirect(10, "1", authorize(), `${social}?x=1`),
      request(12, "1", `${social}?x=1`),
      response(20, "1", `${social}?x=1`),
      committed(30, `${social}?x=1`),
      request(500, "2", social, { form: { password: "" }, initiator: "https://social.example" }),
      redirect(520, "2", social, codeResponse, { method: "POST" }),
      request(530, "2", codeResponse),
    );
    expect(mermaid(login)).toBe(`\
sequenceDiagram
    participant p1 as Person and browser
    participant p2 as app.example (Client)
    participant p3 as login.example (Authorization server)
    participant p4 as social.example (Further server)
    participant p5 as API
    p1-->>p2: 1. No click was seen just before: the app may have started the login by itself.
    p1->>p3: 2. GET /authorize?response_type=code (+0.00 s)
    p3->>p1: 302 social.example/login (+0.01 s)
    p1->>p4: GET /login (+0.01 s)
    p4->>p1: 3. prompt /login (+0.03 s)
    p1->>p4: 4. what was entered, to /login (+0.50 s)
    p4->>p1: 5. 302 /callback?code (+0.52 s)
    p1->>p2: 5. GET /callback?code (+0.53 s)
    p2-->>p3: 6. The browser sent no token request: the client's server may redeem the code itself.
    p3-->>p2: 7. The browser sent no token request: the client's server may redeem the code itself.
    p2-->>p5: 8. No call with a token of this login has been seen.
    p5-->>p2: 9. There was no call to answer.
`);
  });
});

describe("Mermaid text", () => {
  const of = (click: string, host: string) => {
    const login = loginSeen(
      {
        ...(left(-20, `${app}/`, false) as Extract<Observation, { kind: "page-left" }>),
        click: { at: 0, label: click },
      },
      toCallback(),
    );
    const sequence = sequenceOf(login, []);
    const lanes = sequence.lanes.map((lane) => (lane.id === "client" ? { ...lane, host } : lane));
    return mermaidOf({ ...sequence, lanes }, wordsOf(sequence.startedAt)).split("\n");
  };

  test.each([
    ["x\nparticipant evil", "clicks “x participant evil”"],
    ["a;b#c%%d", "clicks “a#59;b#35;c#37;#37;d”"],
    ["the end", "clicks “the #101;nd”"],
    ["<script>", "clicks “#60;script#62;”"],
    ["\u202Eexe", "clicks “#91;U+202E#93;exe”"],
  ])("keeps %j text", (click, text) => {
    const lines = of(click, "app.example");
    expect(lines[5]).toBe(`    p1->>p2: 1. ${text} (+0.00 s)`);
    expect(lines.filter((line) => line.includes("participant ") && !line.includes("->>"))).toHaveLength(4);
  });

  test("keeps a hostile host one name", () => {
    expect(of("Log in", "a\n    p1->>p2: forged; end")[2]).toBe(
      "    participant p2 as a p1-#62;#62;p2: forged#59; #101;nd (Client)",
    );
  });
});

describe("the messages", () => {
  test("hold what they carried, and where all of it is shown", () => {
    const { messages } = sequenceOf(
      loginSeen(
        toCallback(),
        granted,
        calls(1, () => `${api}/a`),
      ),
      [],
    );
    const of = (kind: string) => messages.find((one) => one.kind === kind);
    expect(of("response")).toMatchObject({
      channel: "query",
      view: "messages",
      rows: [
        { name: "code", value: code },
        { name: "state", value: state },
      ],
    });
    expect(of("token-answer")).toMatchObject({ step: 7, channel: "token endpoint", view: "messages" });
    expect(of("token-answer")?.rows.map(({ name }) => name)).toEqual(["access_token", "token_type"]);
    expect(of("api-call")).toMatchObject({ step: 8, channel: "header", view: "calls" });
  });

  test("keep values out of their labels", () => {
    const { messages } = sequenceOf(readLogin(codeFlow), []);
    const labels = messages.map(labelOf).join("\n");
    for (const { value } of messages.flatMap(({ rows }) => rows)) {
      if ((value?.length ?? 0) > 20 && !/^(?:http|“)/.test(value ?? "")) expect(labels).not.toContain(value);
    }
  });

  test("mask a credential that a path holds", () => {
    const { messages } = sequenceOf(
      loginSeen(toCallback(), granted, call(500, `${api}/by-code/${code}`, bearer)),
      [],
    );
    expect(messages.map(labelOf)).toContain("GET /by-code/Splx…SbIA (22) Bearer access_token@1");
  });

  test("of a response between windows go to the client at once", () => {
    const asked = authorize({ response_mode: "web_message" });
    const { messages } = sequenceOf(
      loginSeen(request(0, "1", asked, { initiator: app }), message(90, server, `${app}/`, { code, state })),
      [],
    );
    expect(messages.find(({ kind }) => kind === "response")).toMatchObject({
      step: 5,
      from: "server",
      to: "client",
      label: { wire: "postMessage code" },
    });
    expect(messages.some(({ kind }) => kind === "delivery")).toBe(false);
  });

  test("keep their ids while a login grows", () => {
    const early = sequenceOf(loginSeen(toCallback()), []).messages;
    const late = sequenceOf(
      loginSeen(
        toCallback(),
        granted,
        calls(1, () => `${api}/a`),
      ),
      [],
    ).messages;
    const seen = early.filter(({ status }) => status === "seen").map(({ id }) => id);
    expect(late.map(({ id }) => id)).toEqual(expect.arrayContaining(seen));
    expect(new Set(late.map(({ id }) => id)).size).toBe(late.length);
  });

  test("of many different calls are told by their number", () => {
    const { messages } = sequenceOf(
      loginSeen(
        toCallback(),
        granted,
        calls(60, (index) => `${api}/items/${index}`),
      ),
      [],
    );
    expect(messages.filter(({ kind }) => kind === "api-call")).toHaveLength(41);
    expect(messages.map(labelOf)).toContain("20 other calls");
  });

  test("of more hosts than there is room for share the last lane", () => {
    const { lanes, messages } = sequenceOf(
      loginSeen(
        toCallback(),
        granted,
        calls(20, (index) => `https://api-${index}.example/`),
      ),
      [],
    );
    expect(lanes).toHaveLength(12);
    const ids = new Set(lanes.map(({ id }) => id));
    expect(messages.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });
});

describe("a finding is on the message that it is about", () => {
  const login = loginSeen(
    toCallback(),
    granted,
    call(500, `${api}/first`, bearer),
    call(600, `${api}/second?access_token=1`, bearer),
    sentHeaders(1000, "leak", `${tracker}/pixel`, { Referer: `${callback}?code=${code}` }),
  );
  const fired = (id: string, value = "", severity: "high" | "info" = "high") => ({
    check: { id, title: id, citations: [], remedy: "", evaluate: () => ({ outcome: "silent" }) as const },
    verdict: { outcome: "fired", severity, evidence: [{ label: "found", value }] } as const,
  });

  test.each([
    ["state-missing", "", "GET /authorize?response_type=code"],
    ["iss-missing", "", "302 /callback?code"],
    ["idt-expired", "", "200 access_token"],
    ["pkce-verifier-mismatch", "", "POST /oauth/token authorization_code"],
    ["credential-response-cacheable", "", "200 access_token"],
    ["access-token-in-api-query", `GET ${api}/second`, "GET /second Bearer access_token@1"],
    ["token-in-referer", `${tracker}/pixel`, "code in the Referer"],
    ["redirect-uri-insecure", "", "GET /authorize?response_type=code"],
  ])("%s", (id, value, label) => {
    const marked = sequenceOf(login, [fired(id, value)]).messages.filter(({ findings: on }) => on.length > 0);
    expect(marked.map(labelOf)).toEqual([label]);
  });

  test("unless it is mild, or about no message", () => {
    const found = [fired("state-missing", "", "info"), fired("jwks-unsafe"), fired("logout-tokens-remain")];
    expect(sequenceOf(login, found).messages.flatMap(({ findings: on }) => on)).toEqual([]);
  });
});

test("of whatever a browser reports there is a diagram, each line of which is one that was meant", () => {
  fc.assert(
    fc.property(hostile, (flow) => {
      const lines = mermaid(readLogin(flow)).trimEnd().split("\n").slice(1);
      for (const line of lines) {
        expect(line).toMatch(
          /^ {4}(?:participant p\d+ as (?:[^#;\n]|#\d+;)*|p\d+--?>>p\d+: (?:[^#;\n]|#\d+;)*)$/,
        );
      }
    }),
    { numRuns: 300 },
  );
});
