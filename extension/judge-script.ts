import * as judge from "./judge.js";

export type Judge = typeof judge;

declare global {
  var tokenInspectorJudge: Judge | undefined;
}

// A classic script, since a service worker can load nothing else once it runs: it leaves what it holds with the global object.
globalThis.tokenInspectorJudge = judge;
