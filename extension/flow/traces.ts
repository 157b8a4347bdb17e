import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { firstValue, originOf, splitUrl } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Trace } from "./login.js";
import type { HeadersSent, Observation, RequestSent } from "./observation.js";

/** Shorter values occur by chance, so they are not looked for. */
const shortest = 16;

/** How long a callback page may take to clean its URL, ms. */
export const urlSettlesMs = 2000;

/** Longest text that is looked into, in UTF-16 code units. */
const longest = 65_536;

export interface Secret {
  readonly id: string;
  readonly raw: string;
}

/** The credentials of a login that must not turn up elsewhere. */
export function secretsOf(
  tokens: readonly ReceivedToken[],
  response: AuthorizationResponse | null,
): readonly Secret[] {
  return longEnough([...tokens, { id: "code", raw: firstValue(response?.parameters ?? [], "code") ?? "" }]);
}

/** What ties a response to its request, and so must not become known to others while the login lasts. */
export function bindingsOf(request: AuthorizationRequest | null): readonly Secret[] {
  return longEnough([
    { id: "state", raw: request?.state ?? "" },
    { id: "code_challenge", raw: request?.codeChallenge ?? "" },
  ]);
}

const longEnough = (secrets: readonly Secret[]): readonly Secret[] =>
  secrets.filter(({ raw }) => raw.length >= shortest);

/** Which secrets an {@link unfolded} text holds, plain or percent-encoded. */
export function secretsIn(text: string, secrets: readonly Secret[]): readonly Secret[] {
  return secrets.filter(({ raw }) => text.includes(raw) || text.includes(encodeURIComponent(raw)));
}

/** A text, followed by what it holds under one layer of percent-encoding and one of base64, unless it is very long. */
export function unfolded(text: string): string {
  if (text.length > longest) return text;
  const plain = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
  const runs = plain.match(/[\w+-][\w+/-]{23,}/g) ?? [];
  // The path before it belongs to the alphabet, too; JSON and JWTs begin in only a few ways.
  const inner = runs.flatMap((run) => [run, run.slice(Math.max(run.search(/eyJ|ZXlK/), 0))].map(decoded));
  return [text, ...(plain === text ? [] : [plain]), ...new Set(inner)].join("\n");
}

function decoded(run: string): string {
  const base64 = run.replaceAll("-", "+").replaceAll("_", "/");
  return atob(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);
}

/** Everything in a request in which a secret may hide, unfolded. */
export function textIn(fact: HeadersSent | RequestSent): string {
  const rest = fact.kind === "request" ? bodyText(fact) : fact.headers.map(({ value }) => value).join("\n");
  return unfolded(`${fact.url}\n${rest}`);
}

export const refererIn = ({ headers }: HeadersSent): string =>
  headers.find(({ name }) => name.toLowerCase() === "referer")?.value ?? "";

/**
 * Where tokens and the code turned up besides the way they should go: lying in the page, or sent to another site.
 *
 * @param bindings what is looked for in Referers alone
 * @param own origins that may have them: the client's and the server's
 * @param settled from when on a token that is still in the URL counts as left there, ms since the epoch
 * @param calls ids of the requests that are API calls, which carry their token on purpose
 */
export function tracesIn(
  observations: readonly Observation[],
  secrets: readonly Secret[],
  bindings: readonly Secret[],
  own: readonly (string | null)[],
  settled: number,
  calls: ReadonlySet<string>,
): readonly Trace[] {
  const traces = new Map<string, Trace>();
  const add = (
    { at, provenance }: Observation,
    where: Trace["where"],
    place: string,
    found: readonly Secret[],
    from?: string,
  ) => {
    for (const { id: tokenId } of found) {
      const key = `${tokenId} ${where} ${place} ${from}`;
      const trace = { at, tokenId, where, place, provenance, ...(from === undefined ? {} : { from }) };
      if (!traces.has(key)) traces.set(key, trace);
    }
  };
  for (const fact of observations) {
    if (fact.kind === "look") {
      for (const { tokenId, where, key } of fact.found) {
        if (where === "url" && fact.at < settled) continue;
        const place = where === "url" ? splitUrl(fact.url).base : key;
        add(fact, where === "url" ? "url-after-settling" : where, place, [{ id: tokenId, raw: "" }]);
      }
    } else if (fact.kind === "posted-to-anyone") {
      const told = secrets.filter(({ id }) => fact.names.includes(id));
      add(fact, "any-origin", splitUrl(fact.url).base, told);
    } else if (fact.kind === "request-headers" || fact.kind === "request") {
      if (own.includes(originOf(fact.url))) continue;
      const place = splitUrl(fact.url).base;
      const find = (where: Trace["where"], text: string) =>
        add(fact, where, place, secretsIn(unfolded(text), secrets));
      if (fact.kind === "request-headers") {
        const referer = refererIn(fact);
        const told = secretsIn(unfolded(referer), [...secrets, ...bindings]);
        add(fact, "referer", place, told, splitUrl(referer).base);
      }
      if (calls.has(fact.requestId)) continue;
      find("other-site-url", fact.url);
      if (fact.kind === "request") find("other-site-body", bodyText(fact));
      else find("other-site-header", otherHeaders(fact));
    }
  }
  return [...traces.values()];
}

const otherHeaders = ({ headers }: HeadersSent): string =>
  headers
    .filter(({ name }) => !/^referer$/i.test(name))
    .map(({ value }) => value)
    .join("\n");

function bodyText({ body }: RequestSent): string {
  if (body?.type === "text") return body.text;
  return body?.type === "form" ? body.fields.map(({ value }) => value ?? "").join("\n") : "";
}
