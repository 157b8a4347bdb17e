import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import type { Places } from "../place.js";
import type { Flow } from "./flow.js";
import type { Observation } from "./observation.js";
import type { Servers } from "./servers.js";

/**
 * What lives where in `storage.session`. The background alone writes, every context may read.
 *
 * Besides these keys there is one a flow and one a server; see {@link keyOfFlow} and {@link keyOfServer}.
 */
export interface StoredState {
  /** Which flows there are, newest first, as {@link indexIn} reads it: a page reads those first that it shows first. */
  readonly "flow-index"?: readonly string[];
  /** Keys of what is known of servers. */
  readonly "server-index"?: readonly string[];
  /** Facts that wait for their flow. For the background only. */
  readonly pending?: readonly Observation[];
  /** Present while nothing is observed. */
  readonly paused?: true;
  /** What was given up for want of room; absent for nothing. */
  readonly notice?: Notice;
  /** Tabs of private windows. For the background only. */
  readonly "private-tabs"?: readonly number[];
  /** Where pages of the inspector were left, by their slot. */
  readonly places?: Places;
}

/** Why a flow was given up: more than 200, more than 8 MB, or `storage.session` took no more. */
export type DropReason = "too-many" | "too-large" | "storage-full";

/** What was given up for want of room, until it is cleared or dismissed. */
export interface Notice {
  /** When something was first given up, ms since the epoch. */
  readonly since: number;
  readonly flowsDropped: number;
  readonly reasons: readonly DropReason[];
  /** Reports of pages that came faster than they could be placed. */
  readonly reportsDropped: number;
  /** Flows whose latest state storage refused, and which would be lost with the background. */
  readonly unwritten: number;
}

export const noticeKey = "notice" satisfies keyof StoredState;
export const placesKey = "places" satisfies keyof StoredState;

const prefix = "flow:";

export const keyOfFlow = (id: string): string => `${prefix}${id}`;

/** A flow that is stored, before it is read. */
export interface IndexedFlow {
  readonly id: string;
  readonly tabId: number;
}

/** A flow as it stands in the index: a text, so that an index tells whether it has changed. */
export const indexLineOf = ({ id, tabId }: IndexedFlow): string => `${tabId} ${id}`;

/** What the index lists, newest first. */
export const indexIn = ({ "flow-index": lines = [] }: StoredState): readonly IndexedFlow[] =>
  lines.map((line) => {
    const end = line.indexOf(" ");
    return { id: line.slice(end + 1), tabId: Number(line.slice(0, end)) };
  });

/** Flows among the entries of `storage.session`, newest first. */
export function flowsIn(entries: Readonly<Record<string, unknown>>): readonly Flow[] {
  return Object.entries(entries)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, flow]) => flow as Flow)
    .sort(newestFirst);
}

const serverPrefix = "server:";

/** @param subject authorization endpoint, or issuer */
export const keyOfServer = (subject: string): string => `${serverPrefix}${subject}`;

/** What is known of servers, among the entries of `storage.session`. */
export function serversIn(entries: Readonly<Record<string, unknown>>): Servers {
  return new Map(
    Object.entries(entries)
      .filter(([key]) => key.startsWith(serverPrefix))
      .map(([key, server]) => [key.slice(serverPrefix.length), server as ServerKnowledge]),
  );
}

/** The other entries of `storage.session`. */
export function stateIn(entries: Readonly<Record<string, unknown>>): StoredState {
  return entries as StoredState;
}

export const newestFirst = (a: Flow, b: Flow): number => startOf(b) - startOf(a);

/** When the first fact of a flow happened, ms since the epoch. */
export const startOf = (flow: Flow): number => flow.observations[0]?.at ?? 0;
