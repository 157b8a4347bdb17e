import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyLimit, replay } from "../../../background/replay.js";

const token = "made-up-token-0123456789";
const request = (url: string) => ({
  method: "POST",
  url,
  headers: [{ name: "Authorization", value: `Bearer ${token}` }],
  body: '{"a":1}',
});

const free = { abort: new AbortController().signal, limit: new AbortController().signal, covered: true };

async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

describe("replay", () => {
  it("sends method, headers and body once, without cookies, and gives back the answer", async () => {
    const seen: unknown[] = [];
    const result = await serving(
      async (incoming, answer) => {
        const body = (await incoming.toArray()).join("");
        const { authorization, cookie, referer } = incoming.headers;
        seen.push([incoming.method, authorization, cookie, referer, body]);
        answer.writeHead(201, { "content-type": "application/json" }).end('{"ok":true}');
      },
      (url) => replay(request(url), free),
    );
    expect(seen).toEqual([["POST", `Bearer ${token}`, undefined, undefined, '{"a":1}']]);
    expect(result).toMatchObject({
      outcome: "answered",
      status: 201,
      body: '{"ok":true}',
      truncated: false,
      headers: expect.arrayContaining([{ name: "content-type", value: "application/json" }]),
    });
  });

  it.each([
    [bodyLimit, bodyLimit, false],
    [bodyLimit + 1, bodyLimit, true],
    [4 * bodyLimit, bodyLimit, true],
  ])("of a body of %i bytes keeps %i", async (length, kept, truncated) => {
    const result = await serving(
      (_, answer) => answer.end("x".repeat(length)),
      (url) => replay(request(url), free),
    );
    expect(result).toMatchObject({ outcome: "answered", truncated });
    expect(result.outcome === "answered" && result.body.length).toBe(kept);
  });

  it("stops when it is aborted, also in the middle of a body", async () => {
    const controller = new AbortController();
    const result = await serving(
      (_, answer) => {
        answer.write("begin");
        controller.abort();
      },
      (url) => replay(request(url), { ...free, abort: controller.signal }),
    );
    expect(result.outcome).toBe("aborted");
  });

  it("gives up at its time limit", async () => {
    const limit = new AbortController();
    const result = await serving(
      () => limit.abort(),
      (url) => replay(request(url), { ...free, limit: limit.signal }),
    );
    expect(result).toMatchObject({ outcome: "timed-out", message: "No complete answer within 30 s." });
  });

  it("says plainly that nothing answered, without quoting the request", async () => {
    const gone = await serving(
      () => {},
      async (url) => url,
    );
    const result = await replay(request(gone), free);
    expect(result.outcome).toBe("failed");
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it("does not quote a header value that the browser refuses", async () => {
    const headers = [{ name: "X", value: `${token}\nY: 1` }];
    const result = await replay({ ...request("http://127.0.0.1:9/"), headers }, free);
    expect(result.outcome).toBe("failed");
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it("sends nothing without access to the site", async () => {
    let count = 0;
    const result = await serving(
      (_, answer) => {
        count++;
        answer.end();
      },
      (url) => replay(request(url), { ...free, covered: false }),
    );
    expect([result.outcome, count]).toEqual(["no-access", 0]);
  });
});
