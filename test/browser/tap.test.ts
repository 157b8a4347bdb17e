import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "puppeteer-core";
import type { ExtensionBrowser } from "./harness/extension-browser.js";
import { browserKinds, launchBuilt } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { allowAllSites } from "./support/world.js";

/**
 * What a page can tell of its own `fetch` and XMLHttpRequest, observed from within. Runs in the page: must not refer to
 * anything outside itself.
 *
 * @param deadUrl at which nobody listens
 */
async function behave(tokenUrl: string, deadUrl: string): Promise<Record<string, unknown>> {
  const grant = () => new URLSearchParams({ grant_type: "authorization_code", code: "c0de" });
  const post = (path = "", init: RequestInit = {}) =>
    fetch(tokenUrl + path, { method: "POST", body: grant(), ...init });
  const thrown = (error: unknown) => {
    const { name, message, stack } = error as Error;
    return {
      name,
      message,
      stack,
      type: Object.prototype.toString.call(error),
      own: Object.keys(error as object),
    };
  };
  const failure = async (run: () => unknown) => {
    try {
      return { returned: String(await run()) };
    } catch (error) {
      return thrown(error);
    }
  };
  const shape = (owner: object, name: string) => {
    const property = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    const { value, ...flags } = property;
    return {
      flags,
      own: Object.getOwnPropertyNames(value).map((key) => [key, Object.getOwnPropertyDescriptor(value, key)]),
      text: [String(value), Function.prototype.toString.call(value), `${value.toString}`],
      type: [typeof value, Object.prototype.toString.call(value), "prototype" in value],
      prototype: Object.getPrototypeOf(value) === Function.prototype,
      same: value === (owner as Record<string, unknown>)[name],
    };
  };
  const shown = (response: Response) => ({
    url: response.url,
    redirected: response.redirected,
    status: [response.status, response.statusText, response.ok],
    type: response.type,
    headers: [...response.headers].filter(([name]) => name !== "date"),
    used: response.bodyUsed,
    body: [Object.is(response.body, response.body), response.body?.locked, String(response.body)],
    own: Object.getOwnPropertyNames(response),
  });
  const readAll = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += decoder.decode(value, { stream: true });
    }
  };
  const bearer = { authorization: "Bearer seen-by-the-page-alone" };
  const userInfoUrl = tokenUrl.replace("/token", "/userinfo");
  const seen: Record<string, unknown> = {};

  seen.shapes = [
    shape(window, "fetch"),
    shape(XMLHttpRequest.prototype, "send"),
    shape(XMLHttpRequest.prototype, "open"),
    shape(Function.prototype, "toString"),
    shape(Response.prototype, "json"),
  ];
  seen.globals = Object.getOwnPropertyNames(window)
    .filter((name) => !/^\d+$/.test(name))
    .sort();
  seen.misuse = [
    await failure(() => (fetch as () => unknown)()),
    await failure(() => fetch.call({} as Window, tokenUrl)),
    await failure(() => fetch("http://:bad/")),
    await failure(() => fetch(tokenUrl, { method: "GET", body: "grant_type=x" })),
    await failure(() => new (fetch as unknown as new () => unknown)()),
    await failure(() => new XMLHttpRequest().send("grant_type=x")),
    await failure(() => XMLHttpRequest.prototype.send.call({} as XMLHttpRequest)),
    await failure(() => Function.prototype.toString.call({})),
  ];

  // Bodies, read in every way.
  const first = await post();
  seen.response = shown(first);
  seen.json = await first.json();
  seen.usedAfter = shown(first);
  seen.twice = await failure(() => first.text());
  seen.notJson = await failure(async () => (await post("?as=text")).json());
  seen.text = await (await post("?as=chunks")).text();
  seen.buffer = new Uint8Array(await (await post()).arrayBuffer()).length;
  seen.blob = await (await post()).blob().then(async (blob) => [blob.type, blob.size, await blob.text()]);
  seen.stream = await post("?as=chunks").then((response) =>
    readAll((response.body as ReadableStream<Uint8Array>).getReader()),
  );
  seen.bytes = await failure(async () => {
    const { body } = await post();
    const reader = (body as ReadableStream).getReader({ mode: "byob" });
    const { value } = await reader.read(new Uint8Array(4));
    return value;
  });
  seen.clones = await post().then(async (response) => {
    const copy = response.clone();
    return [await copy.text(), await response.text(), shown(copy), copy.constructor === Response];
  });
  seen.tee = await post().then(async ({ body }) => {
    const [one, two] = (body as ReadableStream<Uint8Array>).tee();
    return [await readAll(one.getReader()), await readAll(two.getReader())];
  });
  // Early, as the page watch reports twenty answers at once, and hardly more.
  seen.userInfo = [
    await fetch(userInfoUrl, { headers: bearer }).then(async (one) => [shown(one), await one.json()]),
    await fetch(new URL(userInfoUrl), { headers: bearer }).then((one) => one.text()),
    await fetch(new Request(`${userInfoUrl}/?as=json`, { headers: bearer })).then((one) => one.text()),
    await new Promise((resolve) => {
      const log: unknown[] = [];
      const request = new XMLHttpRequest();
      for (const name of ["readystatechange", "load", "loadend"]) {
        request.addEventListener(name, ({ type }) => log.push([type, request.readyState]));
      }
      request.addEventListener("loadend", () => resolve([log, request.response]));
      request.open("GET", userInfoUrl);
      request.responseType = "json";
      request.setRequestHeader("authorization", bearer.authorization);
      request.send();
    }),
  ];
  seen.locked = await failure(async () => {
    const response = await post();
    response.body?.getReader();
    return response.clone();
  });
  seen.cancelled = await failure(async () => {
    const response = await post("?as=endless");
    const reader = (response.body as ReadableStream).getReader();
    await reader.read();
    await reader.cancel("enough");
    return JSON.stringify(await reader.read());
  });
  seen.redirected = await post("?as=redirect").then(async (response) => [
    shown(response),
    await response.text(),
  ]);
  seen.refused = await post("?as=error").then(async (response) => [shown(response), await response.json()]);
  seen.request = await fetch(new Request(tokenUrl, { method: "POST", body: grant() })).then(
    async (response) => [shown(response), await response.text()],
  );
  seen.forms = await (async () => {
    const form = new FormData();
    form.set("grant_type", "refresh_token");
    const json = { headers: { "content-type": "application/json" }, body: '{"grant_type":"x"}' };
    return [
      await (await post("", { body: form })).text(),
      await (await post("", json)).text(),
      await (await post("", { method: "post", body: "grant_type=x" })).text(),
    ];
  })();
  const opaque = await fetch(tokenUrl.replace("app.", "other."), {
    method: "POST",
    body: grant(),
    mode: "no-cors",
  });
  seen.opaque = [shown(opaque), await opaque.text()];

  // Errors and aborts.
  seen.dead = await failure(() => fetch(deadUrl, { method: "POST", body: grant() }));
  seen.deadGet = await failure(() => fetch(deadUrl));
  const deep = (depth: number): Promise<unknown> => (depth === 0 ? fetch(deadUrl) : deep(depth - 1));
  seen.deep = await failure(() => deep(30));
  const deepSend = (depth: number): void => (depth === 0 ? new XMLHttpRequest().send() : deepSend(depth - 1));
  seen.deepSend = await failure(() => deepSend(30));
  seen.broken = await failure(async () => {
    const reader = (await post("?as=broken")).body?.getReader();
    await reader?.read();
    // What has been read so far is all that the server sends: it breaks that answer off now.
    await post("?as=break");
    return reader?.read();
  }).then((error) => ({ ...error, stack: null }));
  seen.abortedBefore = await failure(() => post("", { signal: AbortSignal.abort() }));
  const reason = { mine: true };
  seen.ownReason = await post("", { signal: AbortSignal.abort(reason) }).catch((error) => error === reason);
  seen.abortedInBody = await (async () => {
    const controller = new AbortController();
    const response = await post("?as=endless", { signal: controller.signal });
    const reader = (response.body as ReadableStream).getReader();
    await reader.read();
    controller.abort(reason);
    return reader.read().catch((error) => error === reason);
  })();
  seen.unhandled = await new Promise((resolve) => {
    const events: unknown[] = [];
    const promises: unknown[] = [];
    const heard = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      events.push([event.reason.message, promises.includes(event.promise)]);
      // A second event would come in the same turn.
      setTimeout(() => {
        removeEventListener("unhandledrejection", heard);
        resolve(events);
      }, 50);
    };
    addEventListener("unhandledrejection", heard);
    promises.push(fetch(deadUrl, { method: "POST", body: grant() }));
  });
  const promise = fetch(deadUrl);
  promise.catch(() => undefined);
  seen.promise = [promise.constructor === Promise, Object.getOwnPropertyNames(promise)];

  // XMLHttpRequest.
  const events = (type: XMLHttpRequestResponseType, path: string, body: string | URLSearchParams, act = "") =>
    new Promise((resolve) => {
      const log: unknown[] = [];
      const request = new XMLHttpRequest();
      const note = (from: string) => (event: Event) => {
        const { loaded, total, lengthComputable } = event as ProgressEvent;
        const entry = [from, event.type, request.readyState, event.isTrusted];
        // How many of them there are depends on the network.
        if (event.type === "progress" || (event.type === "readystatechange" && request.readyState === 3)) {
          if (JSON.stringify(log.at(-1)) !== JSON.stringify(entry)) log.push(entry);
        } else
          log.push(event.type === "readystatechange" ? entry : [...entry, loaded, total, lengthComputable]);
        if (act === "abort" && request.readyState === 3) request.abort();
        if (from === "request" && event.type === "loadend") {
          const content = type === "" || type === "text" ? request.responseText : null;
          resolve([
            log,
            request.status,
            request.statusText,
            request.responseURL,
            content,
            type === "json"
              ? [request.response, Object.is(request.response, request.response)]
              : String(request.response),
            failedXml(request),
            Object.getOwnPropertyNames(request),
          ]);
        }
      };
      const failedXml = (one: XMLHttpRequest) => {
        try {
          return String(one.responseXML);
        } catch (error) {
          return (error as Error).name;
        }
      };
      for (const name of ["loadstart", "progress", "load", "loadend", "abort", "error", "timeout"]) {
        request.addEventListener(name, note("request"));
        if (act === "upload") request.upload.addEventListener(name, note("upload"));
      }
      request.addEventListener("readystatechange", note("request"));
      request.open("POST", tokenUrl + path);
      request.responseType = type;
      if (typeof body === "string") {
        request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
      }
      log.push(["send", String(request.send(body))]);
    });
  const padded = `grant_type=x&padding=${"p".repeat(200_000)}`;
  seen.xhr = [
    await events("", "", "grant_type=x"),
    await events("text", "?as=chunks", grant()),
    await events("json", "", "grant_type=x"),
    await events("arraybuffer", "", "grant_type=x"),
    await events("blob", "", "grant_type=x"),
    await events("", "?as=redirect", "grant_type=x"),
    await events("", "?as=error", "grant_type=x", "upload"),
    await events("", "", padded, "upload"),
    await events("", "?as=endless", "grant_type=x", "abort"),
  ];
  const sync = new XMLHttpRequest();
  sync.open("POST", tokenUrl, false);
  sync.send("grant_type=x");
  seen.sync = [sync.status, sync.responseText, sync.readyState];
  const elsewhere = tokenUrl.replace("app.", "other.");
  seen.elsewhere = [
    await (await fetch(elsewhere, { method: "POST", body: grant() })).text(),
    await new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", elsewhere);
      request.onload = () => resolve(request.responseText);
      request.send(grant());
    }),
  ];
  seen.calls = await (async () => {
    // What a page may put in the place of anything that the browser gave it, to see who calls it.
    const calls: string[] = [];
    const places: [object, string][] = [
      [Promise.prototype, "then"],
      [Response.prototype, "clone"],
      [Response.prototype, "text"],
      [ReadableStream.prototype, "getReader"],
      [ReadableStreamDefaultReader.prototype, "read"],
      [TextDecoder.prototype, "decode"],
      [URLSearchParams.prototype, "has"],
      [FormData.prototype, "has"],
      [Headers.prototype, "get"],
      [MessagePort.prototype, "postMessage"],
      [EventTarget.prototype, "addEventListener"],
      [String.prototype, "includes"],
      [String.prototype, "indexOf"],
      [String.prototype, "split"],
      [String.prototype, "endsWith"],
      [String.prototype, "toLowerCase"],
      [RegExp.prototype, "exec"],
      [Array.prototype, "push"],
      [Array.prototype, "join"],
      [WeakMap.prototype, "get"],
      [Reflect, "apply"],
      [JSON, "stringify"],
      [window, "setTimeout"],
    ];
    const originals = places.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
    const own = new XMLHttpRequest();
    const loaded = new Promise((resolve) => own.addEventListener("loadend", resolve));
    const again = new XMLHttpRequest();
    const loadedAgain = new Promise((resolve) => again.addEventListener("loadend", resolve));
    places.forEach(([owner, name], index) => {
      const original = originals[index]?.value as (...parameters: unknown[]) => unknown;
      Object.defineProperty(owner, name, {
        ...originals[index],
        value(this: unknown, ...parameters: unknown[]) {
          calls[calls.length] = name;
          return original.apply(this, parameters);
        },
      });
    });
    const body = grant();
    const answers = [
      await fetch(tokenUrl, { method: "POST", body }),
      await fetch(new Request(tokenUrl, { method: "POST", body })),
      await fetch(userInfoUrl),
    ];
    own.open("POST", tokenUrl);
    own.responseType = "json";
    own.send(body);
    await loaded;
    again.open("GET", userInfoUrl);
    again.send();
    await loadedAgain;
    // The copy is read as soon as it is there, which is not later than the page's own.
    for (const one of answers) await one.arrayBuffer();
    String(fetch);
    places.forEach(([owner, name], index) => {
      Object.defineProperty(owner, name, originals[index] as PropertyDescriptor);
    });
    return calls;
  })();
  seen.timing = [
    ...new Set(performance.getEntriesByType("resource").map((entry) => entry.name.split("?")[0])),
  ].map((name) => [
    name,
    ...new Set(
      performance
        .getEntriesByType("resource")
        .filter((entry) => entry.name.startsWith(name ?? ""))
        .map((entry) => (entry as PerformanceResourceTiming).initiatorType),
    ),
  ]);
  return seen;
}

