import { firstValue } from "../oauth/parameter.js";
import { hostOf } from "./access.js";
import type { ApiCall, Login, TokenCall, Trace } from "./login.js";
import type { Provenance } from "./observation.js";

/** What became of a login's tokens, stage by stage: how they came, where they lay, who was given them, where else they went. */
export type TokenWay = readonly Stage[];

export interface Stage {
  readonly id: "received" | "stored" | "used" | "leaked";
  /** In the order of their times. */
  readonly stops: readonly Stop[];
  /** What was not seen at this stage, so that no stop does not mean that there was none; null where all could be seen. */
  readonly blind: Blind | null;
}

/** One place on the way, with all tokens that were there. */
export interface Stop {
  readonly what: "received" | "redeemed" | ApiCall["via"] | Trace["where"];
  /** Origin, URL without query, key of a storage item, or name of a cookie. */
  readonly place: string;
  /** Of what was received: how it travelled, such as `fragment` or `token endpoint`. */
  readonly channel: string | null;
  /** Their ids; `code` for the code, and in a Referer also `state` and `code_challenge`. */
  readonly tokens: readonly string[];
  readonly times: number;
  /** First of them, ms since the epoch. */
  readonly at: number;
  readonly provenance: Provenance;
  /** As the catalogue of checks weighs it at most; null for what is as it should be. */
  readonly risk: Risk | null;
}

export type Risk = "high" | "medium" | "low";

/**
 * Why a stage cannot be told in full.
 *
 * `no-response`: nothing has come so far. `no-body`: the token endpoint's answer was seen without its body.
 * `no-access`: `hosts` (other sites, if it is empty) could not be read. `not-looked`: no page of the client was looked into;
 * `looked-before`: not since the newest token came. `back-channel`: the code went where no browser sees it.
 */
export interface Blind {
  readonly why: "no-response" | "no-body" | "no-access" | "not-looked" | "looked-before" | "back-channel";
  readonly hosts: readonly string[];
}

type Seen = Omit<Stop, "tokens" | "times"> & { readonly token: string };

/**
 * The way of a login's tokens and of its code, as far as it was seen.
 *
 * Says of each stage what could not be seen there. Judges no login: the risk of a stop is that of its kind.
 */
export function tokenWayOf(login: Login): TokenWay {
  const { calls, tokenCalls, traces } = login;
  return [
    { id: "received", stops: stopsOf(received(login)), blind: blindToAnswers(login) },
    { id: "stored", stops: stopsOf(traces.filter(isStored).map(traced)), blind: blindToPages(login) },
    {
      id: "used",
      stops: stopsOf([...tokenCalls.flatMap(redeemed), ...calls.map(used)]),
      blind: blindToUse(login),
    },
    {
      id: "leaked",
      stops: stopsOf(traces.filter((trace) => !isStored(trace)).map(traced)),
      blind: login.visibility.allSites ? null : { why: "no-access", hosts: [] },
    },
  ];
}

/** `access_token` of `access_token@2`. */
const kindOf = (token: string): string => /^[^@-]*/.exec(token)?.[0] ?? token;

function received({ client, response, tokens }: Login): readonly Seen[] {
  const place = client.origin ?? "";
  const provenance = response?.provenance ?? "browser";
  const code = firstValue(response?.parameters ?? [], "code");
  const isCode = response !== null && code !== null && code !== "";
  const stop = (token: string, channel: string, at: number): Seen => {
    return { what: "received", place, channel, token, at, provenance, risk: riskOfChannel(token, channel) };
  };
  return [
    ...(isCode ? [stop("code", response.channel, response.at)] : []),
    ...tokens.map(({ id, channel, receivedAt }) => stop(id, channel, receivedAt)),
  ];
}

function riskOfChannel(token: string, channel: string): Risk | null {
  const kind = kindOf(token);
  if (kind === "code") return null;
  if (channel.startsWith("query")) return "high";
  if (channel.startsWith("fragment")) return kind === "id_token" ? "medium" : "high";
  return channel.startsWith("form_post") && kind === "access_token" ? "medium" : null;
}

