import { learnServer, type Network } from "../../../background/keys.js";
import { bodyLimit } from "../../../background/replay.js";
import type { Inquiry } from "../../../extension/flow/inquiry.js";
import { wellKnownOf, wellKnownOfIssuer } from "../../../extension/oauth/metadata.js";

const endpoint = "https://login.example/authorize";
const at = 1_767_607_200_000;
const inquiry = (more: Partial<Inquiry> = {}): Inquiry => ({
  subject: endpoint,
  from: endpoint,
  endpoint,
  places: wellKnownOf(endpoint, []),
  kids: [],
  ...more,
});
const openid = "https://login.example/.well-known/openid-configuration";
const oauth = "https://login.example/.well-known/oauth-authorization-server";
const jwks = "https://login.example/jwks";
const metadata = { issuer: "https://login.example", authorization_endpoint: endpoint, jwks_uri: jwks };
const key = (kid: string) => ({ kty: "OKP", crv: "Ed25519", x: "AA", kid });

type Answer = object | string | number | Error | Response;

/** A network of fixed answers by URL, a list giving one after the other, and what was asked of it. */
function network(answers: Readonly<Record<string, Answer | readonly Answer[]>>) {
  const asked: string[] = [];
  const options: RequestInit[] = [];
  const fake: Network = {
    now: () => at,
    limit: () => new AbortController().signal,
    fetch: (async (url: string, init: RequestInit) => {
      asked.push(url);
      options.push(init);
      const all = answers[url] ?? 404;
      const nth = asked.filter((other) => other === url).length - 1;
      const answer = Array.isArray(all) ? (all[nth] ?? all.at(-1)) : all;
      if (answer instanceof Error) throw answer;
      if (answer instanceof Response) return answer;
      if (typeof answer === "number") return new Response(null, { status: answer });
      return new Response(typeof answer === "string" ? answer : JSON.stringify(answer));
    }) as typeof fetch,
  };
  return { fake, asked, options };
}

describe("learnServer", () => {
  it("fetches the metadata, then the keys that they name", async () => {
    const { fake, asked, options } = network({ [openid]: metadata, [jwks]: { keys: [key("k1")] } });
    const server = await learnServer(inquiry({ kids: ["k1"] }), null, fake);
    expect(server).toEqual({
      metadata: { state: "known", url: openid, at, value: expect.objectContaining(metadata) },
      keys: { state: "known", url: jwks, at, value: { keys: [key("k1")] } },
      found: { issuer: "https://login.example", how: "guessed" },
      missingKids: [],
    });
    expect(asked).toEqual([openid, jwks]);
    for (const sent of options) {
      expect(sent).toMatchObject({
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "manual",
        cache: "no-store",
      });
    }
  });

  it("goes on to the metadata that list the endpoint, and keeps the first where none do", async () => {
    const elsewhere = { ...metadata, authorization_endpoint: "https://login.example/other" };
    const second = network({ [openid]: elsewhere, [oauth]: metadata, [jwks]: { keys: [] } });
    expect(await learnServer(inquiry(), null, second.fake)).toMatchObject({ metadata: { url: oauth } });
    const none = network({ [openid]: elsewhere, [jwks]: { keys: [] } });
    expect(await learnServer(inquiry(), null, none.fake)).toMatchObject({ metadata: { url: openid } });
  });

  it("takes the metadata of an issuer that was asked for whatever endpoint they list", async () => {
    const places = wellKnownOfIssuer("https://login.example", "clicked");
    const { fake } = network({ [openid]: { issuer: "https://login.example" } });
    expect(await learnServer(inquiry({ endpoint: null, places }), null, fake)).toEqual({
      metadata: expect.objectContaining({ state: "known" }),
      keys: { state: "unknown", reason: "The server's metadata name no keys." },
      found: { issuer: "https://login.example", how: "clicked" },
    });
  });

  const offline = "Not fetched: offline, or the server lets no other site read its answer.";
  it.each<[string, Answer, string]>([
    ["no answer", new TypeError("Failed to fetch"), offline],
    ["a status", 500, "Not fetched: the server answers with status 500."],
    [
      "a redirect",
      new Response(null, { status: 302, headers: { location: "http://127.0.0.1/" } }),
      "Not fetched: the server answers with a redirect.",
    ],
    ["what is no JSON", "<html>", "Not fetched: the answer is no JSON object."],
    ["a list", "[]", "Not fetched: the answer is no JSON object."],
    ["more than 1 MB", `{"a":"${"x".repeat(bodyLimit)}"}`, "Not fetched: the answer is larger than 1 MB."],
  ])("says why the keys are not known: %s", async (_, answer, reason) => {
    const { fake } = network({ [openid]: metadata, [jwks]: answer });
    expect((await learnServer(inquiry(), null, fake)).keys).toEqual({ state: "unknown", reason });
  });

  it("says why there are no metadata", async () => {
    const { fake } = network({ [openid]: new TypeError(), [oauth]: new TypeError() });
    const unknown = { state: "unknown", reason: offline };
    expect(await learnServer(inquiry(), null, fake)).toEqual({ metadata: unknown, keys: unknown });
  });

  it("gives up at the time limit, without trying elsewhere", async () => {
    const { fake, asked } = network({ [openid]: new Error("late") });
    const late: Network = { ...fake, limit: () => AbortSignal.abort() };
    expect((await learnServer(inquiry(), null, late)).metadata).toEqual({
      state: "unknown",
      reason: "Not fetched: no complete answer within 10 s.",
    });
    expect(asked).toEqual([openid]);
  });

  it.each([
    ["http://login.example/jwks", "Not fetched: not over https."],
    [
      "https://127.0.0.1/jwks",
      "Not fetched: blocked, as its address is loopback and that of the server is not.",
    ],
    [
      "http://localhost:8080/jwks",
      "Not fetched: blocked, as its address is loopback and that of the server is not.",
    ],
    [
      "https://169.254.169.254/latest",
      "Not fetched: blocked, as its address is private and that of the server is not.",
    ],
    [
      "https://router.local/jwks",
      "Not fetched: blocked, as its address is private and that of the server is not.",
    ],
    ["javascript:alert(1)", "Not fetched: not over https."],
  ])("does not fetch keys from %s", async (uri, reason) => {
    const { fake, asked } = network({ [openid]: { ...metadata, jwks_uri: uri } });
    expect((await learnServer(inquiry(), null, fake)).keys).toEqual({ state: "unknown", reason });
    expect(asked).toEqual([openid]);
  });

  it.each([["http://login.example/authorize"], ["http://10.0.0.1/authorize"]])(
    "fetches nothing for %s",
    async (from) => {
      const { fake, asked } = network({});
      const server = await learnServer(
        inquiry({ from, endpoint: from, places: wellKnownOf(from, []) }),
        null,
        fake,
      );
      expect(server.metadata).toEqual({ state: "unknown", reason: "Not fetched: not over https." });
      expect(asked).toEqual([]);
    },
  );

  it("fetches over http on this very machine", async () => {
    const local = "http://login.localhost:4100";
    const uri = `${local}/jwks`;
    const { fake } = network({
      [`${local}/.well-known/openid-configuration`]: {
        issuer: local,
        authorization_endpoint: `${local}/auth`,
        jwks_uri: uri,
      },
      [uri]: { keys: [key("k1")] },
    });
    const from = `${local}/auth`;
    const server = await learnServer(
      inquiry({ from, endpoint: from, places: wellKnownOf(from, []) }),
      null,
      fake,
    );
    expect(server.keys).toMatchObject({ state: "known", value: { keys: [key("k1")] } });
  });

  it("takes of a key set only what are objects", async () => {
    const { fake } = network({ [openid]: metadata, [jwks]: { keys: [key("k1"), null, "x", [], 1] } });
    expect((await learnServer(inquiry(), null, fake)).keys).toMatchObject({ value: { keys: [key("k1")] } });
    const none = network({ [openid]: metadata, [jwks]: { jwks: [] } });
    expect((await learnServer(inquiry(), null, none.fake)).keys).toEqual({
      state: "unknown",
      reason: "Not fetched: the answer is no key set.",
    });
  });
});

