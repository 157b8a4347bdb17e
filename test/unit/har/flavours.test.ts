import type { Login } from "../../../extension/flow/login.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { type HarReading, readHar } from "../../../extension/har/read-har.js";
import { assembled, implicitLogin, inTab, login } from "../../fixtures/browsing.js";
import { codeWire, implicitWire, tokenAnswer } from "../../fixtures/har-exchanges.js";
import { type Flavour, harOf } from "../../fixtures/har-writers.js";

async function read(har: object): Promise<HarReading> {
  const reading = await readHar(JSON.stringify(har));
  if (reading.kind !== "read") throw new Error(reading.reason);
  return reading;
}

const whole: readonly Flavour[] = ["chrome", "firefox", "playwright", "charles", "mitmproxy", "cdp"];

/** What a login tells, without who saw it and when. */
const told = ({ name, client, server, request, response, tokens, calls, steps, problems }: Login) => ({
  name,
  client,
  server,
  request: request?.parameters,
  response: { channel: response?.channel, at: response?.receivedAt, parameters: response?.parameters },
  tokens: tokens.map(({ id, raw, channel, lifetime }) => ({ id, raw, channel, lifetime })),
  calls: calls.map(({ method, url, tokenId, scheme, via, answer }) => [
    method,
    url,
    tokenId,
    scheme,
    via,
    answer?.status,
  ]),
  steps: steps.map(({ title, status }) => `${title}: ${status}`),
  problems,
});

describe.each(whole)("a HAR file of %s", (flavour) => {
  it("tells of a login by fragment what watching it live tells", async () => {
    const { flows } = await read(harOf(flavour, implicitWire));
    const [live] = assembled(implicitLogin()).flows;
    expect(flows).toHaveLength(1);
    expect(flows[0] && told(readLogin(flows[0]))).toEqual(live && told(readLogin(live)));
  });

  it("tells of a login with code, token request and API call", async () => {
    const { flows } = await read(harOf(flavour, codeWire));
    const [only] = flows.map(readLogin);
    expect(flows).toHaveLength(1);
    expect(only?.name.flow).toBe("Authorization Code Flow with PKCE");
    expect(only?.tokenCalls).toMatchObject([
      {
        endpoint: "https://login.example/oauth/token",
        pkce: "match",
        initiator: "https://app.example",
        provenance: "har",
        answer: { status: 200, provenance: "har", response: { members: tokenAnswer } },
      },
    ]);
    expect(only?.tokens.map(({ id, raw }) => [id, raw])).toEqual([
      ["access_token@1", tokenAnswer.access_token],
      ["refresh_token@1", tokenAnswer.refresh_token],
    ]);
    expect(only?.calls).toMatchObject([{ url: "https://api.example/contacts", answer: { status: 200 } }]);
  });

  it("keeps no password, and of cookies only the names", async () => {
    const kept = JSON.stringify((await read(harOf(flavour, codeWire))).flows);
    expect(kept).toContain('"username"');
    expect(kept).not.toContain("correct");
    expect(kept).not.toContain("secret-");
    expect(kept).toContain('{"name":"Cookie","value":"session; theme"}');
  });
});

/** What happened in the browser, as one line a fact; of the live login without what only a browser reports. */
const happened = (facts: readonly Observation[]) =>
  facts.flatMap((fact) => {
    switch (fact.kind) {
      case "request":
        return [`${fact.method} ${fact.url} ${JSON.stringify(fact.body)} from ${fact.initiator}`];
      case "redirect":
        return [`${fact.status} ${fact.url} -> ${fact.redirectUrl}`];
      case "committed":
        return [`committed ${fact.url}`];
      case "request-headers":
        return [`headers ${fact.url}`];
      default:
        return [];
    }
  });

it.each(whole)("gives, of %s, the facts that are observed live, in their order", async (flavour) => {
  const { flows } = await read(harOf(flavour, implicitWire));
  // The fixture leaves out the request that follows the second redirect; a browser shows it.
  const followed = inTab(1).request(5051, "1s-12", `${login}/u/consent`, login);
  const [live] = assembled([...implicitLogin(), followed]).flows;
  expect(happened(flows[0]?.observations ?? [])).toEqual(happened(live?.observations ?? []));
});

it("joins the hops of a chain of redirects by the number of its first entry", async () => {
  const { flows } = await read(harOf("playwright", implicitWire));
  const ids = flows[0]?.observations.flatMap((fact) =>
    fact.kind === "request" ? [`${fact.requestId} ${fact.url.split("#")[0]?.split("?")[0]}`] : [],
  );
  expect(ids).toEqual([
    "har-1 https://login.example/authorize",
    "har-1 https://login.example/u/login",
    "har-4 https://login.example/u/login",
    "har-4 https://login.example/u/consent",
    "har-6 https://login.example/u/consent",
    "har-6 https://app.example/callback",
  ]);
});
