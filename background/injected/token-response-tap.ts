/**
 * Runs in the page's own world, in Chromium, before any script of the page. Copies what the page's `fetch` and
 * XMLHttpRequest get from a token endpoint and from a UserInfo endpoint of the usual path, and hands it to the page watch.
 *
 * The page must not notice. So everything used here is taken before the page can replace it; proxies keep names, lengths
 * and descriptors; their source reads like that of what they stand for; and of a failing call the frame of this script
 * is taken out of the error's stack. A promise of `fetch` settles one microtask later than it would.
 */
import type { CopiedBody } from "../../extension/page-report.js";
import { asked, offered } from "./handshake.js";

type Copy = Omit<CopiedBody, "name" | "at">;
type Any = (this: unknown, ...parameters: never[]) => unknown;

const { apply, defineProperty, getOwnPropertyDescriptor, set } = Reflect;
const NativePromise = Promise;
const NativeError = Error;
const { addEventListener, removeEventListener } = EventTarget.prototype;
const { then } = Promise.prototype;
const { clone } = Response.prototype;
const { getReader } = ReadableStream.prototype;
const { read, cancel } = ReadableStreamDefaultReader.prototype;
const { decode } = TextDecoder.prototype;
const { has: hasParameter } = URLSearchParams.prototype;
const { has: hasField } = FormData.prototype;
const { get: headerOf } = Headers.prototype;
const { endsWith, includes, indexOf, slice, split, toLowerCase } = String.prototype;
const { join } = Array.prototype;
const { get: lookUp } = WeakMap.prototype;
const { postMessage } = MessagePort.prototype;
const { dispatchEvent } = document;
const { setTimeout, clearTimeout, TextDecoder: NativeDecoder, Uint8Array: Bytes } = window;
const { stringify } = JSON;

const getter = (of: object, name: string): Any => getOwnPropertyDescriptor(of, name)?.get as Any;
const ofResponse = {
  body: getter(Response.prototype, "body"),
  status: getter(Response.prototype, "status"),
  type: getter(Response.prototype, "type"),
  url: getter(Response.prototype, "url"),
};
const ofRequest = {
  method: getter(Request.prototype, "method"),
  headers: getter(Request.prototype, "headers"),
};
const ofXhr = {
  response: getter(XMLHttpRequest.prototype, "response"),
  responseText: getter(XMLHttpRequest.prototype, "responseText"),
  responseType: getter(XMLHttpRequest.prototype, "responseType"),
  responseURL: getter(XMLHttpRequest.prototype, "responseURL"),
  status: getter(XMLHttpRequest.prototype, "status"),
};

/** Most of a body that is copied: characters, and bytes. */
const bodyLimit = 524_288;
/** A longer request body is none that asks for tokens, characters. */
const requestLimit = 262_144;
/** How long an answer may take to come in, ms: after that the copy must not keep the connection open. */
const patienceMs = 10_000;

const channel = new MessageChannel();

function send(copy: Copy): void {
  apply(postMessage, channel.port1, [copy]);
}

/** Whether a body asks for tokens. Touches nothing of the page's own. */
function asksForTokens(body: unknown): boolean {
  if (typeof body === "string") {
    return body.length <= requestLimit && (apply(includes, body, ["grant_type"]) as boolean);
  }
  return isObject(body) && (hasIn(hasParameter, body) || hasIn(hasField, body));
}

