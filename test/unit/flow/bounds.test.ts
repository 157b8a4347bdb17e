import { createHash } from "node:crypto";
import {
  boundFlow,
  boundObservation,
  boundPending,
  callCap,
  cutLine,
  cutsOf,
  factCap,
  flowBytes,
  isPrivate,
  type LeftOut,
  leftOutOf,
  pageFactCap,
  pendingBytes,
  sizeOf,
  sizeOfFlow,
  valueCap,
  withLeftOut,
} from "../../../extension/flow/bounds.js";
import type { Flow } from "../../../extension/flow/flow.js";
import type { Observation, RequestBody } from "../../../extension/flow/observation.js";
import { app, implicitLogin, inTab, noon } from "../../fixtures/browsing.js";

const tab = inTab(1);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const request = (body: RequestBody): Observation => ({
  ...(tab.request(0, "1", `${app}/callback`) as Observation & { kind: "request" }),
  method: "POST",
  body,
});
const form = (...fields: [string, string | null][]) =>
  request({ type: "form", fields: fields.map(([name, value]) => ({ name, value })) });
const body = (text: string): Observation => ({
  kind: "response-body",
  at: noon,
  tabId: 1,
  frameId: 0,
  provenance: "page",
  requestId: null,
  url: "https://login.example/oauth/token",
  method: "POST",
  status: 200,
  text,
  truncated: false,
});

