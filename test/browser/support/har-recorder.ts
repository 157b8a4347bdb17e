import type { CDPSession, Page, Protocol } from "puppeteer-core";
import { until } from "../harness/until.js";

type Headers = Protocol.Network.Headers;

/** One request with its answer; a chain of redirects has several under one id. */
interface Hop {
  readonly asked: Protocol.Network.RequestWillBeSentEvent;
  answer: Protocol.Network.Response | null;
  /** Whether the headers as they went over the wire are told by an event of their own. */
  hasWireHeaders: boolean;
  /** When the answer began and when it was complete, s of the browser's own clock. */
  began: number | null;
  ended: number | null;
  error: string | null;
  fromCache: boolean;
  body: Promise<Protocol.Network.GetResponseBodyResponse | null>;
}

/** All that is known of one request id, whichever session told it. */
interface Chain {
  readonly hops: Hop[];
  readonly sent: Headers[];
  readonly received: Headers[];
}

const nothing = Promise.resolve(null);

/**
 * Records what one tab sends, its frames and workers included, and writes it as Chrome's DevTools export a HAR file, with
 * sensitive data: URLs without their fragment, redirects as entries of their own, bodies where the browser still has them.
 */
export class HarRecorder {
  readonly #chains = new Map<string, Chain>();
  readonly #mainFrame: string;

  private constructor(mainFrame: string) {
    this.#mainFrame = mainFrame;
  }

  /** Begins with what the page sends next. */
  static async start(page: Page): Promise<HarRecorder> {
    const session = await page.createCDPSession();
    const { targetInfo } = await session.send("Target.getTargetInfo");
    const recorder = new HarRecorder(targetInfo.targetId);
    await recorder.#listen(session);
    return recorder;
  }

  /** The file, once every request has ended that is not a stream. */
  async har(): Promise<string> {
    const hops = () => [...this.#chains.values()].flatMap((chain) => chain.hops);
    await until(() => hops().every(({ ended, asked }) => ended !== null || asked.type === "EventSource"), {
      what: "every request to end",
    });
    const entries = await Promise.all(
      [...this.#chains.values()].flatMap((chain) =>
        chain.hops.map((hop, index) => this.#entryOf(hop, index, chain)),
      ),
    );
    const log = {
      version: "1.2",
      creator: { name: "WebInspector", version: "537.36" },
      pages: this.#pages().map(pageOf),
      entries: entries.sort((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : 1)),
    };
    return JSON.stringify({ log }, null, 2);
  }

  async #listen(session: CDPSession): Promise<void> {
    session.on("Network.requestWillBeSent", (event) => this.#asked(event));
    session.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) => {
      this.#chain(requestId).sent.push(headers);
    });
    session.on("Network.responseReceivedExtraInfo", ({ requestId, headers }) => {
      this.#chain(requestId).received.push(headers);
    });
    session.on("Network.responseReceived", ({ requestId, response, hasExtraInfo, timestamp }) => {
      const hop = this.#last(requestId);
      if (hop) Object.assign(hop, { answer: response, hasWireHeaders: hasExtraInfo, began: timestamp });
    });
    session.on("Network.requestServedFromCache", ({ requestId }) => {
      const hop = this.#last(requestId);
      if (hop) hop.fromCache = true;
    });
    session.on("Network.loadingFinished", ({ requestId, timestamp }) => {
      const hop = this.#last(requestId);
      if (!hop) return;
      hop.ended = timestamp;
      hop.body = session.send("Network.getResponseBody", { requestId }).catch(() => null);
    });
    session.on("Network.loadingFailed", ({ requestId, timestamp, errorText }) => {
      const hop = this.#last(requestId);
      if (hop) Object.assign(hop, { ended: timestamp, error: errorText });
    });
    session.on("sessionattached", (child) => {
      this.#listen(child)
        .then(() => child.send("Runtime.runIfWaitingForDebugger"))
        // A frame or worker may be gone again already.
        .catch(() => undefined);
    });
    // Keeps bodies of documents that were left, as DevTools do where the log is preserved.
    await session.send("Network.enable", { enableDurableMessages: true, maxTotalBufferSize: 50_000_000 });
    await session.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  #chain(requestId: string): Chain {
    const chain = this.#chains.get(requestId) ?? { hops: [], sent: [], received: [] };
    this.#chains.set(requestId, chain);
    return chain;
  }

