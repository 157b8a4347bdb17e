import { parametersOf } from "../oauth/parameter.js";
import type { Flow } from "./flow.js";
import type { Observation, RequestBody } from "./observation.js";

/** Longest value of a parameter, form field, header or posted message that is kept whole: 256 KB, in UTF-16 code units. */
export const valueCap = 262_144;
/** Longest body that is kept whole, and longest URL, form or list of headers: 512 KB, in UTF-16 code units. */
export const bodyCap = 524_288;
/** How much of a value or body over its cap is kept, in bytes of UTF-8. */
export const headBytes = 4096;
/** How much of a URL, form or list of headers is kept that is too long as a whole, in UTF-16 code units. */
export const wholeHead = 65_536;
/** How many entries of a list other than these are kept, and how long each may be. */
const listCap = 500;
const entryCap = 1024;

/** API calls of a flow that are kept in detail. */
export const callCap = 500;
/** Facts of a flow that a page reported about itself: a flood of them pushes out nothing that the browser said. */
export const pageFactCap = 1000;
/** Facts of a flow besides these two. */
export const factCap = 1500;
/** Size of a flow, as {@link sizeOfFlow} estimates it. */
export const flowBytes = 4_194_304;
/** How many flows are held. */
export const flowsCap = 200;
/** How much all flows may take, as {@link sizeOfFlow} estimates it: 8 MB of the 10 MB that browsers grant. */
export const storageCap = 8_388_608;
/** Size of all facts that wait for a flow. */
export const pendingBytes = 1_048_576;

/** A part of an observation of which only the beginning is kept. */
export interface Cut {
  readonly part: "url" | "redirectUrl" | "body" | "headers" | "data" | "found" | "foreignContent";
  /** Name of the parameter, form field or header, decoded; null where the part as a whole was too long. */
  readonly name: string | null;
  /** What is kept, in `unit`. */
  readonly kept: number;
  /** What there was, in `unit`. */
  readonly length: number;
  readonly unit: "bytes" | "fields" | "entries";
  /** Lower-case hex, of the UTF-8 bytes as they stood in the message; null where entries of a list were left out. */
  readonly sha256: string | null;
}

/** What was cut from an observation before it was stored; empty for nearly all. */
export const cutsOf = (observation: Observation): readonly Cut[] =>
  (observation as { readonly cuts?: readonly Cut[] }).cuts ?? [];

/** One plain line on a cut: what was too long, how long, and how much is kept. Holds no value. */
export function cutLine({ part, name, kept, length, unit, sha256 }: Cut): string {
  const what = name === null ? partNames[part] : `${name} in ${partNames[part]}`;
  const digest = sha256 === null ? "" : ` (SHA-256 of the whole: ${sha256})`;
  return `${what}: truncated, ${count(kept)} of ${count(length)} ${unit} are kept${digest}`;
}

const partNames = {
  url: "URL",
  redirectUrl: "redirect URL",
  body: "body",
  headers: "headers",
  data: "message data",
  found: "list of tokens found in the page",
  foreignContent: "list of content of other sites",
} as const;

const count = (value: number) => value.toLocaleString("en-US");

/**
 * An observation within its caps, as it may be stored.
 *
 * Of a value over {@link valueCap} and a body over {@link bodyCap} the first {@link headBytes} are kept, of a URL, form
 * or list of headers that is too long as a whole the first {@link wholeHead}; {@link cutsOf} tells length and SHA-256.
 * Linear in the length; the usual observation costs a sum of lengths.
 *
 * @returns the very same object, at once, where nothing is over a cap
 */
export function boundObservation(observation: Observation): Observation | Promise<Observation> {
  // The sites that may be read are the person's own choice, and a rule that is cut would mean another site.
  if (observation.kind === "access" || weightUpTo(observation, valueCap) <= valueCap) return observation;
  return cutDown(observation);
}

/** Sum of all lengths within a value; stops soon after `limit`. */
function weightUpTo(value: unknown, limit: number): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  let weight = 0;
  for (const member of Object.values(value)) {
    weight += 1 + weightUpTo(member, limit - weight);
    if (weight > limit) return weight;
  }
  return weight;
}

async function cutDown(observation: Observation): Promise<Observation> {
  const cuts: Cut[] = [];
  const changed: Record<string, unknown> = {};
  if ("url" in observation) changed.url = await boundUrl("url", observation.url, cuts);
  switch (observation.kind) {
    case "redirect":
      changed.redirectUrl = await boundUrl("redirectUrl", observation.redirectUrl, cuts);
      if (observation.headers) changed.headers = await boundFields("headers", observation.headers, cuts);
      break;
    case "request":
      changed.body = await boundBody(observation.body, cuts);
      break;
    case "request-headers":
    case "response":
      changed.headers = await boundFields("headers", observation.headers, cuts);
      break;
    case "response-body":
      if (observation.text.length > bodyCap) {
        changed.text = await headOf(observation.text, "body", null, cuts);
        changed.truncated = true;
      }
      break;
    case "message":
      if (observation.data.length > valueCap) {
        changed.data = await headOf(observation.data, "data", null, cuts);
      }
      break;
    case "look":
      changed.found = boundList("found", observation.found, cuts).map((entry) => ({
        ...entry,
        key: entry.key.slice(0, entryCap),
      }));
      changed.foreignContent = boundList("foreignContent", observation.foreignContent, cuts).map((entry) => ({
        ...entry,
        origin: entry.origin.slice(0, entryCap),
      }));
      break;
  }
  return { ...observation, ...changed, ...(cuts.length > 0 ? { cuts } : {}) } as Observation;
}

