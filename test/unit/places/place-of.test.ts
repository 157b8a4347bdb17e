import type { Case } from "../../../extension/checks/case.js";
import type { Check, Evidence } from "../../../extension/checks/check.js";
import type { Login } from "../../../extension/flow/login.js";
import type { Place } from "../../../popup/places/place.js";
import { placeOf } from "../../../popup/places/place-of.js";
import { collectCheckTests } from "../../fixtures/collected-checks.js";

interface FiredVerdict {
  readonly login: Login;
  readonly id: string;
  readonly evidence: readonly Evidence[];
}

/** Every verdict that fires while the tests of the checks run. */
const fired: FiredVerdict[] = [];

jest.mock("../../../extension/checks/catalogue.js", () => {
  const catalogue = jest.requireActual<{ checks: readonly Check[] }>(
    "../../../extension/checks/catalogue.js",
  );
  const checks = catalogue.checks.map(
    (check): Check => ({
      ...check,
      evaluate: (theCase: Case) => {
        const verdict = check.evaluate(theCase);
        if (verdict.outcome === "fired") {
          fired.push({ login: theCase.login, id: check.id, evidence: verdict.evidence });
        }
        return verdict;
      },
    }),
  );
  return { ...catalogue, checks };
});

const { tests, preparations } = collectCheckTests();

interface Placed extends FiredVerdict {
  readonly label: string;
  readonly place: Place | null;
}

let placed: readonly Placed[] = [];
beforeAll(async () => {
  for (const prepare of preparations) await prepare();
  for (const { run } of tests) await run();
  placed = fired.flatMap((verdict) =>
    verdict.evidence.map(({ label }, index) => ({
      ...verdict,
      label,
      place: placeOf(verdict.login, verdict.id, verdict.evidence, index),
    })),
  );
});

const keyOf = ({ id, label }: Placed) => `${id}: ${label}`;
const unique = (some: readonly Placed[]) => [...new Set(some.map(keyOf))].sort();
const textOf = (place: Place | null) =>
  place && [place.view, ...place.anchor.map(([kind, value]) => `${kind}=${value}`)].join(" ");

/** What leads nowhere, by the reason for it. */
const nowhere: Readonly<Record<string, readonly string[]>> = {
  "concluded, not seen in one place": [
    "idt-expired: clock",
    "idt-hmac-in-browser: client",
    "idt-nonce-mismatch: client",
    "idt-time-implausible: clock",
    "jarm-response-invalid: clock",
    "jarm-response-invalid: further",
    "logout-redirect-unsafe: site",
    "par-required-bypassed: next",
    "pkce-verifier-mismatch: server",
    "postmessage-sender-unverified: the client then",
    "redirect-uri-insecure: carried",
    "refresh-token-not-rotated: refreshed since",
    "response-replayed: displayed again by reload",
    "state-mismatch: client",
    "third-party-content-on-callback: URL cleaned",
    "unsolicited-response: client",
  ],
  "lies in another login": [
    "idt-alg-unexpected: alg before",
    "mix-up-undefended: other server",
    "mix-up-undefended: server",
    "prompt-none-outcome: silent requests within a minute",
    "unsolicited-response: last request to it",
  ],
  "no view shows it": [
    "clickjacking-unprotected: X-Frame-Options",
    "clickjacking-unprotected: frame-ancestors",
    "clickjacking-unprotected: shown in",
    "client-secret-in-browser: authentication",
    "client-secret-in-browser: endpoint",
    "client-secret-in-browser: value",
    "credential-response-cacheable: Cache-Control",
    "credential-response-cacheable: pushed request",
    "dpop-key-exposed: extractable",
    "dpop-key-exposed: key",
    "dpop-key-exposed: store",
    "dpop-key-exposed: thumbprint",
    "token-in-referer: referrer policy",
  ],
};

test("of all evidence that the tests of the checks bring about, only this leads nowhere", () => {
  expect(unique(placed.filter(({ place }) => place === null))).toEqual(Object.values(nowhere).flat().sort());
  expect(unique(placed).length).toBeGreaterThan(440);
  expect(placed.filter(({ place }) => place !== null).length / placed.length).toBeGreaterThan(0.93);
});

test("what a place names is in the login", () => {
  const wrong = placed.filter(({ login, place }) =>
    place?.anchor.some(([kind, value], index) => {
      if (kind === "call") return !login.calls.some(({ requestId }) => requestId === value);
      if (kind === "tokenId") return !login.tokens.some(({ id }) => id === value);
      if (kind === "step") return !login.steps.some(({ number }) => String(number) === value);
      return kind === "message" && index > 0;
    }),
  );
  expect(unique(wrong)).toEqual([]);
});

test.each([
  ["state-missing: state", "messages message=request"],
  ["nonce-missing: response_type", "messages message=request parameter=response_type"],
  ["access-token-in-fragment: access_token", "messages message=response parameter=access_token"],
  ["state-mismatch: state returned", "messages message=response parameter=state"],
  ["duplicate-parameter: code in the token request", "messages message=token-request-1 parameter=code"],
  ["pkce-verifier-mismatch: code_challenge", "messages message=request parameter=code_challenge"],
  ["refresh-token-reuse-accepted: refresh token", "messages message=token-request-2 parameter=refresh_token"],
  ["frontchannel-logout-invalid: frame", "messages message=logout-2"],
  ["idt-aud-mismatch: aud", "tokens tokenId=id_token part=payload claim=aud"],
  ["idt-alg-unexpected: alg", "tokens tokenId=id_token part=header claim=alg"],
  ["idt-at-hash: found", "tokens tokenId=id_token@1 verificationStep=at_hash"],
  ["token-lifetime-long: lifetime of access_token-2", "tokens tokenId=access_token-2"],
  ["token-in-web-storage: store", "tokens traceOf=access_token@1 localStorage auth"],
  ["jwks-unsafe: RSA modulus", "tokens panel=keys"],
  ["id-token-as-api-token: status", "calls call=call-1000"],
  ["clickjacking-unprotected: page", "overview step=3"],
])("%s was seen in %s", (key, place) => {
  expect(placed.filter((one) => keyOf(one) === key).map((one) => textOf(one.place))).toContain(place);
});

test("nothing hostile in a label or a value leads it astray, or makes it throw", () => {
  const login = placed[0]?.login as Login;
  for (const text of ["", "__proto__", "constructor", "http://[", "\u202E", "a in the token request"]) {
    expect(() => placeOf(login, text, [{ label: text, value: text }], 0)).not.toThrow();
  }
  expect(placeOf(login, "state-missing", [], 0)).toBeNull();
});
