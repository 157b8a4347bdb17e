import { type Parameter, parametersOf } from "./parameter.js";
import { isLoopback } from "./reach.js";

/**
 * In which parts the URL that received a response differs from the redirect URI: `scheme`, `host`, `port`, `path`, `query`.
 *
 * Ports on loopback may differ, and so may percent-encoding; parameters may be added, and none may be lacking.
 *
 * @param inQuery parameters that arrived in the query besides those in `received`
 * @returns empty where there is no difference
 * @see RFC 9700, section 4.1.3; RFC 8252, section 7.3
 */
export function redirectDifferences(
  asked: URL,
  received: URL,
  inQuery: readonly Parameter[],
): readonly string[] {
  const isLocal = isLoopback(asked.hostname) && isLoopback(received.hostname);
  const arrived = new Set([...parametersOf(received.search.slice(1)), ...inQuery].map(pairOf));
  const parts: readonly (readonly [string, boolean])[] = [
    ["scheme", asked.protocol === received.protocol],
    ["host", asked.hostname === received.hostname],
    ["port", asked.port === received.port || isLocal],
    ["path", unescaped(asked.pathname) === unescaped(received.pathname)],
    ["query", parametersOf(asked.search.slice(1)).every((part) => arrived.has(pairOf(part)))],
  ];
  return parts.filter(([, isEqual]) => !isEqual).map(([part]) => part);
}

const pairOf = ({ name, value }: Parameter): string => JSON.stringify([name, value]);

/** A path without its percent-encoding, where that is sound. */
function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
