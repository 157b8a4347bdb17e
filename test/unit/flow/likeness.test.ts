import {
  leaksByReferer,
  mayCarryToken,
  mayHoldToken,
  refererMayTell,
  type SentRequest,
  urlMayHoldToken,
} from "../../../extension/flow/likeness.js";

const jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2ln";

it.each([
  ["https://api.example/v1?access_token=opaque", true],
  ["https://app.example/cb?state=s&code=abc", true],
  ["https://app.example/#id_token=x", true],
  [`https://api.example/${jwt}/x`, true],
  ["https://tracker.example/c?dl=https%3A%2F%2Fapp.example%2Fcb%3Fcode%3Dabc", true],
  ["https://tracker.example/c?dl=https%3a%2f%2fapp.example%2fcb%3fstate%3ds%26code%3dabc", true],
  [`https://tracker.example/c?d=${btoa(jwt)}`, true],
  ["https://server.example/logout?id_token_hint=x", true],
  ["https://api.example/countries?postcode=12345", false],
  ["https://api.example/tokens?tokenize=1", false],
  ["https://app.example/eyJ.js", false],
])("urlMayHoldToken(%j) is %j", (url, expected) => {
  expect(urlMayHoldToken(url)).toBe(expected);
});

it.each([
  [`{"t":"${jwt}"}`, true],
  ['{"access_token":"x"}', true],
  ["id_token_hint=x", true],
  ["access_tokens=2", false],
  ["token=x", false],
])("mayHoldToken(%j) is %j", (text, expected) => {
  expect(mayHoldToken(text)).toBe(expected);
});

it.each([
  ["https://login.example/authorize?client_id=a&state=s", true],
  ["https://login.example/authorize?client_id=a&code_challenge=c", true],
  ["https://app.example/cb?code=abc", true],
  ["https://login.example/", false],
  ["https://shop.example/?estate=1", false],
])("refererMayTell(%j) is %j", (url, expected) => {
  expect(refererMayTell(url)).toBe(expected);
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly url?: string;
  readonly kind?: SentRequest["kind"];
}

const sent = ({ headers = {}, ...rest }: Sent): SentRequest => ({
  url: "https://a.example/",
  method: "GET",
  kind: "script",
  ...rest,
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
});

it.each<[string, Sent, boolean]>([
  ["a bearer token", { headers: { authorization: "Bearer opaque" } }, true],
  ["a DPoP-bound token", { headers: { Authorization: "DPoP opaque" } }, true],
  ["a password", { headers: { Authorization: "Basic YTpi" } }, false],
  ["a JWT in a header of its own", { headers: { "X-Auth": jwt } }, true],
  ["a JWT in a cookie", { headers: { Cookie: jwt } }, false],
  ["a token in the URL", { url: "https://a.example/?access_token=x" }, true],
  ["a token in the URL of a page", { url: "https://a.example/?access_token=x", kind: "page" }, false],
  ["a subprotocol of a socket", { headers: { "Sec-WebSocket-Protocol": "bearer, x" }, kind: "socket" }, true],
  [
    "an authorization request of a script",
    { url: "https://a.example/?response_type=code&client_id=a" },
    true,
  ],
])("mayCarryToken tells of %s", (_, request, expected) => {
  expect(mayCarryToken(sent(request))).toBe(expected);
});

it.each<[string, Sent, boolean]>([
  ["a referrer with a token from elsewhere", { headers: { Referer: "https://b.example/#id_token=x" } }, true],
  [
    "a referrer with a token from the same site",
    { headers: { Referer: "https://a.example/?code=x" } },
    false,
  ],
  [
    "a preflight",
    {
      method: "OPTIONS",
      headers: { "Access-Control-Request-Method": "GET", Referer: "https://b.example/?code=x" },
    },
    false,
  ],
])("leaksByReferer tells of %s", (_, request, expected) => {
  expect(leaksByReferer(sent(request))).toBe(expected);
});