  #last(requestId: string): Hop | undefined {
    return this.#chains.get(requestId)?.hops.at(-1);
  }

  #asked(event: Protocol.Network.RequestWillBeSentEvent): void {
    const { redirectResponse: answer, redirectHasExtraInfo: hasWireHeaders, timestamp } = event;
    const before = this.#last(event.requestId);
    if (answer && before) {
      Object.assign(before, { answer, hasWireHeaders, began: timestamp, ended: timestamp });
    }
    this.#chain(event.requestId).hops.push({
      asked: event,
      answer: null,
      hasWireHeaders: false,
      began: null,
      ended: null,
      error: null,
      fromCache: false,
      body: nothing,
    });
  }

  /** The documents that the tab showed, each with the request that was answered by it. */
  #pages(): readonly Protocol.Network.RequestWillBeSentEvent[] {
    return [...this.#chains.values()].flatMap(({ hops }) => {
      const asked = hops.at(-1)?.asked;
      return asked?.type === "Document" && asked.frameId === this.#mainFrame ? [asked] : [];
    });
  }

  async #entryOf(hop: Hop, index: number, { hops, sent, received }: Chain) {
    const { asked, answer } = hop;
    const { request, type = "Other", initiator, wallTime, timestamp, loaderId } = asked;
    // Hops from the cache have no headers on the wire.
    const place = hops.slice(0, index).filter(({ hasWireHeaders }) => hasWireHeaders).length;
    const wire = (lists: readonly Headers[]) => (hop.hasWireHeaders ? lists[place] : undefined);
    const body = await hop.body;
    const page = this.#pages().findIndex((one) => one.loaderId === loaderId);
    const began = hop.began ?? hop.ended ?? timestamp;
    const responseHeaders = headersOf(wire(received) ?? answer?.headers);
    const postData = request.postData;
    return {
      ...(hop.fromCache ? { _fromCache: "memory" } : {}),
      _initiator: initiator,
      _priority: request.initialPriority,
      _resourceType: type.toLowerCase(),
      cache: {},
      ...(page < 0 ? {} : { pageref: `page_${page + 1}` }),
      request: {
        method: request.method,
        url: request.url,
        httpVersion: answer?.protocol ?? "",
        headers: headersOf(wire(sent) ?? request.headers),
        queryString: pairsIn(new URL(request.url).search),
        cookies: [],
        headersSize: -1,
        bodySize: postData?.length ?? 0,
        ...(postData === undefined ? {} : { postData: postDataOf(postData, request.headers) }),
      },
      response: {
        status: answer?.status ?? 0,
        statusText: answer?.statusText ?? "",
        httpVersion: answer?.protocol ?? "",
        headers: responseHeaders,
        cookies: [],
        content: {
          size: body?.body.length ?? 0,
          mimeType: answer?.mimeType ?? "x-unknown",
          ...(body ? { text: body.body, ...(body.base64Encoded ? { encoding: "base64" } : {}) } : {}),
        },
        redirectURL: responseHeaders.find(({ name }) => name.toLowerCase() === "location")?.value ?? "",
        headersSize: -1,
        bodySize: -1,
        _transferSize: answer?.encodedDataLength ?? 0,
        _error: hop.error,
      },
      startedDateTime: timeOf(wallTime),
      time: ((hop.ended ?? timestamp) - timestamp) * 1000,
      timings: {
        blocked: 0,
        dns: -1,
        ssl: -1,
        connect: -1,
        send: 0,
        wait: (began - timestamp) * 1000,
        receive: Math.max(0, (hop.ended ?? began) - began) * 1000,
      },
    };
  }
}

const pageOf = ({ request, wallTime }: Protocol.Network.RequestWillBeSentEvent, index: number) => ({
  startedDateTime: timeOf(wallTime),
  id: `page_${index + 1}`,
  title: request.url + (request.urlFragment ?? ""),
  pageTimings: { onContentLoad: null, onLoad: null },
});

const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Headers of one name are told in one, joined by line feeds. */
const headersOf = (headers: Headers = {}) =>
  Object.entries(headers).flatMap(([name, values]) => values.split("\n").map((value) => ({ name, value })));

function postDataOf(text: string, headers: Headers) {
  const mimeType = headersOf(headers).find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
  const isForm = mimeType.startsWith("application/x-www-form-urlencoded");
  return { mimeType, text, ...(isForm ? { params: pairsIn(text) } : {}) };
}

/** Names and values as they were sent: DevTools do not decode them. */
const pairsIn = (text: string) =>
  text
    .replace(/^\?/, "")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("=") };
    });
