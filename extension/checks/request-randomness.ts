import { earlierThan, type PastLogin, stemOf } from "../flow/history.js";
import type { Login } from "../flow/login.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { alphabetOf, capacityOf } from "../oauth/capacity.js";
import { shortHash } from "../oauth/digest.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import { readJwt } from "../oauth/jwt.js";
import { firstValue } from "../oauth/parameter.js";
import type { Check, Severity } from "./check.js";
import { cited } from "./citation.js";
import { decodingsOf } from "./decodings.js";
import { effectiveRequest, onRequest } from "./effective-request.js";
import { type Fault, faultOf, firedBy } from "./faults.js";
import { challengeMethodOf } from "./request-facts.js";
import { isUndetermined, silent, timeText } from "./verdict.js";

const dayMs = 86_400_000;

/** A value that nobody else must be able to guess. */
interface Chosen {
  /** Its name in {@link PastLogin.hashes}. */
  readonly name: string;
  readonly value: string;
  /** Severity below 64 bits, and below 128. */
  readonly severities: readonly [Severity, Severity];
}

/**
 * @severity capacity under 64 bits, or a pattern: high for `nonce` of a front-channel ID Token and for codes and tokens,
 *   else medium; 64 to 127 bits: low for codes and tokens, info otherwise
 * @fires The most that `state`, `nonce`, a plain challenge, a code or an opaque token can hold (length times the bits of the
 *   smallest character class that covers it) is below 128 bits; or the value is a counter, Unix time, or shares all but its
 *   last 3 characters with an earlier value from the same client.
 * @silent Signed values are judged by their signature, encrypted ones not at all; a JSON wrapper by its best member. Passing
 *   proves nothing, so there is no pass.
 * @differs The catalogue gives a pattern no severity. What can be predicted counts as below 64 bits.
 */
const transactionValueGuessable: Check = {
  id: "transaction-value-guessable",
  title: "state, nonce, a plain challenge, a code or an opaque token is too short or predictable.",
  citations: cited("RFC 6749 §10.10, §10.12; OIDC Core §3.1.2.1, §15.5.2; RFC 7636 §7.1"),
  remedy: "Draw at least 128 bits from a cryptographic random generator for every value.",
  evaluate(theCase) {
    const request = effectiveRequest(theCase.login);
    const values = [
      ...(isUndetermined(request) ? [] : valuesOf(request)),
      ...valuesReceived(theCase.login),
    ].filter(({ value }) => value !== "");
    const { login, history } = theCase;
    const past = earlierThan(login, history).filter(({ clientId }) => clientId === login.client.id);
    const found = values.flatMap((chosen) => weaknessOf(chosen, login, past));
    return firedBy(found, isUndetermined(request) ? request : silent);
  },
};

function valuesOf(request: AuthorizationRequest): readonly Chosen[] {
  const { state, nonce, codeChallenge, responseTypes } = request;
  const inFrontChannel = responseTypes.includes("id_token");
  return [
    { name: "state", value: state ?? "", severities: ["medium", "info"] },
    { name: "nonce", value: nonce ?? "", severities: [inFrontChannel ? "high" : "medium", "info"] },
    {
      name: "code_challenge",
      value: challengeMethodOf(request) === "plain" ? (codeChallenge ?? "") : "",
      severities: ["medium", "info"],
    },
  ];
}

function valuesReceived({ response, tokens }: Login): readonly Chosen[] {
  const opaque = tokens.filter(({ decoded }) => decoded.format === "opaque");
  return [{ id: "code", raw: firstValue(response?.parameters ?? [], "code") ?? "" }, ...opaque].map(
    ({ id, raw }) => ({ name: id, value: raw, severities: ["high", "low"] }),
  );
}

