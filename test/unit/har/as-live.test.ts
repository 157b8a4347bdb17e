import { readLogin } from "../../../extension/flow/read-login.js";
import { readHar } from "../../../extension/har/read-har.js";
import { api, login } from "../../fixtures/browsing.js";
import { codeWire, type WireExchange } from "../../fixtures/har-exchanges.js";
import { type Entry, harOf } from "../../fixtures/har-writers.js";

// What is observed of scripts' requests live is read from a file as well.

const at = (index: number): WireExchange => codeWire[index] as WireExchange;
const [authorization, prompt, callback, redeem, call] = [at(0), at(1), at(3), at(4), at(5)];

async function loginIn(wire: readonly WireExchange[], change: (entries: Entry[]) => void = () => undefined) {
  const har = harOf("cdp", wire);
  change(har.log.entries);
  const reading = await readHar(JSON.stringify(har));
  const [flow] = reading.kind === "read" ? reading.flows : [];
  if (flow === undefined) throw new Error("There is no login.");
  const headersTold = flow.observations.filter(({ kind }) => kind === "request-headers").length;
  return { ...readLogin(flow), headersTold };
}

it.each([
  ["by its form alone", {}],
  ["that proves a key by a JWT", { DPoP: "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" }],
])("a token request %s has its headers, told once", async (_, headers) => {
  const sent = { Authorization: "Basic c3BhOng=", ...headers };
  const { tokenCalls, headersTold } = await loginIn([...codeWire.slice(0, 4), { ...redeem, headers: sent }]);
  const told = new Map(tokenCalls[0]?.requestHeaders?.map(({ name, value }) => [name, value]));
  expect(tokenCalls).toHaveLength(1);
  expect(Object.fromEntries(told)).toMatchObject(sent);
  expect(headersTold).toBe(1);
});

it("a token that is the whole of a header other than Authorization makes an API call", async () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";
  const { calls } = await loginIn([
    ...codeWire.slice(0, 4),
    { ...redeem, content: JSON.stringify({ access_token: token, token_type: "Bearer" }) },
    { ...call, headers: { "X-Access-Token": token } },
    { ...call, at: call.at + 50, headers: { "X-Access-Token": `${token}x` } },
  ]);
  expect(calls.map(({ tokenId, via, scheme }) => [tokenId, via, scheme])).toEqual([
    ["access_token@1", "header", ""],
  ]);
});

it("a request that a script pushes belongs to the login that names it", async () => {
  const pushed: WireExchange = {
    ...redeem,
    at: 0,
    url: `${login}/oauth/par`,
    post: "client_id=spa&response_type=code&state=s-2",
    status: 201,
    content: "{}",
  };
  const url = `${login}/authorize?client_id=spa&request_uri=urn%3Apushed%3A1`;
  const { scriptedRequests } = await loginIn([pushed, { ...authorization, url }, prompt, callback]);
  expect(
    scriptedRequests.map(({ kind, endpoint, requestHeaders, answer }) => [
      kind,
      endpoint,
      requestHeaders === null,
      answer?.status,
    ]),
  ).toEqual([["pushed", `${login}/oauth/par`, false, 201]]);
});

it("an authorization request that a script sends belongs to the login of its client", async () => {
  const fetched: WireExchange = {
    ...call,
    at: 30,
    url: `${authorization.url}&prompt=none`,
    headers: { "Sec-Fetch-Mode": "cors" },
  };
  const { scriptedRequests } = await loginIn([authorization, prompt, fetched]);
  expect(scriptedRequests.map(({ kind, endpoint }) => [kind, endpoint])).toEqual([
    ["authorization", `${login}/authorize`],
  ]);
});

it("a state that is told to another site in a Referer is seen to have gone there", async () => {
  const state = "state-0123456789-abcdef";
  const withState = ({ url, answer, ...rest }: WireExchange): WireExchange => ({
    ...rest,
    url: url.replace("state=s-2", `state=${state}`),
    answer: Object.fromEntries(
      Object.entries(answer).map(([name, value]) => [name, value.replace("state=s-2", `state=${state}`)]),
    ),
  });
  const beacon = (to: string, at: number): WireExchange => ({
    ...call,
    at,
    url: `${to}/pixel.gif`,
    headers: { Referer: `${login}/u/login?state=${state}` },
  });
  const { traces } = await loginIn(
    [...codeWire.slice(0, 4), beacon("https://metrics.example", 40), beacon(login, 41)].map(withState),
  );
  expect(traces.map(({ tokenId, where, place }) => [tokenId, where, place])).toEqual([
    ["state", "referer", "https://metrics.example/pixel.gif"],
  ]);
});

it("a click that sends the request as a form is seen by Sec-Fetch-User", async () => {
  const [url = "", query = ""] = authorization.url.split("?");
  const posted: WireExchange = {
    ...authorization,
    url,
    method: "POST",
    post: query,
    headers: { "Sec-Fetch-User": "?1" },
  };
  const { steps } = await loginIn([posted, prompt, callback]);
  expect(steps[0]).toMatchObject({
    status: "seen",
    details: ["a click or key in the app; which one was not reported"],
  });
});

it("an answer out of a cache says so", async () => {
  const { calls } = await loginIn(codeWire, (entries) => {
    Object.assign(entries.at(-1) ?? {}, { _fromCache: "disk" });
  });
  expect(calls.map(({ url, answer }) => [url, answer?.fromCache])).toEqual([[`${api}/contacts`, true]]);
});
