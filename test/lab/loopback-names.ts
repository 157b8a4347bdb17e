import dns from "node:dns";

type Lookup = typeof dns.lookup;

/** The loosely typed shape in which `dns.lookup` is called: options and family are optional. */
type LookupCall = (hostname: string, ...rest: readonly unknown[]) => void;

let users = 0;
let original: Lookup | undefined;

const LOOPBACK = "127.0.0.1";

/**
 * Makes this process resolve `localhost` names to 127.0.0.1, as browsers do (RFC 6761, section 6.3).
 *
 * Node.js asks the operating system, which may not know them. All other names resolve as before.
 *
 * @returns a function that takes the change back; the last of several calls restores the original
 */
export function resolveLocalhostNames(): () => void {
  users += 1;
  if (original === undefined) {
    original = dns.lookup;
    dns.lookup = lookupFalling(dns.lookup);
  }
  let released = false;
  return () => {
    if (released) return;
    released = true;
    users -= 1;
    if (users === 0 && original !== undefined) {
      dns.lookup = original;
      original = undefined;
    }
  };
}

function lookupFalling(through: Lookup): Lookup {
  const call: LookupCall = (hostname, ...rest) => {
    if (!hostname.toLowerCase().endsWith(".localhost")) {
      (through as LookupCall)(hostname, ...rest);
      return;
    }
    const callback = rest.at(-1) as (error: null, address: unknown, family?: number) => void;
    const options = rest.length > 1 ? rest[0] : undefined;
    const all = typeof options === "object" && options !== null && "all" in options && options.all === true;
    if (all) process.nextTick(callback, null, [{ address: LOOPBACK, family: 4 }]);
    else process.nextTick(callback, null, LOOPBACK, 4);
  };
  return Object.assign(call, { __promisify__: through.__promisify__ }) as Lookup;
}
