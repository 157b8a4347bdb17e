import { mayHoldToken, refererMayTell, urlMayHoldToken } from "../../../background/capture/likeness.js";

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
