import { originOf, splitUrl } from "../oauth/parameter.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Trace } from "./login.js";
import type { HeadersSent, Observation, RequestSent } from "./observation.js";

/** Shorter values occur by chance, so they are not looked for. */
const shortest = 16;

export interface Secret {
  readonly id: string;
  readonly raw: string;
}

/** The credentials of a login that must not turn up elsewhere. */
export function secretsOf(tokens: readonly ReceivedToken[], code: string | null): readonly Secret[] {
  const all = [...tokens, ...(code === null ? [] : [{ id: "code", raw: code }])];
  return all.filter(({ raw }) => raw.length >= shortest);
}

/** Which secrets a text holds, plain or percent-encoded. */
export function secretsIn(text: string, secrets: readonly Secret[]): readonly Secret[] {
  return secrets.filter(({ raw }) => text.includes(raw) || text.includes(encodeURIComponent(raw)));
}

/**
 * Where tokens and the code turned up besides the way they should go: lying in the page, or sent to another site.
 *
 * @param own origins that may have them: the client's and the server's
 * @param settled from when on a token that is still in the URL counts as left there, ms since the epoch
 * @param calls ids of the requests that are API calls, which carry their token on purpose
 */
export function tracesIn(
  observations: readonly Observation[],
  secrets: readonly Secret[],
  own: readonly (string | null)[],
  settled: number,
  calls: ReadonlySet<string>,
): readonly Trace[] {
  const traces = new Map<string, Trace>();
  const add = (trace: Trace) => {
    const key = `${trace.tokenId} ${trace.where} ${trace.place}`;
    if (!traces.has(key)) traces.set(key, trace);
  };
  for (const fact of observations) {
    if (fact.kind === "look") {
      for (const { tokenId, where, key } of fact.found) {
        if (where === "url" && fact.at < settled) continue;
        const place = where === "url" ? splitUrl(fact.url).base : key;
        add({ ...timeOf(fact), tokenId, where: where === "url" ? "url-after-settling" : where, place });
      }
    } else if (fact.kind === "posted-to-anyone") {
      const place = splitUrl(fact.url).base;
      const ids = fact.names.filter((name) => secrets.some(({ id }) => id === name));
      for (const tokenId of ids) add({ ...timeOf(fact), tokenId, where: "any-origin", place });
    } else if (
      (fact.kind === "request-headers" || fact.kind === "request") &&
      !own.includes(originOf(fact.url)) &&
      !calls.has(fact.requestId)
    ) {
      for (const trace of leaksOf(fact, secrets)) add(trace);
    }
  }
  return [...traces.values()];
}

function leaksOf(fact: HeadersSent | RequestSent, secrets: readonly Secret[]): readonly Trace[] {
  const place = splitUrl(fact.url).base;
  const found = (text: string, where: Trace["where"]) =>
    secretsIn(text, secrets).map(({ id }): Trace => ({ ...timeOf(fact), tokenId: id, where, place }));
  if (fact.kind === "request-headers") {
    const referer = fact.headers.find(({ name }) => name.toLowerCase() === "referer")?.value ?? "";
    return [...found(fact.url, "other-site-url"), ...found(referer, "referer")];
  }
  const { body } = fact;
  const text =
    body?.type === "text"
      ? body.text
      : body?.type === "form"
        ? body.fields.map(({ value }) => value ?? "").join("\n")
        : "";
  return [...found(fact.url, "other-site-url"), ...found(text, "other-site-body")];
}

const timeOf = ({ at, provenance }: Observation) => ({ at, provenance });
