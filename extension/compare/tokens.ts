import type { Login } from "../flow/login.js";
import { numericDate } from "../token/claim-time.js";
import type { ReceivedToken } from "../token/received-token.js";
import { type Fact, lifetimeFact, memberFact, termed, textFact } from "./fact.js";
import { awaitsResponse, redeemsUnseen } from "./messages.js";
import { type Facts, factsOf, nothing, unseen } from "./rows.js";

export const tokenKinds = ["access_token", "id_token", "refresh_token"] as const;

type Kind = (typeof tokenKinds)[number];

/**
 * The first token of a kind: how it came, its form, its JOSE header and its claims.
 *
 * What an encrypted or opaque token holds is not visible. Header members have `header.` before their names.
 *
 * @param brief leaves header and claims out, as for a token that has no counterpart
 */
export function tokenFacts(login: Login, kind: Kind, brief: boolean): Facts {
  const [token, ...more] = login.tokens.filter((one) => one.kind === kind);
  if (token === undefined) return mayHaveToken(login) ? unseen : nothing;
  const { decoded, channel, lifetime } = token;
  const entries: (readonly [string, Fact])[] = [
    termed("channel", textFact(channel)),
    termed("format", textFact(decoded.format === "opaque" ? "opaque" : decoded.format.toUpperCase())),
  ];
  if (lifetime !== null) entries.push(termed("lifetime", lifetimeFact(lifetime)));
  entries.push(termed("received", textFact(String(more.length + 1))));
  return factsOf(
    brief ? entries : [...entries, ...membersOf(token)],
    decoded.format === "jws" ? "absent" : "hidden",
  );
}

function membersOf({ decoded }: ReceivedToken): readonly (readonly [string, Fact])[] {
  if (decoded.format === "opaque") return [];
  const claims = decoded.format === "jws" ? (decoded.payload.value ?? {}) : {};
  const iat = numericDate(claims.iat);
  return [
    ...Object.entries(decoded.header.value ?? {}).map(
      ([name, value]) => [`header.${name}`, memberFact(name, value)] as const,
    ),
    ...Object.entries(claims).map(
      ([name, value]) => [`claim.${name}`, { ...memberFact(name, value, iat), name }] as const,
    ),
  ];
}

/** Whether a token may have come where it could not be seen: in a hidden response, or from the token endpoint. */
function mayHaveToken(login: Login): boolean {
  const answers = login.tokenCalls.map(({ answer }) => answer);
  if (answers.length === 0) return awaitsResponse(login) || redeemsUnseen(login);
  return answers.some((answer) => answer !== null && answer.error === null && answer.response === null);
}