function weaknessOf(
  { name, value, severities }: Chosen,
  login: Login,
  past: readonly PastLogin[],
): readonly Fault[] {
  const bits = bitsIn(value);
  const pattern = patternOf(name, value, login.request?.at ?? login.startedAt, past);
  if (bits >= 128 && pattern === null) return [];
  const severity = bits < 64 || pattern !== null ? severities[0] : severities[1];
  const shown = `${value.length} characters, ${alphabetOf(value)}, ${bits} bits at most`;
  return [faultOf(severity, name, pattern === null ? shown : `${shown}, ${pattern}`)];
}

/** The most chance in a value: in the signature of a signed one, in the best member of a JSON object, else in all of it. */
function bitsIn(value: string): number {
  const { format } = readJwt(value);
  if (format === "encrypted") return 128;
  if (format === "signed") return capacityOf(value.slice(value.lastIndexOf(".") + 1));
  for (const { text } of decodingsOf(value)) {
    const object = text.startsWith("{") ? readJson(text).value : null;
    if (!isJsonObject(object)) continue;
    const members = Object.values(object).map((member) => (typeof member === "string" ? member : ""));
    return members.reduce((best, member) => Math.max(best, capacityOf(member)), 0);
  }
  return capacityOf(value);
}

function patternOf(name: string, value: string, at: number, past: readonly PastLogin[]): string | null {
  if (/^\d{1,9}$/.test(value)) return "a counter";
  const ms = /^\d{10}$/.test(value)
    ? Number(value) * 1000
    : /^\d{13}$/.test(value)
      ? Number(value)
      : Number.NaN;
  if (Math.abs(ms - at) < dayMs) return "Unix time";
  const comparable = past.filter(({ stems }) => name in stems);
  if (comparable.length === 0) return null;
  const [stem, hash] = [stemOf(value), shortHash(value)];
  const isNext = comparable.some(({ stems, hashes }) => stems[name] === stem && hashes[name] !== hash);
  return isNext ? "an earlier one but for its last 3 characters" : null;
}

/**
 * @severity high for `code_challenge` and for `nonce` with a front-channel ID Token; medium for `state` and other nonces
 * @fires The same `state`, `nonce` or `code_challenge` for one `client_id` occurs in two authorization requests that belong
 *   to different transactions.
 * @silent The authorization server re-entering its own authorization endpoint with the same parameters; a reload or back
 *   step in the same tab before any response was consumed.
 */
const transactionValueReused: Check = {
  id: "transaction-value-reused",
  title: "A one-time request value appears in two transactions.",
  citations: cited("RFC 9700 §2.1.1, §4.2.4, §4.5.3.2; OAuth 2.1-15 §7.5.1.1; OIDC Core §15.5.2"),
  remedy: "Regenerate state, nonce and the verifier for every attempt, including retries after an error.",
  evaluate: onRequest((request, { login, history }) => {
    const at = login.request?.at ?? login.startedAt;
    const past = earlierThan(login, history).filter(
      ({ clientId, tabId, endedAt }) =>
        clientId === request.clientId && !(tabId === login.tabId && (endedAt === null || endedAt > at)),
    );
    const inFrontChannel = request.responseTypes.includes("id_token");
    const values: readonly (readonly [string, string | null, Severity])[] = [
      ["code_challenge", request.codeChallenge, "high"],
      ["nonce", request.nonce, inFrontChannel ? "high" : "medium"],
      ["state", request.state, "medium"],
    ];
    return firedBy(
      values.flatMap(([name, value, severity]) => {
        const hash = value ? shortHash(value) : "";
        const first = past.find(({ hashes }) => hashes[name] === hash);
        if (!first) return [];
        const when = `${timeText(first.at)} and ${timeText(at)}`;
        return faultOf(severity, name, `SHA-256 ${hash.slice(0, 8)}…, ${when}`);
      }),
    );
  }),
};

/** Checks of values that are to be used once and never guessed. */
export const requestRandomnessChecks: readonly Check[] = [transactionValueGuessable, transactionValueReused];
