import { callbackDocument, callbackExchange } from "../../../extension/flow/documents.js";
import { callback, state } from "../../fixtures/login.js";
import {
  access,
  app,
  authorize,
  changed,
  closed,
  code,
  codeResponse,
  committed,
  cookie,
  everywhere,
  left,
  loginSeen,
  page,
  redirect,
  request,
  response,
  server,
  start,
  toCallback,
} from "../../fixtures/traffic.js";

const prompt = `${server}/u/login`;
const asked = [
  request(0, "1", authorize(), { initiator: app }),
  redirect(20, "1", authorize(), prompt, { headers: { location: prompt } }),
];
const prompted = [
  request(21, "1", prompt),
  response(40, "1", prompt, { headers: { "x-frame-options": "DENY" } }),
  committed(50, prompt),
];
const form = { username: "", password: "" };
const login = loginSeen(
  asked,
  prompted,
  request(5000, "2", prompt, { form, initiator: server }),
  redirect(5050, "2", prompt, codeResponse, {
    status: 303,
    method: "POST",
    setCookies: [cookie("auth=x; Secure")],
  }),
  request(5051, "2", codeResponse, { initiator: server }),
  response(5080, "2", codeResponse, { cookiesSent: ["sid"] }),
  committed(5090, codeResponse),
  changed(5300, `${app}/`),
);

it("are told in order, each with the redirects that led there", () => {
  expect(
    login.documents.map(({ url, exchanges, committedAt, leftAt, interactive, changes }) => ({
      url,
      hops: exchanges.map((exchange) => [exchange.method, exchange.status, exchange.redirectUrl]),
      shown: [committedAt, leftAt],
      interactive,
      changes,
    })),
  ).toEqual([
    {
      url: prompt,
      hops: [
        ["GET", 302, prompt],
        ["GET", 200, null],
      ],
      shown: [start + 50, start + 5090],
      interactive: "form",
      changes: [],
    },
    {
      url: codeResponse,
      hops: [
        ["POST", 303, codeResponse],
        ["GET", 200, null],
      ],
      shown: [start + 5090, null],
      interactive: null,
      changes: [{ at: start + 5300, url: `${app}/`, how: "history" }],
    },
  ]);
});

it("keep headers, cookies without values, and the names of posted fields", () => {
  const [first, second] = login.documents;
  expect(first?.exchanges[1]?.headers).toEqual([{ name: "x-frame-options", value: "DENY" }]);
  expect(second?.exchanges[0]).toMatchObject({
    fields: ["username", "password"],
    setCookies: [{ name: "auth", attributes: { secure: "" } }],
  });
  expect(second?.exchanges[1]?.cookiesSent).toEqual(["sid"]);
});

it("know a prompt by its password field", () => {
  const { documents } = loginSeen(asked, prompted, left(5000, prompt, true), committed(5090, codeResponse));
  expect(documents[0]?.interactive).toBe("password");
});

it("take a response that the server's page posts to the client for no prompt", () => {
  const posted = request(60, "2", callback, { form: { code, state }, initiator: server });
  const { documents } = loginSeen(page(0, "1", authorize({ response_mode: "form_post" })), posted);
  expect(documents[0]?.interactive).toBeNull();
});

it("are those that were committed where nothing else was visible", () => {
  const { documents } = loginSeen(
    access(),
    committed(0, authorize()),
    committed(900, codeResponse),
    closed(2000),
  );
  expect(documents).toMatchObject([
    { url: authorize(), exchanges: [], committedAt: start, leftAt: start + 900 },
    { url: codeResponse, exchanges: [], leftAt: start + 2000 },
  ]);
});

it("are told apart by frame", () => {
  const frame = { frameId: 7 };
  const { documents } = loginSeen(
    toCallback(),
    request(300, "9", `${server}/x`, frame),
    committed(320, `${server}/x`, frame),
  );
  expect(documents.map(({ frameId, leftAt }) => [frameId, leftAt])).toEqual([
    [0, null],
    [7, null],
  ]);
});

it("that did not come say why, and an application's address is where they end", () => {
  const scheme = `com.example.app:/cb?code=${code}&state=${state}`;
  const { documents } = loginSeen(
    request(0, "1", authorize()),
    redirect(20, "1", authorize(), scheme),
    request(100, "2", `${app}/down`),
    {
      ...response(130, "2", `${app}/down`),
      kind: "request-failed",
      error: "net::ERR_CONNECTION_RESET",
    } as never,
  );
  expect(documents.map(({ url, error }) => [url, error])).toEqual([
    [scheme, null],
    [`${app}/down`, "net::ERR_CONNECTION_RESET"],
  ]);
});

describe("the callback", () => {
  it("is the document that received the response, and the hop by which it came", () => {
    expect(callbackDocument(login)?.url).toBe(codeResponse);
    expect(callbackExchange(login)).toMatchObject({ url: codeResponse, status: 200 });
  });

  it("is the one that a redirect leads on from", () => {
    const seen = loginSeen(
      toCallback().slice(0, 3),
      redirect(120, "1", codeResponse, `${app}/home`),
      request(121, "1", `${app}/home`),
      committed(150, `${app}/home`),
    );
    expect(callbackDocument(seen)?.url).toBe(`${app}/home`);
    expect(callbackExchange(seen)).toMatchObject({ url: codeResponse, status: 302 });
  });

  it("is none where there is no response, or a message brought it", () => {
    expect(callbackDocument(loginSeen(everywhere, request(0, "1", authorize())))).toBeNull();
  });
});