async function boundUrl(part: "url" | "redirectUrl", url: string, cuts: Cut[]): Promise<string> {
  if (url.length <= valueCap) return url;
  let bounded = "";
  let copied = 0;
  for (let start = 0; start < url.length; ) {
    const end = endOfPiece(url, start);
    if (end - start > valueCap) {
      const equals = url.slice(start, start + entryCap).indexOf("=");
      const named = equals >= 0;
      const from = start + equals + 1;
      if (end - from > valueCap) {
        const name = named ? (parametersOf(url.slice(start, from - 1))[0]?.name ?? "") : null;
        const head = await headOf(url.slice(from, end), part, name, cuts);
        bounded += url.slice(copied, from) + withoutBrokenEscape(head);
        copied = end;
      }
    }
    start = end + 1;
  }
  bounded += url.slice(copied);
  if (bounded.length <= bodyCap) return bounded;
  // What is left has too many parameters rather than too long ones.
  return withoutBrokenEscape(await headOf(url, part, null, cuts, wholeHead));
}

/** Where a parameter or path that begins at `start` ends. */
function endOfPiece(url: string, start: number): number {
  for (let index = start; index < url.length; index++) {
    const code = url.charCodeAt(index);
    if (code === 0x26 || code === 0x3f || code === 0x23) return index;
  }
  return url.length;
}

const withoutBrokenEscape = (text: string): string => text.replace(/%[0-9a-f]?$/i, "");

async function boundBody(body: RequestBody | null, cuts: Cut[]): Promise<RequestBody | null> {
  if (body?.type === "form") return { ...body, fields: await boundFields("body", body.fields, cuts) };
  if (body?.type === "text" && body.text.length > bodyCap) {
    return { ...body, text: await headOf(body.text, "body", null, cuts), truncated: true };
  }
  return body;
}

async function boundFields<Field extends { readonly name: string; readonly value: string | null }>(
  part: "body" | "headers",
  fields: readonly Field[],
  cuts: Cut[],
): Promise<readonly Field[]> {
  const bounded: Field[] = [];
  for (const field of fields) {
    const long = field.value !== null && field.value.length > valueCap;
    const name = field.name.length > valueCap ? await headOf(field.name, part, null, cuts) : field.name;
    const value = long ? await headOf(field.value ?? "", part, name.slice(0, entryCap), cuts) : field.value;
    bounded.push({ ...field, name, value });
  }
  if (weightUpTo(bounded, bodyCap) <= bodyCap) return bounded;
  let weight = 0;
  const kept = bounded.findIndex((field) => {
    weight += weightUpTo(field, wholeHead);
    return weight > wholeHead;
  });
  cuts.push({ part, name: null, kept, length: fields.length, unit: "fields", sha256: null });
  return bounded.slice(0, kept);
}

function boundList<T>(part: "found" | "foreignContent", list: readonly T[], cuts: Cut[]): readonly T[] {
  if (list.length <= listCap) return list;
  cuts.push({ part, name: null, kept: listCap, length: list.length, unit: "entries", sha256: null });
  return list.slice(0, listCap);
}

/** The first bytes of a text, as a string of their own: a slice would keep the whole text in memory. */
async function headOf(
  text: string,
  part: Cut["part"],
  name: string | null,
  cuts: Cut[],
  size = headBytes,
): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const head = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, size), {
    stream: true,
  });
  const kept = new TextEncoder().encode(head).length;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  cuts.push({ part, name, kept, length: bytes.length, unit: "bytes", sha256 });
  return head;
}

const factSizes = new WeakMap<Observation, number>();
const flowSizes = new WeakMap<Flow, number>();

/** Length of an observation as JSON: about the bytes that it takes in storage. Measured once an object. */
export function sizeOf(observation: Observation): number {
  const known = factSizes.get(observation);
  if (known !== undefined) return known;
  const size = JSON.stringify(observation).length;
  factSizes.set(observation, size);
  return size;
}

/** About the bytes that a flow takes in storage. */
export function sizeOfFlow(flow: Flow): number {
  const known = flowSizes.get(flow);
  if (known !== undefined) return known;
  const size = sumOf(flow.observations) + JSON.stringify({ ...flow, observations: [] }).length;
  flowSizes.set(flow, size);
  return size;
}

const sumOf = (facts: readonly Observation[]): number => facts.reduce((sum, fact) => sum + sizeOf(fact), 0);

const bounded = new WeakSet<Flow>();

