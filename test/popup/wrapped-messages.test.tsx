import { fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import {
  code,
  codeFlow,
  mismatchFlow,
  pushedFlow,
  unsolicitedFlow,
  wrappedFlow,
} from "../fixtures/ui-sessions.js";
import { jwt } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openMessages(flow: Flow, access = everywhere) {
  await openPopupWith([flow], access, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
}

const part = (name: string) => screen.getByRole("region", { name });
const names = (table: string) =>
  [...screen.getByRole("table", { name: table }).querySelectorAll<HTMLElement>("[data-parameter]")].map(
    ({ dataset }) => dataset.parameter,
  );

describe("a Request Object", () => {
  test("is decoded into the parameters that take effect", async () => {
    await openMessages(wrappedFlow);
    expect(names("Request parameters")).toEqual(["client_id", "response_type", "scope", "request"]);
    expect(names("Effective parameters")).toEqual([
      "request",
      "client_id",
      "response_type",
      "redirect_uri",
      "state",
      "scope",
      "response_mode",
      "claims",
    ]);
    expect(part("Effective request").dataset.requestObject).toBe("signed");
    expect(read(part("Request"))).toContain("signed Request Object. Decoded below, not verified.");
  });

  test("without signature is marked", async () => {
    const object = jwt({ alg: "none" }, { client_id: "bank", response_type: "code", nonce: "n" }, "");
    const [access, sent] = wrappedFlow.observations as [
      Flow["observations"][0],
      Extract<Flow["observations"][0], { kind: "navigation-started" }>,
    ];
    const url = `https://login.example/authorize?client_id=bank&request=${object}`;
    await openMessages({ ...wrappedFlow, observations: [access, { ...sent, url }] });
    expect(read(part("Request"))).toContain("without signature: anybody could have written it");
  });

  test("that is pushed beforehand hides the rest of the request, which is said", async () => {
    await openMessages(pushedFlow, []);
    expect(read(part("Request"))).toContain("the client pushed it to the server beforehand");
    expect(document.querySelector("[data-hidden]")?.getAttribute("data-hidden")).toBe("true");
    expect(screen.queryByRole("region", { name: "Effective request" })).toBeNull();
  });
});

describe("a response wrapped in a JWT", () => {
  test("is shown as it travelled and as it reads", async () => {
    await openMessages(wrappedFlow);
    const response = part("Response");
    expect(response.dataset.response).toBe("query.jwt");
    expect(response.querySelector("[data-jarm]")?.getAttribute("data-jarm")).toBe("signed");
    expect(names("Response as it travelled")).toEqual(["response"]);
    expect(names("Response parameters")).toEqual(["iss", "aud", "exp", "code", "state"]);
    expect(read(response)).toContain("same as in the request");
    expect(response.textContent).not.toContain(code);
  });

  test("that is encrypted says that it cannot be read", async () => {
    const [access, sent, arrived] = wrappedFlow.observations;
    const jwe = `${jwt({ alg: "RSA-OAEP", enc: "A128GCM" }, {}).split(".")[0]}.a2V5.aXY.dGV4dA.dGFn`;
    const observations = [access, sent, { ...arrived, url: `https://app.example/callback?response=${jwe}` }];
    await openMessages({ ...wrappedFlow, observations: observations as Flow["observations"] });
    expect(read(part("Response"))).toContain("cannot be read without the client's key");
    expect(screen.queryByRole("table", { name: "Response as it travelled" })).toBeNull();
  });
});

test("a reload is told apart from a second response", async () => {
  await openMessages(codeFlow);
  const repeats = document.querySelector<HTMLElement>("[data-repeats]");
  expect(repeats?.dataset.repeats).toBe("1");
  expect(read(repeats)).toMatch(/^Not a second response, the same one seen again: page reloaded \d\d:02:13$/);
  expect(screen.queryByRole("region", { name: "Further response 1" })).toBeNull();
});

test("a response with other parameters is a further one", async () => {
  await openMessages(mismatchFlow);
  expect(read(part("Further response 1"))).toContain("an-i…4711");
  expect(document.querySelector("[data-repeats]")).toBeNull();
});

test("a response that nobody asked for is marked", async () => {
  await openMessages(unsolicitedFlow);
  expect(read(document.querySelector('.login-header [data-mark="unsolicited"]'))).toBe(
    "unsolicited response",
  );
  expect(read(part("Request"))).toContain("the response is unsolicited");
});

test("a response whose request was not visible is not called unsolicited", async () => {
  const observations = unsolicitedFlow.observations.map((fact) =>
    fact.kind === "access" ? { ...fact, origins: [] } : fact,
  );
  await openMessages({ ...unsolicitedFlow, observations }, []);
  expect(read(document.querySelector('.login-header [data-mark="unsolicited"]'))).toBe("request not seen");
  expect(read(part("Request"))).toContain("The authorization request was not visible");
});

test("logout requests are listed with their parameters", async () => {
  await openMessages(codeFlow);
  const logout = part("Logout");
  expect(logout.dataset.logout).toBe("rp-initiated");
  expect(read(logout)).toContain("Logout request https://login.example/v2/logout");
  expect(names("Logout parameters")).toEqual(["id_token_hint", "post_logout_redirect_uri"]);
});
