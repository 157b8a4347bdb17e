import { fireEvent, screen } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { formPostFlow, hostileFlow, implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, pushedFlow, refreshTokens, unsolicitedFlow } from "../fixtures/ui-sessions.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openMessages(flow: Flow) {
  await openPopupWith([flow], everywhere, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
}

const section = () => screen.queryByRole("region", { name: "Asked and received" });
/** Outcome and weight of each row. */
const outcomes = () =>
  Object.fromEntries(
    [...document.querySelectorAll<HTMLElement>("[data-compared-parameter]")].map((row) => [
      row.dataset.comparedParameter,
      [read(row.querySelector(".outcome")), row.querySelector("svg")?.dataset.weight],
    ]),
  );

test("a sound login got what it asked for", async () => {
  await openMessages(implicitFlow);
  expect(outcomes()).toEqual({
    response_type: ["same", "pass"],
    response_mode: ["same", "pass"],
    redirect_uri: ["same", "pass"],
    state: ["same", "pass"],
    iss: ["not visible", "undetermined"],
    scope: ["same", "pass"],
    nonce: ["same", "pass"],
  });
  expect(read(section())).toContain("not stated, so as asked (RFC 6749, section 5.1)");
});

test("what differs is said in words, with a mark", async () => {
  await openMessages(hostileFlow);
  expect(outcomes()).toMatchObject({
    state: ["differs", "medium"],
    response_type: ["differsmissing: id_token tokennot asked for: error", "medium"],
  });
});

test("what a code was redeemed for counts", async () => {
  await openMessages(codeFlow);
  expect(outcomes()).toMatchObject({ scope: ["same", "pass"], nonce: ["same", "pass"] });
});

test("nothing is compared while there is no response", async () => {
  await openMessages(formPostFlow);
  expect(section()).toBeNull();
});

test.each([
  ["there was none to be seen", unsolicitedFlow],
  [
    "it was pushed beforehand",
    {
      ...pushedFlow,
      observations: [...pushedFlow.observations, ...codeFlow.observations.slice(3, 4)].map((fact) => ({
        ...fact,
        tabId: 9,
      })),
    },
  ],
])("without a request that can be read it is said that nothing can be compared: %s", async (_, flow) => {
  await openMessages(flow as Flow);
  expect(read(section())).toBe(
    "Asked and receivedWhat was asked for was not visible, so nothing can be compared.",
  );
});

test("the raw text of a token request and its answer is one click away", async () => {
  await openMessages(codeFlow);
  expect(document.body.textContent).not.toContain(refreshTokens[0]);
  for (const name of ["Show raw token request 1", "Show raw answer to token request 1"]) {
    fireEvent.click(screen.getByRole("button", { name }));
  }
  const raw = (name: string) => document.querySelector(`[data-raw="${name}"]`);
  expect(raw("token request 1")?.querySelector("pre")?.textContent).toMatch(
    /^POST https:\/\/login\.example\/oauth\/token\n\ngrant_type=authorization_code&client_id=/,
  );
  expect(read(raw("token request 1"))).toContain("The headers of this message were not kept or not visible.");
  expect(raw("answer to token request 1")?.querySelector("pre")?.textContent).toMatch(
    /^200\ncontent-type: application\/json\n\n\{"access_token":/,
  );
});
