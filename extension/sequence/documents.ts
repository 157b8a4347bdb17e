import type { DocumentExchange, Login, LoginDocument } from "../flow/login.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import { brought, path, rowsOfUrl, said, wire } from "./label.js";
import type { Lanes } from "./lanes.js";
import { requestMessage } from "./request.js";
import { aboutResponse, deliveryOf } from "./response.js";
import type { Draft } from "./sequence.js";

/** How far apart the browser's interfaces may stamp one and the same navigation, ms. */
const skewMs = 1000;

/** What the exchanges of documents tell: redirects, prompts, what was sent from them, the response's way. */
export function documentMessages(login: Login, lanes: Lanes): readonly Draft[] {
  const walk = new Walk(login, lanes);
  login.documents.forEach((document, index) => {
    walk.document(document, index);
  });
  return walk.drafts;
}

/** Goes through the documents in their order and draws each thing once. */
class Walk {
  readonly drafts: Draft[] = [];
  #asked = false;
  #delivered = false;

  constructor(
    readonly login: Login,
    readonly lanes: Lanes,
  ) {}

  document(document: LoginDocument, index: number): void {
    const { exchanges } = document;
    if (exchanges.length === 0) this.#committed(document, index);
    let last = "";
    for (const [hop, exchange] of exchanges.entries()) {
      if (this.#delivered || !(this.#isBefore(exchange.at) || this.#isDelivery(exchange))) continue;
      const id = `document-${index}-${hop}`;
      const lane = this.lanes.of(exchange.url, "server");
      const next = exchanges[hop + 1]?.at ?? document.committedAt ?? exchange.at;
      this.#sent(id, exchange, lane, lane !== last);
      last = lane;
      if (exchange.redirectUrl === null) this.#shown(id, document, exchange, lane, next);
      else if (!this.#delivered) this.#redirected(id, exchange, exchange.redirectUrl, lane, next);
    }
    // The last hop was not visible, the page that it led to was.
    if (exchanges.at(-1)?.redirectUrl && document.committedAt !== null) this.#committed(document, index);
  }

  /** A request for a document; one that merely follows a redirect within a site is not worth an arrow. */
  #sent(id: string, exchange: DocumentExchange, lane: string, isElsewhere: boolean): void {
    const { login } = this;
    const { url, method, at, fields } = exchange;
    if (this.#isRequest(exchange)) {
      this.#asked = true;
      this.drafts.push(...requestMessage(login));
    } else if (this.#isDelivery(exchange)) {
      this.#delivered = true;
      this.drafts.push({ ...deliveryOf(login, method, url, at), to: lane === "browser" ? "client" : lane });
    } else if (method === "POST") {
      this.#push(id, exchange, {
        kind: "submission",
        step: this.#isBefore(at) ? 4 : null,
        to: lane,
        label: said("submission", path(url)),
        rows: (fields ?? []).map((name) => ({ name, value: null })),
      });
    } else if (isElsewhere && this.#isBefore(at)) {
      this.#push(id, exchange, {
        to: lane,
        label: wire(`${method} ${path(url)}`),
        rows: rowsOfUrl("URL", url),
      });
    }
  }

  #redirected(id: string, exchange: DocumentExchange, to: string, lane: string, at: number): void {
    const { login } = this;
    const { request, response } = login;
    const about = { id: `${id}-answer`, from: lane, to: "browser", at } as const;
    const target = splitUrl(to).base;
    if (response && target === splitUrl(response.receivedAt).base && isInUrl(response.channel)) {
      const mark = response.channel.startsWith("fragment") ? "#" : "?";
      const label = wire(`${exchange.status} ${path(to)}${mark}${brought(response.parameters)}`);
      const when = Math.min(at, response.at);
      this.drafts.push({
        ...aboutResponse(login),
        ...about,
        id: "response",
        kind: "response",
        label,
        at: when,
      });
      return;
    }
    const isStart = request !== null && target === request.endpoint && !this.#asked;
    const there = originOf(to) === originOf(exchange.url) ? "" : URL.canParse(to) ? new URL(to).host : "";
    this.#push(about.id, exchange, {
      ...about,
      at: isStart ? Math.min(at, request.at) : at,
      step: isStart ? 2 : null,
      label: wire(`${exchange.status} ${there}${path(to)}`),
      rows: rowsOfUrl("Location", to),
    });
  }

  /** What came in the end: a prompt, the page that posts the response, or a failure. */
  #shown(id: string, document: LoginDocument, exchange: DocumentExchange, lane: string, at: number): void {
    const { login } = this;
    const { status, url } = exchange;
    const about = { id: `${id}-answer`, from: lane, to: "browser", at } as const;
    const failed = document.error !== null && status === null;
    if (failed || (status ?? 0) >= 400) {
      const label = failed ? said("failed", document.error ?? "") : wire(`${status} ${path(url)}`);
      this.#push(about.id, exchange, { ...about, label, rows: rowsOfUrl("URL", url), fault: true });
    } else if (this.#posts(document)) {
      const label = said("posting_page", path(url));
      if (login.response?.channel.startsWith("web_message"))
        this.#push(about.id, exchange, { ...about, step: 5, label });
      else this.drafts.push({ ...aboutResponse(login), ...about, id: "response", kind: "response", label });
    } else if (this.#isBefore(at) && !this.#delivered && lane !== "client") {
      this.#prompt(about.id, document, at, lane);
    }
  }

  /** Without access to its site a document is known by its address alone. */
  #committed(document: LoginDocument, index: number): void {
    const { login } = this;
    const at = document.committedAt ?? document.at;
    const isPrompt =
      login.request !== null &&
      at >= login.request.at &&
      this.#isBefore(at) &&
      originOf(document.url) !== login.client.origin &&
      !this.#asksAgain(document) &&
      !this.#posts(document);
    if (isPrompt) {
      this.#prompt(`document-${index}`, document, at, this.lanes.of(document.url, "server"));
    }
  }

  #prompt(id: string, document: LoginDocument, at: number, lane: string): void {
    this.drafts.push({
      id,
      kind: "prompt",
      step: 3,
      from: lane,
      to: "browser",
      label: said(document.interactive === "password" ? "login_prompt" : "prompt", path(document.url)),
      at,
      provenance: document.provenance,
      rows: rowsOfUrl("URL", document.url),
      place: splitUrl(document.url).base,
    });
  }

  #push(id: string, { url, at }: DocumentExchange, more: Partial<Draft> & Pick<Draft, "label">): void {
    this.drafts.push({
      id,
      kind: "hop",
      from: "browser",
      to: "browser",
      at,
      place: splitUrl(url).base,
      ...more,
    });
  }

  #isBefore(at: number): boolean {
    return at <= (this.login.response?.at ?? Number.POSITIVE_INFINITY);
  }

  /** Whether a document is but another word for the authorization request. */
  #asksAgain({ url, exchanges }: LoginDocument): boolean {
    const { request, documents } = this.login;
    return (
      exchanges.length === 0 &&
      splitUrl(url).base === request?.endpoint &&
      documents.some((other) =>
        other.exchanges.some((exchange) => splitUrl(exchange.url).base === request.endpoint),
      )
    );
  }

  #isRequest({ url }: DocumentExchange): boolean {
    return !this.#asked && splitUrl(url).base === this.login.request?.endpoint;
  }

  #isDelivery({ url, at }: DocumentExchange): boolean {
    const { response } = this.login;
    return (
      response !== null &&
      splitUrl(url).base === splitUrl(response.receivedAt).base &&
      at >= response.at - skewMs
    );
  }

  /** Whether a document is the page of the server that posts the response by itself. */
  #posts(document: LoginDocument): boolean {
    const { response, documents } = this.login;
    if (response === null || !/^(?:form_post|web_message)/.test(response.channel)) return false;
    const before = documents.filter(
      ({ at, url, exchanges }) =>
        at <= response.at && splitUrl(exchanges[0]?.url ?? url).base !== splitUrl(response.receivedAt).base,
    );
    return before.at(-1) === document;
  }
}

const isInUrl = (channel: string): boolean => /^(?:query|fragment)/.test(channel);