/** How many microtasks pass until a call of `fetch` that is refused at once has settled. Runs in the page. */
async function ticksUntilRefused(url: string): Promise<number> {
  let ticks = 0;
  let settled = false;
  fetch(url, { method: "POST", body: "grant_type=x", signal: AbortSignal.abort() }).catch(() => {
    settled = true;
  });
  while (!settled && ticks < 1000) {
    ticks++;
    await null;
  }
  return ticks;
}

const marker = "seen-by-the-page-alone";
const answer = JSON.stringify({ access_token: marker, token_type: "Bearer", expires_in: 3600 });
const person = "told-by-the-userinfo-endpoint-alone";

/** A client's page, a token endpoint that answers in all the ways that one can, and a UserInfo endpoint. */
class Site {
  readonly requests: string[] = [];
  readonly #server: Server;
  /** An answer that is to be broken off. */
  #broken: ServerResponse | null = null;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Site> {
    const server = createServer((request, response) => site.#handle(request, response));
    const site = new Site(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return site;
  }

  get origin(): string {
    return `http://app.localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.origin);
    response.setHeader("access-control-allow-origin", this.origin);
    if (pathname === "/behave.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(`const __name = (named) => named;\n${behave}\n${ticksUntilRefused}`);
      return;
    }
    if (/^\/userinfo\/?$/.test(pathname)) {
      this.requests.push([request.method, request.url, request.headers.authorization].join(" "));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ sub: person }));
      return;
    }
    if (pathname !== "/token") {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><link rel="icon" href="data:,"><script src="/behave.js"></script>');
      return;
    }
    const body = Buffer.concat(await request.toArray().catch(() => [])).toString();
    const { "content-type": type = "", "content-length": length } = request.headers;
    // The boundary of a multipart form differs from one to the next, in Firefox also in length.
    const sent = type.startsWith("multipart/") ? ["multipart"] : [type, length, body.slice(0, 100)];
    this.requests.push([request.method, request.headers.host, request.url, ...sent].join(" "));
    response.setHeader("content-type", "application/json");
    switch (searchParams.get("as")) {
      case "text":
        response.end("no JSON");
        break;
      case "error":
        response.statusCode = 400;
        response.end('{"error":"invalid_grant"}');
        break;
      case "redirect":
        response.writeHead(307, { location: "/token" }).end();
        break;
      case "chunks":
        response.write(answer.slice(0, 10));
        setTimeout(() => response.end(answer.slice(10)), 20);
        break;
      case "endless":
        response.write(answer);
        break;
      case "broken":
        response.write(answer);
        this.#broken = response;
        break;
      case "break":
        this.#broken?.destroy();
        response.end(answer);
        break;
      default:
        response.end(answer);
    }
  }
}

interface Behaviour {
  readonly seen: Record<string, unknown>;
  readonly ticks: number;
  /** What the server received meanwhile. */
  readonly requests: readonly string[];
}

describe.each(browserKinds)("the copying of answers in %s", (kind) => {
  let site: Site;
  let browser: ExtensionBrowser;
  let without: Behaviour;
  let within: Behaviour;

  beforeAll(async () => {
    site = await Site.start();
    const blind = await launchBuilt(kind);
    try {
      without = await logInAndBehave(blind, site);
      expect(await isCopied(blind, marker)).toBe(false);
    } finally {
      await blind.close();
    }
    browser = await launchBuilt(kind);
    await allowAllSites(browser);
    within = await logInAndBehave(browser, site);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it.each([
    ["a token response", marker],
    ["an answer of the UserInfo endpoint", person],
  ])("of %s happens once there is access", async (what, text) => {
    await until(() => isCopied(browser, text), { what: `${what} that was copied` });
  });

  it("is nothing that the page can tell from its own functions, responses, errors and events", () => {
    for (const [name, value] of Object.entries(without.seen)) {
      expect({ [name]: within.seen[name] }).toEqual({ [name]: value });
    }
    expect(Object.keys(within.seen)).toEqual(Object.keys(without.seen));
  });

  it("sends nothing that the page would not have sent", () => {
    expect(within.requests).toEqual(without.requests);
    expect(without.requests.length).toBeGreaterThan(30);
  });

  it("delays an answer by no more than one microtask", () => {
    expect(without.ticks).toBeLessThan(1000);
    expect(within.ticks - without.ticks).toBeGreaterThanOrEqual(0);
    expect(within.ticks - without.ticks).toBeLessThanOrEqual(1);
  });
});

/** Goes through a login, as only then the extension watches, and behaves on the callback page. */
async function logInAndBehave(browser: ExtensionBrowser, site: Site): Promise<Behaviour> {
  const request = new URLSearchParams({
    response_type: "code",
    client_id: "client",
    redirect_uri: `${site.origin}/callback`,
    state: "st4te",
  });
  const page: Page = await browser.openPage(`${site.origin}/authorize?${request}`);
  await page.goto(`${site.origin}/callback?code=c0de&state=st4te`);
  site.requests.length = 0;
  const tokenUrl = JSON.stringify(`${site.origin}/token`);
  const seen = (await page.evaluate(`behave(${tokenUrl}, "http://127.0.0.1:1/")`)) as Record<string, unknown>;
  const ticks = (await page.evaluate(`ticksUntilRefused(${tokenUrl})`)) as number;
  const requests = [...site.requests];
  await page.close();
  return { seen, ticks, requests };
}

/** Whether the extension holds what only the body of an answer held. */
function isCopied(browser: ExtensionBrowser, text: string): Promise<boolean> {
  return browser.evaluateInPopup(async (wanted) => {
    const { storage } = (globalThis as unknown as { chrome: typeof import("webextension-polyfill") }).chrome;
    return JSON.stringify(await storage.session.get(null)).includes(wanted);
  }, text);
}
