import { hostOf } from "../flow/access.js";
import type { ApiCall, Login, TokenCall } from "../flow/login.js";
import { firstValue, splitUrl } from "../oauth/parameter.js";
import { decode } from "../token/decode.js";
import { absent, type Fact, hiddenFact, namedFact, termed, textFact, wordFact } from "./fact.js";
import { awaitsResponse, redeemsUnseen } from "./messages.js";
import { type Facts, factsOf, nothing, unseen } from "./rows.js";

/** Grants for which either login went to the token endpoint, each once; the first eight, more than there are. */
export const grantsOf = (logins: readonly Login[]): readonly string[] =>
  [...new Set(logins.flatMap(({ tokenCalls }) => tokenCalls.map(({ request }) => request.grantType)))].slice(
    0,
    8,
  );

/** The first token request of a grant, with its answer, and how many there were. */
export function tokenCallFacts(login: Login, grant: string): Facts {
  const [call, ...more] = login.tokenCalls.filter(({ request }) => request.grantType === grant);
  if (call === undefined) {
    const unsure = login.tokenCalls.length === 0 && (awaitsResponse(login) || redeemsUnseen(login));
    return unsure ? unseen : nothing;
  }
  const { endpoint, request, answer } = call;
  const isOwn = (name: string) => name !== "grant_type" && !authentication.has(name);
  return factsOf([
    termed("endpoint", textFact(endpoint)),
    termed("client_authentication", authenticationOf(call)),
    termed("pkce", pkceOf(call)),
    ...request.parameters
      .filter(({ name }) => isOwn(name))
      .map(({ name, value }) => [name, namedFact(name, value)] as const),
    termed("status", statusOf(answer)),
    ["error", errorOf(call)],
    termed("requests", textFact(String(more.length + 1))),
  ]);
}

/** Parameters by which a client proves who it is; what they amount to has a row of its own. */
const authentication = new Set(["client_secret", "client_assertion", "client_assertion_type"]);

/** By the names of OpenID Connect Core 1.0, section 9. */
function authenticationOf({ request: { parameters }, requestHeaders }: TokenCall): Fact {
  if (firstValue(parameters, "client_secret")) return textFact("client_secret_post");
  const assertion = firstValue(parameters, "client_assertion");
  if (assertion) {
    const decoded = decode(assertion);
    const alg = decoded.format === "jws" ? (decoded.alg ?? "") : "";
    return textFact(/^HS/.test(alg) ? "client_secret_jwt" : "private_key_jwt");
  }
  if (requestHeaders === null) return hiddenFact;
  const isBasic = requestHeaders.some(
    ({ name, value }) => /^authorization$/i.test(name) && /^Basic /i.test(value),
  );
  return isBasic ? textFact("client_secret_basic") : wordFact("none");
}

const pkceOf = ({ pkce }: TokenCall): Fact =>
  pkce === "undetermined" ? hiddenFact : wordFact(pkce === "absent" ? "none" : pkce);

const statusOf = (answer: { readonly status: number | null; readonly error: string | null } | null): Fact =>
  answer === null ? wordFact("no_answer") : textFact(String(answer.status ?? answer.error));

function errorOf({ answer }: TokenCall): Fact {
  if (answer?.response) return answer.response.error ? textFact(answer.response.error) : absentFact;
  return answer?.status ? hiddenFact : absentFact;
}

const absentFact: Fact = { shown: absent, by: "value", key: "" };

/**
 * API calls by method and URL without its query, each with the statuses of its answers.
 *
 * @param other the login that is compared with: of its calls that are not here it is told whether they could have been seen
 */
export function callFacts(login: Login, other: Login): Facts {
  const here = grouped(login.calls);
  const elsewhere = [...grouped(other.calls).keys()].filter((name) => !here.has(name));
  const facts = [...here].map(
    ([name, statuses]) => [name, textFact([...statuses].map(timesOf).join(", "))] as const,
  );
  const unseenOnes = elsewhere.filter((name) => !isVisible(login, name));
  return factsOf([...facts, ...unseenOnes.map((name) => [name, hiddenFact] as const)]);
}

const timesOf = ([status, times]: readonly [string, number]): string =>
  times === 1 ? status : `${status} × ${times}`;

function grouped(calls: readonly ApiCall[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const groups = new Map<string, Map<string, number>>();
  for (const { method, url, answer } of calls) {
    const name = `${method} ${splitUrl(url).base}`;
    const statuses = groups.get(name) ?? new Map<string, number>();
    const status = answer === null ? "…" : String(answer.status ?? answer.error);
    groups.set(name, statuses.set(status, (statuses.get(status) ?? 0) + 1));
  }
  return groups;
}

function isVisible({ visibility }: Login, name: string): boolean {
  const host = hostOf(name.slice(name.indexOf(" ") + 1));
  return visibility.allSites || (host !== null && visibility.visibleHosts.includes(host));
}
