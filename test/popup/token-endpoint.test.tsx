import { fireEvent, screen, within } from "@testing-library/preact";
import type { Flow } from "../../extension/flow/flow.js";
import { codeFlow, hiddenCodeFlow, mismatchFlow, refreshTokens } from "../fixtures/ui-sessions.js";
import { accessToken, loginAt } from "../fixtures/ui-tokens.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

afterEach(() => jest.useRealTimers());

async function openMessages(flow: Flow, access = everywhere) {
  const popup = await openPopupWith([flow], access, { tabId: flow.tabId });
  fireEvent.click(screen.getByRole("tab", { name: "Messages" }));
  return popup;
}

const part = (name: string) => screen.getByRole("region", { name });
const parameter = (table: string, name: string) =>
  screen.getByRole("table", { name: table }).querySelector<HTMLElement>(`[data-parameter="${name}"]`);

describe("a request to the token endpoint", () => {
  test("stands with its grant, its endpoint, when it was sent and by whom", async () => {
    await openMessages(codeFlow);
    const first = part("Token request 1");
    expect(first.dataset.tokenCall).toBe("authorization_code");
    expect(read(first)).toMatch(
      /^Token request 1 authorization_code POST https:\/\/login\.example\/oauth\/token/,
    );
    expect(read(first.querySelector(".message-line"))).toContain(
      "+1.00 ssent by https://app.example, seen by the browser",
    );
  });

  test("shows every parameter, credentials masked", async () => {
    await openMessages(codeFlow);
    expect(read(parameter("Parameters of token request 1", "grant_type"))).toContain("authorization_code");
    const verifier = parameter("Parameters of token request 1", "code_verifier") as HTMLElement;
    expect(read(verifier)).toContain("dBjf…EjXk (43)");
    fireEvent.click(within(verifier).getByRole("button", { name: "Reveal code_verifier" }));
    expect(read(verifier)).toContain("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  });

  test("says whether the verifier fits", async () => {
    await openMessages(codeFlow);
    expect(part("Token request 1").dataset.pkce).toBe("match");
    expect(read(part("Token request 1"))).toContain("code_verifier fits the code_challenge");
    expect(read(part("Token request 2"))).not.toContain("code_verifier");
  });

  test("says that the verifier does not fit", async () => {
    await openMessages(mismatchFlow);
    expect(part("Token request 1").dataset.pkce).toBe("mismatch");
    expect(read(part("Token request 1"))).toContain("code_verifier does not fit the code_challenge");
  });

  test("is folded unless it is the first or the last", async () => {
    await openMessages(codeFlow);
    const open = [1, 2, 3].map(
      (number) => part(`Token request ${number}`).querySelector<HTMLDetailsElement>("details")?.open,
    );
    expect(open).toEqual([true, false, true]);
  });

  test("that was not seen is explained by what could be seen", async () => {
    await openMessages(hiddenCodeFlow, []);
    expect(read(part("Token request"))).toContain("show only with access to the sites");
  });
});

describe("the answer", () => {
  test("shows its members, and who reported the body", async () => {
    await openMessages(codeFlow);
    const sources = [1, 2, 3].map((number) =>
      part(`Token request ${number}`).querySelector<HTMLElement>("[data-answer]"),
    );
    expect(sources.map((answer) => answer?.dataset.body)).toEqual(["page", "browser", "devtools"]);
    expect(
      sources.map((answer) => read(answer).match(/body: [a-z ]+ (?:page|browser|DevTools)/i)?.[0]),
    ).toEqual(["body: reported by the page", "body: seen by the browser", "body: from DevTools"]);
    expect(read(sources[0] ?? null)).toMatch(/^Answer 200 80 ms/);
    expect(read(parameter("Members of token response 1", "expires_in"))).toContain("3600");
    expect(read(parameter("Members of token response 1", "access_token"))).toContain("eyJh…");
    expect(document.body.textContent).not.toContain(accessToken);
  });

  test("whose body was not visible says so, and why", async () => {
    await openMessages(mismatchFlow);
    const answer = part("Token request 1").querySelector<HTMLElement>("[data-answer]");
    expect(answer?.dataset).toMatchObject({ answer: "400", body: "not-visible" });
    expect(read(answer)).toContain("body: not visible. It shows where a script of the page reads it");
  });

  test("that is no JSON object is named as such", async () => {
    const observations = codeFlow.observations.map((fact) =>
      fact.kind === "response-body" && fact.requestId === "t2" ? { ...fact, text: "<h1>Down</h1>" } : fact,
    );
    await openMessages({ ...codeFlow, observations });
    expect(read(part("Token request 2"))).toContain("The body is no JSON object");
  });

  test("that never came is waited for", async () => {
    const observations = codeFlow.observations.filter(({ at }) => at < loginAt + 1050);
    await openMessages({ ...codeFlow, observations });
    expect(read(part("Token request 1"))).toContain("No answer has been seen so far.");
  });
});

describe("refresh tokens", () => {
  test("are a chain, each with its issue and its use", async () => {
    await openMessages(codeFlow);
    const chain = [...part("Refresh tokens").querySelectorAll("li")].map(read);
    expect(read(part("Refresh tokens"))).toContain("rotated 2 times");
    expect(chain[0]).toMatch(/^rt1_…kYpN \(26\) issued \d\d:02:12, used \d\d:02:31$/);
    expect(chain[2]).toMatch(/^rt3_…UjVh \(26\) issued \d\d:02:51, not used so far$/);
    expect(document.body.textContent).not.toContain(refreshTokens[0]);
  });

  test("are marked where a replaced one is used again", async () => {
    const again = codeFlow.observations
      .filter((fact) => "requestId" in fact && fact.requestId === "t2")
      .map((fact) => ({ ...fact, at: fact.at + 30_000, requestId: "t4" }) as typeof fact);
    await openMessages({ ...codeFlow, observations: [...codeFlow.observations, ...again] });
    const [first, second] = part("Refresh tokens").querySelectorAll<HTMLElement>("li");
    expect(first?.dataset.refreshToken).toBe("reused");
    expect(read(first ?? null)).toContain("used again after it had been replaced");
    expect(second?.dataset.refreshToken).toBe("once");
  });

  test("are not spoken of where none was sent", async () => {
    await openMessages(mismatchFlow);
    expect(screen.queryByRole("region", { name: "Refresh tokens" })).toBeNull();
  });
});

test("steps lead to the token request and to the calls", async () => {
  await openPopupWith([codeFlow], everywhere);
  fireEvent.click(screen.getByRole("button", { name: "Token request" }));
  expect(part("Token request 1")).toBeTruthy();
  fireEvent.click(screen.getByRole("tab", { name: "Overview" }));
  fireEvent.click(screen.getByRole("button", { name: "Calls" }));
  expect(screen.getByRole("table", { name: "API calls" })).toBeTruthy();
});