describe("boundObservation", () => {
  it.each<[string, Observation]>([
    ["what is short", implicitLogin()[0] as Observation],
    ["a value of 256 KB", form(["id_token", "x".repeat(valueCap - 100)])],
    ["a body of 512 KB", body("x".repeat(524_288))],
    ["a withheld field", form(["password", null])],
  ])("leaves %s as it is", async (_, observation) => {
    const bounded = await boundObservation(observation);
    expect(bounded).toEqual(observation);
    expect(cutsOf(bounded)).toEqual([]);
  });

  it("gives what is short back at once, as the same object", () => {
    const [observation] = implicitLogin() as [Observation];
    expect(boundObservation(observation)).toBe(observation);
  });

  it("keeps of a parameter over its cap the head, and the others whole", async () => {
    const token = "e".repeat(valueCap + 1);
    const url = `${app}/callback?next=1#access_token=${token}&state=s-1&%69d_token=a.b.c`;
    const bounded = await boundObservation(tab.committed(0, url));
    expect(bounded).toMatchObject({
      kind: "committed",
      url: `${app}/callback?next=1#access_token=${token.slice(0, 4096)}&state=s-1&%69d_token=a.b.c`,
    });
    expect(cutsOf(bounded)).toEqual([
      {
        part: "url",
        name: "access_token",
        kept: 4096,
        length: token.length,
        unit: "bytes",
        sha256: sha256(token),
      },
    ]);
  });

  it("cuts no percent escape in two, and names a parameter as it reads decoded", async () => {
    const value = `a${"%C3%A4".repeat(50_000)}`;
    const bounded = await boundObservation(tab.committed(0, `${app}/callback#id%5Ftoken=${value}`));
    expect(new URL((bounded as { url: string }).url).hash).toMatch(/^#id%5Ftoken=a(%C3%A4|%C3)+$/);
    expect(cutsOf(bounded)).toMatchObject([
      { name: "id_token", length: value.length, sha256: sha256(value) },
    ]);
  });

  it.each([
    ["without parameters", `${app}/callback#${"x".repeat(10_000_000)}`],
    ["with one parameter", `${app}/callback#access_token=${"x".repeat(10_000_000)}`],
    ["of a million parameters", `${app}/callback#${"a=1&".repeat(2_500_000)}`],
    ["of separators", `${app}/callback#${"&".repeat(10_000_000)}`],
    ["of equals signs", `${app}/callback#${"=".repeat(10_000_000)}`],
    ["whose path is long", `${app}/${"x".repeat(10_000_000)}`],
    ["of forty long parameters", `${app}/callback#${`a=${"x".repeat(262_145)}&`.repeat(40)}`],
  ])("stores no fragment of 10 MB %s", async (_, url) => {
    const bounded = await boundObservation(tab.committed(0, url));
    expect(sizeOf(bounded)).toBeLessThan(200_000);
    expect((bounded as { url: string }).url.startsWith(`${app}/`)).toBe(true);
    expect(cutsOf(bounded).length).toBeGreaterThan(0);
  });

  it("cuts the target of a redirect as well as its URL", async () => {
    const url = `${app}/a?x=${"x".repeat(300_000)}`;
    const bounded = await boundObservation(tab.redirect(0, "1", url, `${app}/b?y=${"y".repeat(300_000)}`));
    expect(cutsOf(bounded).map(({ part, name, length }) => [part, name, length])).toEqual([
      ["url", "x", 300_000],
      ["redirectUrl", "y", 300_000],
    ]);
  });

  it("cuts the headers of a redirect, and lists of what a page brought in", async () => {
    const headers = [{ name: "location", value: "l".repeat(300_000) }];
    const redirect = { ...tab.redirect(0, "1", `${app}/a`, `${app}/b`), headers } as Observation;
    const cut = cutsOf(await boundObservation(redirect));
    expect(cut.map(({ part, name }) => [part, name])).toEqual([["headers", "location"]]);
    const content = { origin: "o".repeat(2000), type: "script", at: null };
    const look = {
      ...tab.committed(0, app),
      kind: "look",
      found: [],
      foreignContent: Array(600).fill(content),
    };
    const bounded = await boundObservation(look as unknown as Observation);
    expect(cutsOf(bounded).map(({ part, kept }) => [part, kept])).toEqual([["foreignContent", 500]]);
    expect(sizeOf(bounded)).toBeLessThan(600_000);
  });

  it("keeps of a form field over its cap the head", async () => {
    const token = "t".repeat(300_000);
    const bounded = await boundObservation(form(["id_token", token], ["state", "s-1"]));
    expect(bounded).toMatchObject({
      body: {
        type: "form",
        fields: [
          { name: "id_token", value: token.slice(0, 4096) },
          { name: "state", value: "s-1" },
        ],
      },
    });
    expect(cutsOf(bounded)).toEqual([
      { part: "body", name: "id_token", kept: 4096, length: 300_000, unit: "bytes", sha256: sha256(token) },
    ]);
  });

  it("keeps of a form with too many fields the first", async () => {
    const bounded = await boundObservation(
      request({ type: "form", fields: Array(200_000).fill({ name: "__proto__", value: "1" }) }),
    );
    expect(cutsOf(bounded)).toMatchObject([
      { part: "body", name: null, length: 200_000, unit: "fields", sha256: null },
    ]);
    expect(sizeOf(bounded)).toBeLessThan(400_000);
  });

  it.each<[string, Observation, string]>([
    ["a response body", body("ä".repeat(600_000)), "text"],
    ["a request body", request({ type: "text", text: "ä".repeat(600_000), truncated: false }), "body"],
  ])("keeps of %s over 512 KB the head, and marks it", async (_, observation, member) => {
    const bounded = (await boundObservation(observation)) as unknown as Record<string, unknown>;
    const holder = (member === "text" ? bounded : bounded.body) as { text: string; truncated: boolean };
    expect([holder.text, holder.truncated]).toEqual(["ä".repeat(2048), true]);
    expect(cutsOf(bounded as unknown as Observation)).toMatchObject([
      { part: "body", name: null, kept: 4096, length: 1_200_000, sha256: sha256("ä".repeat(600_000)) },
    ]);
  });

  it("keeps of a header over its cap the head", async () => {
    const bounded = await boundObservation(tab.call(0, "1", `${app}/api`, `Bearer ${"t".repeat(300_000)}`));
    expect(bounded).toMatchObject({ headers: [{ value: `Bearer ${"t".repeat(4089)}` }] });
    expect(cutsOf(bounded)).toMatchObject([{ part: "headers", name: "Authorization", length: 300_007 }]);
  });

  it("says in one plain line what was cut, without its value", () => {
    const cut = { part: "url", name: "id_token", kept: 4096, length: 300_000, unit: "bytes" } as const;
    expect(cutLine({ ...cut, sha256: "ab12" })).toBe(
      "id_token in URL: truncated, 4,096 of 300,000 bytes are kept (SHA-256 of the whole: ab12)",
    );
    expect(cutLine({ ...cut, part: "body", name: null, unit: "fields", sha256: null })).toBe(
      "body: truncated, 4,096 of 300,000 fields are kept",
    );
  });
});

const flowOf = (observations: readonly Observation[], more: Partial<Flow> = {}): Flow => ({
  id: "f",
  tabId: 1,
  observations,
  patterns: [],
  pinned: false,
  callsLeftOut: 0,
  ...more,
});
const calls = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    tab.call(10_000 + index, `c${index}`, `${app}/api/${index}`, "Bearer t"),
    tab.answer(10_000 + index, `c${index}`, `${app}/api/${index}`, 200),
  ]).flat();
const callsOf = ({ observations }: Flow) => observations.filter(({ kind }) => kind === "request-headers");

