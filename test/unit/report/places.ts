import type { Observation } from "../../../extension/flow/observation.js";
import type { Random } from "../../fixtures/random.js";

const begin = Date.UTC(2026, 2, 1, 12);
export const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** What some encoding changes is among them, and what is more than one byte. */
const anything = `${letters}+/=~.-_ "\\&%#?;:,<>{}'ä€é`;

const base64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");
export const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
export const percent = encodeURIComponent;

/** Makes secrets of the shapes that credentials have. */
export function mint(random: Random) {
  const opaque = () => random.text(`${letters}-_`, 20 + random.below(44));
  const odd = () =>
    `${random.text(letters, 4)}${random.text(anything, 12 + random.below(20))}${random.text(letters, 6)}`;
  const jwt = (claims: object = {}) =>
    [
      base64url(JSON.stringify({ alg: "RS256", kid: random.text(letters, 4) })),
      base64url(
        JSON.stringify({ iss: "https://login.example/", iat: begin / 1000, jti: opaque(), ...claims }),
      ),
      random.text(`${letters}-_`, random.oneOf([342, 86, 43])),
    ].join(".");
  const jwe = () =>
    [
      base64url(JSON.stringify({ alg: "dir", enc: "A256GCM" })),
      "",
      opaque(),
      opaque() + opaque(),
      opaque(),
    ].join(".");
  return { opaque, odd, jwt, jwe, any: () => random.oneOf([opaque, odd, jwt, jwe])() };
}

/** Facts of the login, as they are planted. */
export function facts(random: Random) {
  const observations: Observation[] = [];
  let id = 0;
  const fact = () => {
    id += 1;
    return { at: begin + id * 100, tabId: 1, frameId: 0, provenance: "browser" } as const;
  };
  const requestId = () => String(1000 + id);
  return {
    observations,
    visit: (url: string) =>
      observations.push({ ...fact(), kind: "committed", url, transition: "link", qualifiers: [] }),
    failed: (error: string) =>
      observations.push({ ...fact(), kind: "navigation-failed", url: "https://app.example/", error }),
    redirect: (redirectUrl: string) =>
      observations.push({
        ...fact(),
        kind: "redirect",
        requestId: requestId(),
        url: "https://login.example/u/login",
        method: "GET",
        status: 302,
        redirectUrl,
      }),
    /** What a document's answer tells besides where it leads. */
    moved: (location: string, path = "/") =>
      observations.push({
        ...fact(),
        kind: "redirect",
        requestId: requestId(),
        url: "https://login.example/u/login",
        method: "GET",
        status: 302,
        redirectUrl: "https://app.example/",
        headers: [{ name: "location", value: location }],
        setCookies: [{ name: "sid", attributes: { path, secure: "" }, bits: 128, hash: "ab".repeat(8) }],
        cookiesSent: ["sid"],
      }),
    looked: (url: string, key: string) =>
      observations.push({
        ...fact(),
        kind: "look",
        flowId: "planted",
        reach: "page",
        url,
        found: [{ tokenId: "code", where: "localStorage", key }],
        foreignContent: [],
        keys: [{ where: "indexedDB", key, extractable: true, publicKey: { kty: "EC", crv: "P-256" } }],
      }),
    form: (fields: Readonly<Record<string, string>>) =>
      observations.push({
        ...fact(),
        kind: "request",
        requestId: requestId(),
        url: "https://login.example/oauth/token",
        method: "POST",
        resource: "other",
        initiator: "https://app.example",
        body: { type: "form", fields: Object.entries(fields).map(([name, value]) => ({ name, value })) },
      }),
    sent: (text: string) =>
      observations.push({
        ...fact(),
        kind: "request",
        requestId: requestId(),
        url: "https://api.example/log",
        method: "POST",
        resource: "beacon",
        initiator: "https://app.example",
        body: { type: "text", text, truncated: false },
      }),
    answered: (text: string) =>
      observations.push({
        ...fact(),
        kind: "response-body",
        requestId: null,
        url: "https://login.example/oauth/token",
        method: "POST",
        status: 200,
        text,
        truncated: false,
      }),
    message: (data: unknown) =>
      observations.push({
        ...fact(),
        kind: "message",
        url: "https://app.example/",
        origin: "https://login.example",
        data: JSON.stringify(data),
      }),
    headers: (headers: Readonly<Record<string, string>>) =>
      observations.push({
        ...fact(),
        ...(random.below(2) === 0
          ? { kind: "request-headers", initiator: null }
          : { kind: "response", status: 200 }),
        requestId: requestId(),
        url: "https://api.example/contacts",
        method: "GET",
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      } as Observation),
  };
}

