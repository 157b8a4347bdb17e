import type { Flow } from "./flow.js";
import { readMessages } from "./messages.js";
import { endOfPages } from "./owner.js";

/** How long a token without a stated lifetime counts as live, ms. */
const unstatedLifetimeMs = 24 * 60 * 60_000;

/** Whether API calls are worth watching: a login is under way, or one of its tokens has not expired yet. */
export function worthRecording(flows: readonly Flow[], now: number): boolean {
  return flows.some(
    (flow) =>
      now <= endOfPages(flow) ||
      readMessages(flow).tokens.some(
        ({ expiresAt, receivedAt }) => now < (expiresAt ?? receivedAt + unstatedLifetimeMs),
      ),
  );
}

/** When the pages of all logins have come to rest, ms since the epoch; 0 without any. */
export const underWayUntil = (flows: readonly Flow[]): number => Math.max(0, ...flows.map(endOfPages));