describe("boundFlow", () => {
  it("leaves a flow within its caps as it is", () => {
    const flow = flowOf([...implicitLogin(), ...calls(callCap - 1)]);
    expect(boundFlow(flow)).toBe(flow);
  });

  it("keeps the first 500 calls with their answers, and counts the rest", () => {
    const bounded = boundFlow(flowOf([...implicitLogin(), ...calls(700)], { callsLeftOut: 3 }));
    expect(callsOf(bounded)).toHaveLength(callCap);
    expect(bounded.callsLeftOut).toBe(3 + 201);
    expect(bounded.factsLeftOut).toBeUndefined();
    expect(bounded.observations.at(-1)).toMatchObject({ kind: "response", requestId: "c498" });
  });

  it("counts one by one what it counts at once", () => {
    const [all, first] = [calls(520), calls(510)];
    const stepwise = boundFlow(flowOf(first));
    const added = boundFlow({ ...stepwise, observations: [...stepwise.observations, ...all.slice(1020)] });
    const { observations, callsLeftOut } = boundFlow(flowOf(all));
    expect([added.observations, added.callsLeftOut]).toEqual([observations, callsLeftOut]);
  });

  it("keeps the answer of a request that is no API call alone", () => {
    const token = tab.request(0, "c600", "https://login.example/oauth/token");
    const bounded = boundFlow(flowOf([token, ...calls(700)]));
    expect(bounded.observations.at(-1)).toMatchObject({ kind: "response", requestId: "c600" });
  });

  it("lets a flood of what a page reports push out nothing that the browser said", () => {
    const flood = Array.from({ length: 5000 }, (_, index) => tab.left(9000 + index, `${app}/`, "x"));
    const told = implicitLogin().filter(({ provenance }) => provenance === "browser");
    const bounded = boundFlow(flowOf([...told, ...flood]));
    expect(bounded.observations.slice(0, told.length)).toEqual(told);
    expect(bounded.observations.slice(told.length)).toEqual(flood.slice(0, pageFactCap));
    expect(bounded.factsLeftOut).toBe(5000 - pageFactCap);
  });

  it("keeps how a long login began and what it has come to", () => {
    const facts = Array.from({ length: 4000 }, (_, index) => tab.changed(index, `${app}/#${index}`));
    const bounded = boundFlow(flowOf(facts));
    expect(bounded.observations).toEqual([...facts.slice(0, 500), ...facts.slice(3000)]);
    expect(bounded.factsLeftOut).toBe(4000 - factCap);
  });

  it("stays within 4 MB", () => {
    const facts = Array.from({ length: 100 }, (_, index) =>
      tab.changed(index, `${app}/#${"x".repeat(100_000)}`),
    );
    const bounded = boundFlow(flowOf(facts));
    expect(sizeOfFlow(bounded)).toBeLessThanOrEqual(flowBytes);
    expect(sizeOfFlow(bounded)).toBeGreaterThan(flowBytes - 300_000);
    expect(bounded.observations[0]).toBe(facts[0]);
    expect(bounded.observations.at(-1)).toBe(facts.at(-1));
    expect(bounded.factsLeftOut).toBe(100 - bounded.observations.length);
  });

  it("is the same the second time", () => {
    const bounded = boundFlow(flowOf(calls(700)));
    expect(boundFlow(bounded)).toBe(bounded);
    expect(boundFlow({ ...bounded })).toEqual(bounded);
  });
});

describe("leftOutOf", () => {
  const left = (ms: number) => tab.left(ms, `${app}/`, "x");
  const lefts = (count: number) => Array.from({ length: count }, (_, index) => left(9000 + index));
  const call = (ms: number) => tab.call(ms, "c", `${app}/api`, "Bearer t");

  it.each<[string, Observation, readonly Observation[], unknown]>([
    ["a call past the cap", call(90_000), calls(callCap), { calls: 1, facts: 0 }],
    ["a call at the cap", call(90_000), calls(callCap - 1), null],
    ["a call before others", call(10_000), calls(callCap), null],
    ["a report past the cap", left(90_000), lefts(pageFactCap), { calls: 0, facts: 1 }],
    ["a report at the cap", left(90_000), lefts(pageFactCap - 1), null],
    ["a report among calls", left(90_000), calls(callCap), null],
    ["what the browser says", tab.changed(90_000, app), lefts(pageFactCap), null],
  ])("of %s", (_, fact, observations, expected) => {
    const flow = flowOf(observations);
    expect(leftOutOf(flow, fact)).toEqual(expected);
    const placed = boundFlow({ ...flow, observations: [...observations, fact] });
    if (expected) expect(withLeftOut(flow, expected as LeftOut)).toEqual(placed);
  });
});

describe("sizeOfFlow", () => {
  it("is about the length as JSON", () => {
    const flow = flowOf(implicitLogin());
    expect(Math.abs(sizeOfFlow(flow) - JSON.stringify(flow).length)).toBeLessThan(100);
  });
});

describe("boundPending", () => {
  it("keeps what fits, and of more than 1 MB the latest", () => {
    const few = implicitLogin();
    expect(boundPending(few)).toBe(few);
    const facts = Array.from({ length: 30 }, (_, index) =>
      tab.changed(index, `${app}/#${"x".repeat(100_000)}`),
    );
    const kept = boundPending(facts);
    expect(kept).toEqual(facts.slice(-kept.length));
    expect(kept).toHaveLength(Math.floor(pendingBytes / sizeOf(facts[0] as Observation)));
  });
});

describe("isPrivate", () => {
  const noted = (incognito: boolean): Observation => ({
    kind: "tab",
    at: noon,
    tabId: 1,
    frameId: -1,
    provenance: "browser",
    incognito,
    container: null,
  });
  it.each([
    [true, [noted(true), ...implicitLogin()]],
    [false, [noted(false), ...implicitLogin()]],
    [false, implicitLogin()],
  ])("is %p", (expected, observations) => {
    expect(isPrivate(flowOf(observations))).toBe(expected);
  });
});
