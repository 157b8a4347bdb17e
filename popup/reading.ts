import type { Flow } from "../extension/flow/flow.js";
import type { Login } from "../extension/flow/login.js";
import type { Remembered } from "../extension/flow/remember.js";
import type { FirstShown, Stop } from "./gateway.js";
import { type Idle, inSlices } from "./idle.js";

/** How many flows are read before something is shown. */
const atOnce = 4;

/** Flows in the order in which they are shown: those that are looked at first, then the newest. */
export function firstOf<Some extends { readonly id: string; readonly tabId: number }>(
  flows: readonly Some[],
  first: FirstShown,
): readonly Some[] {
  const place = ({ id, tabId }: Some) => (id === first.flowId ? 0 : tabId === first.tabId ? 1 : 2);
  return flows.toSorted((a, b) => place(a) - place(b));
}

/**
 * Reads flows: the first few at once, the others when the page has time, since reading ten thousand takes some ten seconds.
 *
 * @param flows in the order in which they are to be read
 * @param tell  told of those that are read so far, newest first: at once, and now and then until all are
 */
export function readInTurn(
  flows: readonly Flow[],
  readLogin: Remembered<Flow, Login>,
  idle: Idle,
  tell: (logins: readonly Login[]) => void,
): Stop {
  const unread = flows.filter((flow) => !readLogin.has(flow));
  // Of many more only those that are looked at first are worth a wait.
  const urgent = unread.length <= atOnce || unread[0] === flows[0] ? atOnce : 0;
  for (const flow of unread.slice(0, urgent)) readLogin(flow);
  const tellOfThem = () => tell(flows.filter(readLogin.has).map(readLogin).sort(newestFirst));
  tellOfThem();
  return inSlices(unread.slice(urgent), idle, readLogin, tellOfThem);
}

const newestFirst = (a: Login, b: Login): number => b.startedAt - a.startedAt;