describe("learnServer: rotated keys (OpenID Connect Core 1.0, section 10.1.1)", () => {
  const rotating = () =>
    network({ [openid]: metadata, [jwks]: [{ keys: [key("old")] }, { keys: [key("new")] }] });

  it("fetches the keys once more for an unknown kid", async () => {
    const { fake, asked } = rotating();
    const server = await learnServer(inquiry({ kids: ["new"] }), null, fake);
    expect(server).toMatchObject({ keys: { value: { keys: [key("new")] } }, missingKids: [] });
    expect(asked).toEqual([openid, jwks, jwks]);
  });

  it("fetches only the keys anew where the rest is known, and nothing where all is known", async () => {
    const { fake, asked } = rotating();
    const before = await learnServer(inquiry({ kids: ["old"] }), null, fake);
    const same = await learnServer(inquiry({ kids: ["old"] }), before, fake);
    expect([same, asked.length]).toEqual([before, 2]);
    const after = await learnServer(inquiry({ kids: ["new"] }), before, fake);
    expect(after).toMatchObject({ keys: { value: { keys: [key("new")] } }, missingKids: [] });
    expect(asked).toEqual([openid, jwks, jwks]);
  });

  it("looks for a kid that is not there once only", async () => {
    const { fake, asked } = network({ [openid]: metadata, [jwks]: { keys: [key("old")] } });
    const first = await learnServer(inquiry({ kids: ["forged"] }), null, fake);
    expect(first.missingKids).toEqual(["forged"]);
    const second = await learnServer(inquiry({ kids: ["forged"] }), first, fake);
    expect(second).toEqual(first);
    expect(asked).toEqual([openid, jwks, jwks]);
  });

  it("keeps the keys it has where they cannot be fetched anew", async () => {
    const { fake } = network({ [openid]: metadata, [jwks]: [{ keys: [key("old")] }, new TypeError()] });
    const server = await learnServer(inquiry({ kids: ["new"] }), null, fake);
    expect(server).toMatchObject({ keys: { value: { keys: [key("old")] } } });
    expect(server.missingKids).toBeUndefined();
  });

  it("tries again what could not be fetched before", async () => {
    const { fake, asked } = network({ [openid]: metadata, [jwks]: [500, { keys: [key("k1")] }] });
    const before = await learnServer(inquiry(), null, fake);
    expect(before.keys.state).toBe("unknown");
    expect((await learnServer(inquiry(), before, fake)).keys.state).toBe("known");
    expect(asked).toEqual([openid, jwks, jwks]);
  });
});