const redeemed = ({ at, endpoint, provenance, request }: TokenCall): readonly Seen[] => {
  const sent = [request.code ? "code" : null, request.refreshToken ? "refresh_token" : null];
  return sent.flatMap((token) =>
    token === null
      ? []
      : [{ what: "redeemed", place: endpoint, channel: null, token, at, provenance, risk: null } as const],
  );
};

function used({ at, provenance, tokenId, url, via }: ApiCall): Seen {
  const risks: Readonly<Record<ApiCall["via"], Risk | null>> = {
    header: kindOf(tokenId) === "access_token" ? null : "medium",
    query: "high",
    body: "low",
  };
  const place = URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : url;
  return { what: via, place, channel: null, token: tokenId, at, provenance, risk: risks[via] };
}

const stored = ["localStorage", "sessionStorage", "indexedDB", "cookie", "url-after-settling", "history"];

const isStored = ({ where }: Trace): boolean => stored.includes(where);

const traced = ({ at, place, provenance, tokenId, where }: Trace): Seen => ({
  what: where,
  place,
  channel: null,
  token: tokenId,
  at,
  provenance,
  risk: riskOfTrace(where, kindOf(tokenId)),
});

function riskOfTrace(where: Trace["where"], kind: string): Risk | null {
  switch (where) {
    case "cookie":
      return "high";
    case "localStorage":
    case "indexedDB":
      return kind === "id_token" || kind === "code" ? null : "medium";
    case "sessionStorage":
      return kind === "id_token" || kind === "code" ? null : "low";
    case "url-after-settling":
      return kind === "code" ? "low" : kind === "id_token" ? "medium" : "high";
    case "history":
      return kind === "code" || kind === "id_token" ? "low" : "medium";
    case "referer":
      return kind.endsWith("_token") ? "high" : "medium";
    default:
      return "high";
  }
}

const risks: readonly (Risk | null)[] = [null, "low", "medium", "high"];

/** Sightings of the same kind at the same place are one stop. */
function stopsOf(seen: readonly Seen[]): readonly Stop[] {
  const stops = new Map<string, Stop & { readonly tokens: string[]; readonly held: Set<string> }>();
  for (const { token, ...one } of seen.toSorted((a, b) => a.at - b.at)) {
    const key = JSON.stringify([one.what, one.channel, one.place]);
    const known = stops.get(key) ?? { ...one, tokens: [], times: 0, held: new Set<string>() };
    if (!known.held.has(token)) known.tokens.push(token);
    known.held.add(token);
    const risk = risks.indexOf(one.risk) > risks.indexOf(known.risk) ? one.risk : known.risk;
    stops.set(key, { ...known, times: known.times + 1, risk });
  }
  return [...stops.values()].map(({ held, ...stop }) => stop);
}

function blindToAnswers({ response, tokenCalls, tokens }: Login): Blind | null {
  const isBodyHidden = tokenCalls.some(
    ({ answer }) => answer !== null && (answer.status ?? 500) < 400 && answer.response === null,
  );
  if (isBodyHidden) return { why: "no-body", hosts: [] };
  return response === null && tokens.length === 0 ? { why: "no-response", hosts: [] } : null;
}

function blindToPages({ client, surroundings, tokens, visibility }: Login): Blind | null {
  const host = hostOf(client.origin);
  if (host === null || (!visibility.allSites && !visibility.visibleHosts.includes(host))) {
    return { why: "no-access", hosts: host === null ? [] : [host] };
  }
  const { lookedAt } = surroundings;
  if (lookedAt === null) return { why: "not-looked", hosts: [] };
  return tokens.some(({ receivedAt }) => receivedAt > lookedAt) ? { why: "looked-before", hosts: [] } : null;
}

function blindToUse({ response, tokenCalls, visibility }: Login): Blind | null {
  if (!visibility.allSites) return { why: "no-access", hosts: visibility.hiddenHosts };
  const code = firstValue(response?.parameters ?? [], "code");
  return code && tokenCalls.length === 0 ? { why: "back-channel", hosts: [] } : null;
}