/** Asks a body by the browser's own method, which refuses whatever is none of its kind, of whichever frame it is. */
function hasIn(has: Any, body: object): boolean {
  try {
    return apply(has, body, ["grant_type"]) as boolean;
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Own data property of an object that the page made; its getters are not run. */
function dataOf(object: unknown, name: string): unknown {
  return isObject(object) ? getOwnPropertyDescriptor(object, name)?.value : undefined;
}

/** Whether a URL has the usual path of a UserInfo endpoint. By no pattern: a page may replace what tests patterns. */
function isUserInfo(url: string): boolean {
  const path = apply(toLowerCase, (apply(split, url, ["?"]) as string[])[0], []);
  return (apply(endsWith, path, ["/userinfo"]) || apply(endsWith, path, ["/userinfo/"])) as boolean;
}

/** Whether a call of `fetch` is a POST; what is neither that nor a GET asks neither for tokens nor for UserInfo. */
function isPost(input: unknown, init: unknown): boolean {
  try {
    const method = dataOf(init, "method") ?? (isObject(input) ? apply(ofRequest.method, input, []) : "");
    return typeof method === "string" && apply(toLowerCase, method, []) === "post";
  } catch {
    return false;
  }
}

/**
 * Whether the body of a POST by `fetch` asks for tokens. `perhaps` for a Request with a form in it: its body cannot be read
 * without changing it, so the answer has to tell.
 */
function isTokenFetch(input: unknown, init: unknown): "yes" | "perhaps" | "no" {
  try {
    const body = dataOf(init, "body");
    if (body !== undefined && body !== null) return asksForTokens(body) ? "yes" : "no";
    if (!isObject(input)) return "no";
    const type = apply(headerOf, apply(ofRequest.headers, input, []), ["content-type"]);
    const form =
      typeof type === "string" && apply(indexOf, type, ["application/x-www-form-urlencoded"]) === 0;
    return form ? "perhaps" : "no";
  } catch {
    return "no";
  }
}

async function copyResponse(
  response: Response,
  asking: ReturnType<typeof isTokenFetch>,
  method: Copy["method"],
): Promise<void> {
  try {
    const url = apply(ofResponse.url, response, []) as string;
    const certain = asking === "yes" || isUserInfo(url);
    if ((!certain && asking === "no") || apply(ofResponse.type, response, []) === "opaque") return;
    const branch = apply(clone, response, []);
    const { text, truncated } = await headOf(apply(ofResponse.body, branch, []) as ReadableStream | null);
    if (!certain && !apply(includes, text, ['_token"']) && !apply(includes, text, ['"error"'])) return;
    const status = apply(ofResponse.status, response, []) as number;
    send({ url, method, status, text, truncated });
  } catch {
    // Aborted, or the connection broke: the page is told by its own branch.
  }
}

/** The beginning of a stream as text. Ends the stream, which is a branch of the page's, at the limit. */
async function headOf(stream: ReadableStream | null): Promise<{ text: string; truncated: boolean }> {
  if (stream === null) return { text: "", truncated: false };
  const reader = apply(getReader, stream, []);
  const decoder = new NativeDecoder();
  const late = { is: false };
  const end = () => {
    apply(then, apply(cancel, reader, []), [undefined, () => undefined]);
  };
  const timer = setTimeout(() => {
    late.is = true;
    end();
  }, patienceMs);
  let text = "";
  let left = bodyLimit;
  for (;;) {
    const { done, value } = (await apply(read, reader, [])) as ReadableStreamReadResult<Uint8Array>;
    if (done) break;
    const kept = value.byteLength > left ? new Bytes(value.buffer, value.byteOffset, left) : value;
    text += apply(decode, decoder, [kept, { stream: true }]);
    left -= value.byteLength;
    if (left < 0) {
      end();
      break;
    }
  }
  clearTimeout(timer);
  return { text, truncated: left < 0 || late.is };
}

/**
 * Copies what a request gets, at its `load` event, before the page's own listeners may start it anew.
 *
 * @param asks whether for tokens; else the URL of the answer tells whether it is to be copied
 */
function watchXhr(request: XMLHttpRequest, asks: boolean, method: Copy["method"]): () => void {
  const loaded = () => {
    stop();
    try {
      const url = apply(ofXhr.responseURL, request, []) as string;
      if (!asks && !isUserInfo(url)) return;
      const answer = textOf(request);
      if (answer === null) return;
      const truncated = answer.length > bodyLimit;
      const text = truncated ? (apply(slice, answer, [0, bodyLimit]) as string) : answer;
      const status = apply(ofXhr.status, request, []) as number;
      send({ url, method, status, text, truncated });
    } catch {
      // Nothing to copy.
    }
  };
  const stop = () => {
    apply(removeEventListener, request, ["load", loaded, true]);
    apply(removeEventListener, request, ["loadend", stop, true]);
  };
  apply(addEventListener, request, ["load", loaded, true]);
  apply(addEventListener, request, ["loadend", stop, true]);
  return stop;
}

/** Reading `response` hands out the very object that the page gets, and makes no copy of it. */
function textOf(request: XMLHttpRequest): string | null {
  switch (apply(ofXhr.responseType, request, [])) {
    case "":
    case "text":
      return apply(ofXhr.responseText, request, []) as string;
    case "json":
      return stringify(apply(ofXhr.response, request, []));
    case "arraybuffer":
      return apply(decode, new NativeDecoder(), [apply(ofXhr.response, request, [])]) as string;
    default:
      return null;
  }
}

const ownFile = fileOf(new NativeError().stack ?? "");

function fileOf(stack: string): string | null {
  return /\w+-extension:\/\/[^\s():]+/.exec(stack)?.[0] ?? null;
}

/** Takes this script's frames out of the stack of an error that the browser made. */
function withoutFrames(error: unknown): void {
  try {
    // A page that formats stacks itself would be called here.
    if (ownFile === null || !(error instanceof NativeError) || "prepareStackTrace" in NativeError) return;
    const { stack } = error;
    if (typeof stack !== "string" || !apply(includes, stack, [ownFile])) return;
    const lines = apply(split, stack, ["\n"]) as string[];
    const kept: string[] = [];
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as string;
      if (!apply(includes, line, [ownFile])) kept[kept.length] = line;
    }
    set(error, "stack", apply(join, kept, ["\n"]));
  } catch {
    // It keeps its stack.
  }
}

/** Calls a native function with room for this script's one frame, so that none of the page's is pushed out of a stack. */
function call(native: Any, self: unknown, parameters: readonly unknown[]): unknown {
  const limit = getOwnPropertyDescriptor(NativeError, "stackTraceLimit")?.value;
  const room = typeof limit === "number" && set(NativeError, "stackTraceLimit", limit + 2);
  try {
    return apply(native, self, parameters);
  } finally {
    if (room) set(NativeError, "stackTraceLimit", limit);
  }
}

/** What each proxy stands for, by the proxy. */
const natives = new WeakMap<object, Any>();

function replace(
  owner: object,
  name: string,
  behave: (native: Any, self: unknown, parameters: unknown[]) => unknown,
) {
  const property = getOwnPropertyDescriptor(owner, name);
  const native = property?.value as Any | undefined;
  if (typeof native !== "function" || !property?.configurable) return;
  const proxy = new Proxy(native, { apply: behave });
  natives.set(proxy, native);
  defineProperty(owner, name, { ...property, value: proxy });
}

replace(window, "fetch", (native, self, parameters) => {
  // Not by destructuring, which calls an iterator that the page may replace.
  const input = parameters[0];
  const init = parameters[1];
  const post = isPost(input, init);
  const asking = post ? isTokenFetch(input, init) : "no";
  const answer = call(native, self, parameters);
  // Something else than the browser's own, if the page had already replaced it.
  if (!(answer instanceof NativePromise)) return answer;
  return new NativePromise((resolve, reject) => {
    const answered = (response: Response) => {
      void copyResponse(response, asking, post ? "POST" : "GET");
      resolve(response);
    };
    const failed = (error: unknown) => {
      withoutFrames(error);
      reject(error);
    };
    apply(then, answer, [answered, failed]);
  });
});

replace(XMLHttpRequest.prototype, "send", (native, self, parameters) => {
  let stop: (() => void) | null = null;
  try {
    // A GET sends no body, a POST hardly ever none.
    const method = parameters[0] === undefined || parameters[0] === null ? "GET" : "POST";
    stop = watchXhr(self as XMLHttpRequest, asksForTokens(parameters[0]), method);
  } catch {
    // The browser says what is wrong.
  }
  try {
    return call(native, self, parameters);
  } catch (error) {
    stop?.();
    withoutFrames(error);
    throw error;
  }
});

replace(Function.prototype, "toString", (native, self, parameters) => {
  const stood = typeof self === "function" ? apply(lookUp, natives, [self]) : undefined;
  try {
    return call(native, stood ?? self, parameters);
  } catch (error) {
    withoutFrames(error);
    throw error;
  }
});

/** The page watch, if it is there already, answers to this; else it asks when it comes. */
function offer(): void {
  apply(dispatchEvent, document, [new MessageEvent(offered, { ports: [channel.port2] })]);
}

apply(addEventListener, document, [asked, offer, { once: true }]);
offer();
