import { hostOf } from "../flow/access.js";
import type { ApiCall, Login, TokenCall } from "../flow/login.js";
import { remember } from "../flow/remember.js";
import { firstValue, originOf, splitUrl } from "../oauth/parameter.js";
import { audienceOf, claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { clientKindOf } from "./acceptance.js";
import type { Verdict } from "./check.js";
import { isSameSite } from "./sites.js";
import { notApplicable, type Seen, undetermined } from "./verdict.js";

export const accessTokensOf = ({ tokens }: Login): readonly ReceivedToken[] =>
  tokens.filter(({ kind }) => kind === "access_token");

export const codeOf = ({ response }: Login): string | null => firstValue(response?.parameters ?? [], "code");

const tokensById = remember(
  ({ tokens }: Login): ReadonlyMap<string, ReceivedToken> =>
    new Map(tokens.toReversed().map((token) => [token.id, token])),
);

export const tokenOf = (login: Login, id: string): ReceivedToken | undefined => tokensById(login).get(id);

/** Whether a JWT has no signature. */
export const isUnsigned = ({ decoded }: ReceivedToken): boolean =>
  decoded.format === "jws" && (decoded.signature === "none" || /^none$/i.test(decoded.alg ?? ""));

/** URL of a call as evidence. */
export const placeOf = ({ url }: { readonly url: string }): string => splitUrl(url).base;

export const isSuccess = (status: number | null | undefined): boolean =>
  typeof status === "number" && status >= 200 && status < 300;

/** Whether a token request was answered with a token. */
export const isGranted = ({ answer }: TokenCall): boolean =>
  isSuccess(answer?.status ?? 200) && typeof answer?.response?.members?.access_token === "string";

/** What the time of something is called beside that of another. */
export const secondsAfter = (at: number, since: number): string => `${((at - since) / 1000).toFixed(1)} s`;

/** The verdict of a check of tokens where none was seen. */
export function noTokens(login: Login): Verdict {
  const { response, tokenCalls } = login;
  if (tokenCalls.some(({ answer }) => answer === null || (answer.response === null && !answer.error))) {
    return undetermined("The token endpoint's response was not visible.");
  }
  if (response === null && tokenCalls.length === 0) {
    return undetermined("No authorization response was visible.");
  }
  if (codeOf(login) === null || tokenCalls.length > 0) return notApplicable;
  return undetermined("The token endpoint's response was not visible.");
}

/** The verdict of a check of what pages do with tokens, where none was seen: a server keeps them from the pages. */
export const noTokensInBrowser = (login: Login): Verdict =>
  clientKindOf(login) === "server" ? notApplicable : noTokens(login);

/** The verdict of a check of API calls where none was seen. */
export function noCalls(login: Login): Verdict {
  if (login.tokens.length === 0) return noTokensInBrowser(login);
  return login.visibility.allSites
    ? notApplicable
    : undetermined("API calls were visible only at the sites that may be read.");
}

/** The verdict of a check of token requests where none was seen. */
export function noTokenCalls(login: Login): Verdict {
  if (login.response === null) return undetermined("No authorization response was visible.");
  if (codeOf(login) === null) return notApplicable;
  return login.visibility.allSites && clientKindOf(login) !== "server"
    ? undetermined("Nobody was seen to redeem the code.")
    : undetermined("A server, or a site that may not be read, redeemed the code.");
}

/** Whether pages and storage of the client's site could be seen. */
export function seesClient({ client, visibility }: Login): boolean {
  const host = hostOf(client.origin);
  return visibility.allSites || (host !== null && visibility.visibleHosts.includes(host));
}

/** URLs for which a token was issued: those in its `aud`, or what was asked for by `resource` (RFC 8707, section 2). */
export function audienceUrlsOf(token: ReceivedToken, { request }: Login): readonly string[] {
  const stated = audienceOf(claimsOf(token)?.aud);
  const asked = (request?.effective ?? [])
    .filter(({ name }) => name === "resource")
    .map(({ value }) => value);
  return stated ?? asked;
}

export const isUrl = (text: string): boolean => /^https?:/i.test(text) && URL.canParse(text);

type AudienceFit = "fits" | "sibling" | "other-site" | "unknown";

/** What was found of a login's tokens and destinations, by the token's id and the destination's origin. */
const fits = remember((_: Login) => new Map<string, AudienceFit>());

/**
 * How a destination fits what a token was issued for. Its origin decides.
 *
 * @returns `unknown` where that is not, or not only, stated in URLs; `sibling` for another host of an audience's site
 */
export function audienceFit(token: ReceivedToken, url: string, login: Login): AudienceFit {
  const origin = originOf(url);
  const known = fits(login);
  const key = `${token.id} ${origin}`;
  const fit = (origin !== null && known.get(key)) || fitOf(token, url, login);
  if (origin !== null) known.set(key, fit);
  return fit;
}

function fitOf(token: ReceivedToken, url: string, login: Login): AudienceFit {
  const audience = audienceUrlsOf(token, login);
  const issuer = claimsOf(token)?.iss;
  const servers = [login.server.origin, typeof issuer === "string" ? issuer : null];
  if (servers.some((server) => isSameHost(server, url)) || audience.some((one) => covers(one, url)))
    return "fits";
  if (audience.length === 0 || !audience.every(isUrl)) return "unknown";
  return audience.some((one) => isSameSite(one, url)) ? "sibling" : "other-site";
}

/** Whether an audience is the host of a URL, or the registrable domain that it lies in. */
function covers(audience: string, url: string): boolean {
  if (isSameHost(audience, url)) return true;
  const [host, wanted] = [hostOf(audience), hostOf(url)];
  return host !== null && wanted !== null && host.split(".").length === 2 && wanted.endsWith(`.${host}`);
}

const isSameHost = (a: string | null, b: string): boolean => hostOf(a) !== null && hostOf(a) === hostOf(b);

/** A call as evidence. */
export const callSeen = (call: ApiCall): readonly Seen[] => [
  ["API", placeOf(call)],
  ["status", call.answer?.status?.toString() ?? "none"],
];
