import type { Inquiry } from "../extension/flow/inquiry.js";
import { type JsonObject, readJsonObject } from "../extension/oauth/json.js";
import { listsEndpoint, textOf } from "../extension/oauth/metadata.js";
import { whyNotFetched } from "../extension/oauth/reach.js";
import type { Jwk, JwkSet, Learnt, ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import { readText } from "./replay.js";

/** How long one answer may take, ms. */
const limitMs = 10_000;

export interface Network {
  readonly fetch: typeof fetch;
  /** ms since the epoch */
  readonly now: () => number;
  /** Fires once an answer has taken too long. */
  readonly limit: () => AbortSignal;
}

export const ownNetwork: Network = {
  fetch: (...parameters) => fetch(...parameters),
  now: Date.now,
  limit: () => AbortSignal.timeout(limitMs),
};

/**
 * Finds out what a server publishes: its metadata, then the keys that these name.
 *
 * Sends neither cookies nor a referrer and follows no redirect. Asks over https or on this machine only, and nothing nearer to
 * this machine than the server itself. Of what is known already nothing is fetched again, but for keys of an unknown `kid`,
 * once. Never rejects: what could not be fetched is unknown, with the reason.
 *
 * @param before what was known; null to fetch everything anew
 */
export async function learnServer(
  inquiry: Inquiry,
  before: ServerKnowledge | null,
  network: Network,
): Promise<ServerKnowledge> {
  const isKnown = before?.metadata.state === "known";
  const { metadata, found } = isKnown ? before : await findMetadata(inquiry, network);
  const own = found ? { found } : {};
  if (metadata.state !== "known") return { metadata, keys: metadata, ...own };
  const uri = textOf(metadata.value, "jwks_uri");
  if (uri === null) return { metadata, keys: unknown("The server's metadata name no keys."), ...own };
  const fetchKeys = () => fetchKeySet(uri, metadata.url, network);
  let keys = isKnown && before.keys.state === "known" ? before.keys : await fetchKeys();
  const lookedFor = before?.missingKids ?? [];
  const isNew = (kid: string) => !lookedFor.includes(kid);
  if (missingOf(inquiry.kids, keys).some(isNew)) {
    const anew = await fetchKeys();
    // A set that is there is better than none.
    if (anew.state === "known") keys = anew;
    else return { metadata, keys, ...own };
  }
  const missing = [...new Set([...lookedFor, ...inquiry.kids])];
  return { metadata, keys, ...own, missingKids: missingOf(missing, keys) };
}

/** Which keys are not in a set; none where there is no set. */
function missingOf(kids: readonly string[], keys: Learnt<JwkSet>): readonly string[] {
  if (keys.state !== "known") return [];
  return kids.filter((kid) => !keys.value.keys.some((jwk) => jwk.kid === kid));
}

const unknown = (reason: string) => ({ state: "unknown", reason }) as const;

/** The first metadata that list the endpoint, else the first there are. */
async function findMetadata(
  { places, endpoint, from }: Inquiry,
  network: Network,
): Promise<Pick<ServerKnowledge, "metadata" | "found">> {
  let first: Pick<ServerKnowledge, "metadata" | "found"> | null = null;
  let reason = "The address of the server leads nowhere.";
  for (const { url, issuer, how } of places) {
    const metadata = await fetchJson(url, from, network);
    if (metadata.state === "unknown") {
      reason = metadata.reason;
      if (reason === tooLate) break;
    } else if (metadata.state === "known" && textOf(metadata.value, "issuer") !== null) {
      const known = { metadata, found: { issuer, how } };
      if (endpoint === null || listsEndpoint(metadata.value, "authorization_endpoint", endpoint))
        return known;
      first ??= known;
    }
  }
  return first ?? { metadata: unknown(reason) };
}

/**
 * Fetches a JWK Set, with the limits of {@link learnServer}. Never rejects.
 *
 * @param from URL that names it; its own where a person typed it
 */
export async function fetchKeySet(url: string, from: string, network: Network): Promise<Learnt<JwkSet>> {
  const fetched = await fetchJson(url, from, network);
  if (fetched.state !== "known") return fetched;
  const { keys } = fetched.value;
  if (!Array.isArray(keys)) return unknown("Not fetched: the answer is no key set.");
  const isKey = (key: unknown): key is Jwk => typeof key === "object" && key !== null && !Array.isArray(key);
  return { ...fetched, value: { keys: keys.filter(isKey) } };
}

const tooLate = `Not fetched: no complete answer within ${limitMs / 1000} s.`;

async function fetchJson(url: string, from: string, network: Network): Promise<Learnt<JsonObject>> {
  const why = whyNotFetched(url, from);
  if (why !== null) return unknown(`Not fetched: ${why}.`);
  const signal = network.limit();
  try {
    const answer = await network.fetch(url, {
      headers: { Accept: "application/json" },
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400)) {
      return unknown("Not fetched: the server answers with a redirect.");
    }
    if (!answer.ok) return unknown(`Not fetched: the server answers with status ${answer.status}.`);
    const { text, truncated } = await readText(answer);
    if (truncated) return unknown("Not fetched: the answer is larger than 1 MB.");
    const { value } = readJsonObject(text, "answer");
    return value === null
      ? unknown("Not fetched: the answer is no JSON object.")
      : { state: "known", url, at: network.now(), value };
  } catch {
    // Which of these it is a browser does not tell.
    return unknown(
      signal.aborted ? tooLate : "Not fetched: offline, or the server lets no other site read its answer.",
    );
  }
}