/**
 * A flow within its caps: the first {@link callCap} API calls, the first {@link pageFactCap} facts that a page reported,
 * and the beginning and the end of the rest. What is left out is counted, the answers of a call with the call.
 *
 * @returns the very same object where nothing is over a cap
 */
export function boundFlow(flow: Flow): Flow {
  if (bounded.has(flow)) return flow;
  const within =
    flow.observations.length <= Math.min(callCap, pageFactCap, factCap) && sizeOfFlow(flow) <= flowBytes;
  const result = within ? flow : leaveOut(flow);
  bounded.add(result);
  return result;
}

function leaveOut(flow: Flow): Flow {
  const calls = flow.observations.filter(isCall);
  const rest = withoutAnswersTo(calls.slice(callCap), flow.observations).filter((fact) => !isCall(fact));
  const kept = new Set([
    ...calls.slice(0, callCap),
    ...rest.filter(isOfPage).slice(0, pageFactCap),
    ...ends(
      rest.filter((fact) => !isOfPage(fact)),
      factCap,
    ),
  ]);
  const room = flowBytes - (sizeOfFlow(flow) - sumOf(flow.observations));
  const fewer = flow.observations.filter((fact) => kept.has(fact));
  const last = sumOf(fewer) > room ? endsBySize(fewer, room) : fewer;
  if (last.length === flow.observations.length) return flow;
  const lostCalls = calls.length - last.filter(isCall).length;
  const facts = rest.length - last.filter((fact) => !isCall(fact)).length;
  return withLeftOut({ ...flow, observations: last }, { calls: lostCalls, facts });
}

/** How much was left out of a flow. */
export interface LeftOut {
  readonly calls: number;
  readonly facts: number;
}

/**
 * What {@link boundFlow} would leave out, were this fact the latest of the flow; null if the fact has to be placed.
 *
 * Spares a flood the work of placing each of its facts.
 */
export function leftOutOf(flow: Flow, fact: Observation): LeftOut | null {
  const [same, cap] = isCall(fact)
    ? [isCall, callCap]
    : [(other: Observation) => isOfPage(other) && !isCall(other), pageFactCap];
  if (flow.observations.length < cap || !same(fact)) return null;
  const alike = flow.observations.filter(same);
  if (alike.length < cap || fact.at < (alike.at(-1)?.at ?? 0)) return null;
  return isCall(fact) ? { calls: 1, facts: 0 } : { calls: 0, facts: 1 };
}

/** A flow with more that was left out of it; the very same object for nothing. */
export function withLeftOut(flow: Flow, { calls, facts }: LeftOut): Flow {
  if (calls === 0 && facts === 0) return flow;
  const all = (flow.factsLeftOut ?? 0) + facts;
  return { ...flow, callsLeftOut: flow.callsLeftOut + calls, ...(all > 0 ? { factsLeftOut: all } : {}) };
}

const isOfPage = ({ provenance }: Observation): boolean => provenance === "page";
const isCall = ({ kind }: Observation): boolean => kind === "request-headers";
const isAnswer = ({ kind }: Observation): boolean => kind === "response" || kind === "request-failed";
const requestOf = (fact: Observation): string | null => ("requestId" in fact ? fact.requestId : null);

function withoutAnswersTo(left: readonly Observation[], facts: readonly Observation[]) {
  if (left.length === 0) return facts;
  const gone = new Set(left);
  const asked = new Set(facts.filter((fact) => !gone.has(fact) && !isAnswer(fact)).map(requestOf));
  const ids = new Set(left.map(requestOf).filter((id) => id !== null && !asked.has(id)));
  return facts.filter((fact) => !(isAnswer(fact) && ids.has(requestOf(fact))));
}

/** The beginning and the end of a list: how a login began, and what it has come to. */
function ends<T>(list: readonly T[], max: number): readonly T[] {
  if (list.length <= max) return list;
  const first = Math.floor(max / 3);
  return [...list.slice(0, first), ...list.slice(list.length - (max - first))];
}

function endsBySize(facts: readonly Observation[], bytes: number): readonly Observation[] {
  const first = lengthWithin(facts, bytes / 3);
  const last = lengthWithin(facts.slice(first).reverse(), (bytes * 2) / 3);
  return [...facts.slice(0, first), ...facts.slice(facts.length - last)];
}

/** How many leading facts fit into so many bytes. */
function lengthWithin(facts: readonly Observation[], bytes: number): number {
  let size = 0;
  const over = facts.findIndex((fact) => {
    size += sizeOf(fact);
    return size > bytes;
  });
  return over < 0 ? facts.length : over;
}

/** The latest of what waits for a flow, within {@link pendingBytes}; the very same object where all of it is. */
export function boundPending(pending: readonly Observation[]): readonly Observation[] {
  if (sumOf(pending) <= pendingBytes) return pending;
  return pending.slice(pending.length - lengthWithin(pending.toReversed(), pendingBytes));
}

/** Whether a flow took place in a private window. */
export const isPrivate = ({ observations }: Flow): boolean =>
  observations.some((fact) => fact.kind === "tab" && fact.incognito);
