import { families, plainName } from "../redact-names.js";

/** What a value looks like, whatever it says. */
export type Form = (typeof forms)[number][0];

const forms = [
  ["JWT", /^eyJ[\w-]+\.[\w-]*\./],
  ["UUID", /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ["digits", /^\d+$/],
  ["hex", /^[\da-f]+$/i],
  ["base64url", /^[\w-]+$/],
  ["base64", /^[\w+/-]+={0,2}$/],
  ["urlsafe", /^[\w.~-]+$/],
  ["JSON", /^[{[]/],
  ["text", /^/],
] as const;

export const formOf = (value: string): Form =>
  forms.find(([, pattern]) => pattern.test(value))?.[0] ?? "text";

/** Plain names of what a client or server makes anew for each login, or counts, apart from credentials. */
const fresh = new Set(
  (
    "state nonce codechallenge sessionstate jti uti rh aio athash chash shash sid request requesturi dpopjkt " +
    "clientrequestid xclientrequestid requestid correlationid xcorrelationid traceid traceparent csrf transactionid"
  ).split(" "),
);

/** Whether a parameter or claim has another value in every login. */
export const isFreshEachTime = (name: string): boolean => fresh.has(plainName(name));

/** Whether a value is a credential, by its name or because it looks like a JWT. */
export function isCredential(name: string, value: string): boolean {
  const plain = plainName(name);
  const family = families.find(
    ({ pattern, place }) => (place === null || place === "parameter") && pattern.test(plain),
  );
  return family?.sort === "credential" || formOf(value) === "JWT";
}