export const names = {
  tokens: [
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
    "token",
    "csrf_token",
    "subject_token",
  ],
  codes: ["code", "device_code", "user_code", "auth_req_id", "authorization_code"],
  verifiers: ["code_verifier"],
  "client secrets": ["client_secret", "clientSecret"],
  assertions: ["client_assertion", "assertion", "SAMLResponse"],
  passwords: ["password", "passwd", "otp", "user[password]"],
  "API keys": ["key", "apikey", "api_key", "x-amz-signature", "subscription-key"],
} as const;

type Family = keyof typeof names;
export const families = Object.keys(names) as Family[];

/** Where a secret that stands by a name may be stated. */
export function statements(random: Random, to: ReturnType<typeof facts>) {
  const query = (name: string, secret: string) => new URLSearchParams([[name, secret]]).toString();
  return {
    query: (name: string, secret: string) =>
      to.visit(`https://app.example/cb?a=b&${query(name, secret)}&c=d`),
    fragment: (name: string, secret: string) =>
      to.redirect(`https://app.example/cb#${query(name, secret)}&c=d`),
    "hash route": (name: string, secret: string) =>
      to.visit(`https://app.example/#/cb?${query(name, secret)}`),
    form: (name: string, secret: string) => to.form({ a: "b", [name]: secret }),
    "urlencoded body": (name: string, secret: string) => to.sent(`a=b&${query(name, secret)}`),
    "JSON body": (name: string, secret: string) =>
      to.answered(JSON.stringify({ a: 1, [name]: secret, b: [] })),
    message: (name: string, secret: string) =>
      to.message({ type: "authorization_response", response: { [name]: secret } }),
    "JSON within JSON": (name: string, secret: string) => to.message(JSON.stringify({ [name]: secret })),
    "URL within a URL": (name: string, secret: string) =>
      to.visit(`https://login.example/u/login?next=${percent(`/cb?a=b&${query(name, secret)}&c=d`)}`),
    "URL within a URL within a URL": (name: string, secret: string) =>
      to.redirect(
        `https://login.example/?next=${percent(`/in?next=${percent(`/cb?${query(name, secret)}`)}`)}`,
      ),
    "base64 JSON": (name: string, secret: string) =>
      to.visit(
        `https://login.example/in?state=${percent(base64(JSON.stringify({ [name]: secret, r: "/" })))}`,
      ),
    "base64url JSON": (name: string, secret: string) =>
      to.visit(`https://login.example/in?state=${base64url(JSON.stringify({ n: 1, [name]: secret }))}`),
    "claim of a JWT": (name: string, secret: string) =>
      to.visit(`https://app.example/cb?response=${mint(random).jwt({ [name]: secret })}`),
    "Location header": (name: string, secret: string) =>
      to.moved(`https://app.example/cb?a=b#${query(name, secret)}`),
    "address of a page that was looked into": (name: string, secret: string) =>
      to.looked(`https://app.example/cb?${query(name, secret)}`, "tokens"),
    "Referer header": (name: string, secret: string) =>
      to.headers({ Referer: `https://app.example/cb?${query(name, secret)}` }),
  };
}

/** Ways in which a secret that was stated may turn up elsewhere, under no name that tells. */
export function echoes(random: Random, to: ReturnType<typeof facts>) {
  const around = (text: string) =>
    `${random.text(letters, random.below(3))}${text}${random.text(letters, random.below(3))}`;
  return {
    "as it is": (secret: string) =>
      to.sent(JSON.stringify([secret]).slice(2, -2) === secret ? `x ${secret} y` : "-"),
    "percent-encoded": (secret: string) => to.visit(`https://metrics.example/hit/${percent(secret)}`),
    "percent-encoded twice": (secret: string) =>
      to.visit(`https://metrics.example/?u=${percent(percent(secret))}`),
    "percent-encoded all over": (secret: string) =>
      to.visit(
        `https://metrics.example/?u=${Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`,
      ),
    "JSON-escaped": (secret: string) => to.sent(JSON.stringify({ note: `seen: ${secret}` })),
    "JSON-escaped twice": (secret: string) =>
      to.sent(JSON.stringify({ note: JSON.stringify({ x: secret }) })),
    base64: (secret: string) => to.sent(`{"blob":"${base64(around(secret))}"}`),
    "base64, percent-encoded": (secret: string) =>
      to.visit(`https://metrics.example/?b=${percent(base64(around(secret)))}`),
    base64url: (secret: string) =>
      to.visit(`https://metrics.example/${random.text(letters, 3)}/${base64url(around(secret))}?x`),
    "in a key of a storage": (secret: string) => to.looked("https://app.example/", `app:${percent(secret)}`),
    "in the path of a cookie": (secret: string) =>
      to.moved("https://app.example/", `/of/${percent(secret)}/`),
    "in an error": (secret: string) => to.failed(`net::ERR_FAILED ${percent(secret)}`),
  };
}
