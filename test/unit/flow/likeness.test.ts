import { mayCarryToken, mayHoldToken, urlMayHoldToken } from "../../../extension/flow/likeness.js";

const jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2ln";

it.each([
  ["https://api.example/v1?access_token=opaque", true],
  ["https://app.example/cb?state=s&code=abc", true],
  ["https://app.example/#id_token=x", true],
  [`https://api.example/${jwt}/x`, true],
  ["https://tracker.example/c?dl=https%3A%2F%2Fapp.example%2Fcb%3Fcode%3Dabc", true],
  ["https://tracker.example/c?dl=https%3a%2f%2fapp.example%2fcb%3fstate%3ds%26code%3dabc", true],
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

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly url?: string;
  readonly isPage?: boolean;
  readonly isSocket?: boolean;
}

it.each<[string, Sent, boolean]>([
  ["a bearer token", { headers: { authorization: "Bearer opaque" } }, true],
  ["a DPoP-bound token", { headers: { Authorization: "DPoP opaque" } }, true],
  ["a password", { headers: { Authorization: "Basic YTpi" } }, false],
  ["a token in the URL", { url: "https://a.example/?access_token=x" }, true],
  ["a token in the URL of a page", { url: "https://a.example/?access_token=x", isPage: true }, false],
  ["a subprotocol of a socket", { headers: { "Sec-WebSocket-Protocol": "bearer, x" }, isSocket: true }, true],
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
      url: "https://a.example/?code=x",
      headers: { "Access-Control-Request-Method": "GET" },
    },
    false,
  ],
])("mayCarryToken tells of %s", (_, { headers = {}, ...sent }, expected) => {
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const plain = { url: "https://a.example/", method: "GET", isPage: false, isSocket: false };
  expect(mayCarryToken({ ...plain, ...sent, headers: list })).toBe(expected);
});
