/** From where an address can be reached: this machine, its own network, or anywhere. */
export type Reach = "loopback" | "private" | "public";

const order: readonly Reach[] = ["loopback", "private", "public"];

/** Names that resolve inside a network only. */
const privateName = /^[^.]+$|\.(?:local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/**
 * From where a host can be reached, as far as its name or address tells.
 *
 * A public name that resolves to a private address counts as public: a browser tells no extension what names resolve to.
 *
 * @param host as in `URL.hostname`: lower case, an IPv6 address in brackets
 * @see RFC 6761, section 6.3; RFC 6890, section 2.2; RFC 4193
 */
export function reachOf(host: string): Reach {
  const name = host.replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) return "loopback";
  if (name.startsWith("[")) return reachOf6(name.slice(1, -1));
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(name);
  if (octets) return reachOf4(Number(octets[1]), Number(octets[2]));
  return privateName.test(name) ? "private" : "public";
}

/** Whether a host is this very machine: 127.0.0.0/8, `[::1]`, `localhost` and names under it. */
export const isLoopback = (host: string): boolean => reachOf(host.toLowerCase()) === "loopback";

/**
 * Why something must not be fetched; null if it may be: over https, or from this machine, and never from a place nearer to
 * this machine than the one that names it.
 *
 * @param url  what is to be fetched
 * @param from URL that names it, such as the authorization endpoint
 */
export function whyNotFetched(url: string, from: string): string | null {
  if (!URL.canParse(url) || !URL.canParse(from)) return "its address is no URL";
  const { protocol, hostname, username, password } = new URL(url);
  const reach = reachOf(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && reach === "loopback")) return "not over https";
  if (username || password) return "its address holds a password";
  return order.indexOf(reach) < order.indexOf(reachOf(new URL(from).hostname))
    ? `blocked, as its address is ${reach} and that of the server is not`
    : null;
}

function reachOf4(first: number, second: number): Reach {
  if (first === 127) return "loopback";
  const isPrivate =
    first === 0 ||
    first === 10 ||
    first >= 224 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 198 && (second === 18 || second === 19));
  return isPrivate ? "private" : "public";
}

function reachOf6(address: string): Reach {
  const [head = "", tail] = address.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const groups = tail ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail] : [...head];
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0, eighth = 0] =
    groups.map((group) => Number.parseInt(group, 16));
  const isZero = first + second + third + fourth + fifth === 0;
  if (isZero && sixth + seventh === 0 && eighth === 1) return "loopback";
  // An IPv4 address inside: mapped, compatible, or translated (RFC 4291, section 2.5.5; RFC 6052, section 2.1).
  const isTranslated = first === 0x64 && second === 0xff9b;
  if ((isZero && (sixth === 0xffff || sixth === 0)) || isTranslated)
    return reachOf4(seventh >> 8, seventh & 255);
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || first >= 0xff00 ? "private" : "public";
}
