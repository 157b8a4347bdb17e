import type { Flow } from "../../../extension/flow/flow.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { loginAt } from "../../fixtures/ui-tokens.js";

type Kind = Observation["kind"];

/** What each kind of fact has besides what all have, every optional member present. */
const members: { readonly [Each in Kind]: Omit<Extract<Observation, { kind: Each }>, keyof Base | "kind"> } =
  {
    access: { origins: ["*://app.example/*"] },
    tab: { incognito: true, container: "Work" },
    "tab-opened": { openerTabId: 1, openerFrameId: 0, url: "about:blank" },
    "page-left": {
      url: "https://app.example/",
      click: { at: loginAt + 0.25, label: "Log in" },
      passwordField: false,
    },
    "navigation-started": {
      url: "https://login.example/authorize?client_id=a&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
    },
    "person-acted": { requestId: "1", url: "https://login.example/authorize" },
    request: {
      requestId: "1",
      url: "https://login.example/authorize",
      method: "POST",
      resource: "page",
      initiator: null,
      body: { type: "text", text: "a=b", truncated: true },
    },
    "request-headers": {
      requestId: "1",
      url: "https://login.example/",
      method: "GET",
      resource: "script",
      initiator: null,
      headers: [{ name: "Accept", value: "*/*" }],
    },
    redirect: {
      requestId: "1",
      url: "https://login.example/authorize",
      method: "GET",
      status: 302,
      redirectUrl: "https://login.example/u/login",
      headers: [{ name: "date", value: "Tue, 10 Mar 2026 09:00:00 GMT" }],
      setCookies: [{ name: "sid", attributes: { path: "/", secure: "" }, bits: 128, hash: "ab".repeat(8) }],
      cookiesSent: ["sid"],
    },
    response: {
      requestId: "1",
      url: "https://login.example/u/login",
      method: "GET",
      status: 200,
      headers: [],
      fromCache: true,
      setCookies: [],
      cookiesSent: [],
    },
    "request-failed": { requestId: "2", url: "https://login.example/x", error: "net::ERR_ABORTED" },
    committed: { url: "https://login.example/u/login", transition: "link", qualifiers: ["server_redirect"] },
    "url-changed": { url: "https://login.example/u/login#a", how: "fragment" },
    "navigation-failed": { url: "https://login.example/y", error: "net::ERR_ABORTED" },
    message: { url: "https://app.example/", origin: "https://login.example", data: "{}" },
    "response-body": {
      requestId: null,
      url: "https://login.example/oauth/token",
      method: "POST",
      status: null,
      text: "{}",
      truncated: false,
    },
    look: {
      flowId: "every-kind",
      url: "https://app.example/cb",
      reach: "page",
      found: [{ tokenId: "code", where: "indexedDB", key: "a/b" }],
      foreignContent: [{ origin: "https://tags.example", type: "script", at: loginAt }],
      referrerPolicy: "no-referrer",
      keys: [{ where: "indexedDB", key: "a/b", extractable: true, publicKey: { kty: "EC" } }],
    },
    "posted-to-anyone": { url: "https://app.example/cb", names: ["code"] },
    "tab-closed": {},
  };

interface Base {
  readonly at: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly provenance: Observation["provenance"];
}

const cuts = [
  { part: "url", name: null, kept: 1, length: 2, unit: "bytes", sha256: "ab".repeat(32) },
  { part: "found", name: "a", kept: 1, length: 2, unit: "entries", sha256: null },
] as const;

/** A flow with a fact of every kind; a new kind makes it fail to compile, and the schema and the reader have to learn it. */
export const everyKind: Flow = {
  id: "every-kind",
  tabId: 21,
  observations: Object.entries(members).map(
    ([kind, more], index) =>
      ({
        kind,
        at: loginAt + index + 0.123,
        tabId: 21,
        frameId: 2 ** 33,
        provenance: "har",
        ...more,
        ...(kind === "committed" ? { cuts } : {}),
      }) as Observation,
  ),
  patterns: ["https://odd.example/*"],
  pinned: false,
  callsLeftOut: 3,
  factsLeftOut: 4,
};
