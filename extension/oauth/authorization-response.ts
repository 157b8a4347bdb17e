import { partsOfFragment } from "./hash-route.js";
import { type Jarm, unwrapJarm } from "./jarm.js";
import { firstValue, type Parameter, parametersOf, parametersOfObject, splitUrl } from "./parameter.js";
import { type Candidate, candidatesIn } from "./web-message.js";

/** How the parameters of a response travel when no JWT wraps them. */
export type PlainChannel = "query" | "fragment" | "form_post" | "web_message";

/** How a response travelled to the client, in the words of `response_mode`. */
export type Channel = PlainChannel | `${PlainChannel}.jwt`;

/**
 * An authorization response as the browser carried it.
 *
 * @see RFC 6749, sections 4.1.2 and 4.2.2; OAuth 2.0 Form Post Response Mode, section 2; JARM, section 2
 */
export interface AuthorizationResponse {
  readonly channel: Channel;
  /** URL that received it, without the part that holds the response; of a message the origin that sent it. */
  readonly receivedAt: string;
  /** The response's own parameters: those inside the JWT of a response by JARM that can be read. */
  readonly parameters: readonly Parameter[];
  /** Parameters as they travelled; the same as `parameters` unless a JWT wraps the response. */
  readonly outer: readonly Parameter[];
  /** null unless a JWT wraps the response. */
  readonly jarm: Jarm | null;
  readonly state: string | null;
  /** Error code of an error response; null for a success. */
  readonly error: string | null;
}

/** Members of which an authorization response holds at least one. */
const credentials = ["access_token", "id_token", "refresh_token", "code"] as const;

/**
 * Reads an authorization response out of a URL, or out of the form posted to it.
 *
 * Recognises it by its parameters, never by its path, also behind the route of a hash router
 * (`#/callback?access_token=…`), and unwraps JARM without verifying it. Whether it answers a request is not decided here:
 * `code` and `error` are common names, so see {@link isTokenResponse} for what is a response without any doubt.
 *
 * @param form parameters of the form body posted to `url`, null if there is none
 * @returns null if the message holds none of `code`, `access_token`, `id_token`, `refresh_token`, `error`
 */
export function parseAuthorizationResponse(
  url: string,
  form: readonly Parameter[] | null,
): AuthorizationResponse | null {
  return findResponse(url, form, isResponse);
}

/**
 * Reads the success response to `response_type=none`, which holds no more than the `state`.
 *
 * To be asked only where such a request was sent, as a parameter `state` makes no response.
 *
 * @returns null if the message holds no `state`, or if {@link parseAuthorizationResponse} reads it
 * @see OAuth 2.0 Multiple Response Types, section 4
 */
export function parseNoneResponse(
  url: string,
  form: readonly Parameter[] | null,
): AuthorizationResponse | null {
  if (parseAuthorizationResponse(url, form) !== null) return null;
  return findResponse(url, form, (parameters) => Boolean(firstValue(parameters, "state")));
}

/**
 * Reads an authorization response out of a message between windows.
 *
 * Reads the shape of the draft, `{type: "authorization_response", response: {…}}`, which Auth0 and others send. Elsewhere,
 * up to two levels deep, it must be an object that holds a code, a token or an error together with `state`, or text that is
 * a URL or urlencoded with such. Any page can send a message, so this proves nothing.
 *
 * @param origin origin of the sender, as the browser stamped the event
 * @param data   the message's data as JSON text
 * @returns null if the message holds no such response
 * @see OAuth 2.0 Web Message Response Mode (draft-sakimura-oauth-wmrm-00)
 */
export function parseWebMessage(origin: string, data: string): AuthorizationResponse | null {
  for (const candidate of candidatesIn(data)) {
    const response = ofCandidate(candidate, origin);
    if (response !== null) return response;
  }
  return null;
}

/**
 * Whether a response is one even if no request for it was seen: an access token with its companions, a JWT as ID Token,
 * or a signed JWT around the response with the claims of JARM.
 *
 * Says nothing about whether a signature is right.
 */
export function isTokenResponse({ parameters, jarm }: AuthorizationResponse): boolean {
  const has = (name: string) => parameters.some((parameter) => parameter.name === name);
  return (
    (has("access_token") && (has("token_type") || has("state") || has("expires_in"))) ||
    /^eyJ[\w-]*\./.test(firstValue(parameters, "id_token") ?? "") ||
    (jarm?.format === "signed" && has("iss") && has("aud") && has("exp"))
  );
}

/** Whether parameters are those of a response, by their names. */
type Accepts = (parameters: readonly Parameter[]) => boolean;

function findResponse(
  url: string,
  form: readonly Parameter[] | null,
  accepts: Accepts,
): AuthorizationResponse | null {
  const { base, query, fragment } = splitUrl(url);
  const received = query ? `${base}?${query}` : base;
  const posted = form === null ? null : readResponse("form_post", received, form, accepts);
  if (posted !== null) return posted;
  const inFragment = partsOfFragment(fragment)
    .map(({ route, encoded }) =>
      readResponse("fragment", route ? `${received}#${route}` : received, parametersOf(encoded), accepts),
    )
    .find((response) => response !== null);
  const inQuery = readResponse("query", base, parametersOf(query), accepts);
  return inFragment && inQuery && !isLikely(inFragment) && isLikely(inQuery)
    ? inQuery
    : (inFragment ?? inQuery);
}

/** Has what an ordinary `code` or `error` in a route or query has not. */
const isLikely = (response: AuthorizationResponse): boolean =>
  Boolean(response.state) || response.jarm !== null || isTokenResponse(response);

function ofCandidate(candidate: Candidate, origin: string): AuthorizationResponse | null {
  if (candidate.kind === "url") {
    const found = parseAuthorizationResponse(candidate.url, null);
    if (found === null || !isTied(found)) return null;
    return { ...found, channel: found.jarm ? "web_message.jwt" : "web_message", receivedAt: origin };
  }
  const { kind, members } = candidate;
  // What says that it is a response is one, even if it holds the state alone, as after `response_type=none`.
  if (kind === "draft") {
    return readResponse(
      "web_message",
      origin,
      parametersOfObject(members),
      (parameters) => isResponse(parameters) || Boolean(firstValue(parameters, "state")),
    );
  }
  if (!names.some((name) => name in members)) return null;
  const found = readResponse("web_message", origin, parametersOfObject(members), isResponse);
  if (found === null) return found;
  // `code`, `error` and `state` are common names of any message, so here their values must at least be text.
  const isMeant =
    found.jarm !== null ||
    (isText(members.state) && [...credentials, "error"].some((name) => isText(members[name])));
  return isMeant && isTied(found) ? found : null;
}

/** Of which any response that came in an object holds one. */
const names = [...credentials, "error", "response"];

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Bears what ties it to a request, or may do so where it is encrypted. */
const isTied = ({ state, jarm }: AuthorizationResponse): boolean =>
  Boolean(state) || jarm?.format === "encrypted";

const isResponse: Accepts = (parameters) =>
  parameters.some(({ name }) => name === "error" || credentials.some((credential) => credential === name)) &&
  // A token request, which brings a code or a token the other way.
  !parameters.some(({ name }) => name === "grant_type");

/** Reads a response out of the parameters that one channel brought; null if they are none. */
function readResponse(
  channel: PlainChannel,
  receivedAt: string,
  outer: readonly Parameter[],
  accepts: Accepts,
): AuthorizationResponse | null {
  if (accepts(outer)) return responseOf(channel, receivedAt, outer, outer, null);
  const unwrapped = unwrapJarm(outer);
  if (unwrapped === null || (unwrapped.parameters !== null && !accepts(unwrapped.parameters))) return null;
  return responseOf(`${channel}.jwt`, receivedAt, unwrapped.parameters ?? outer, outer, unwrapped.jarm);
}

function responseOf(
  channel: Channel,
  receivedAt: string,
  parameters: readonly Parameter[],
  outer: readonly Parameter[],
  jarm: Jarm | null,
): AuthorizationResponse {
  return {
    channel,
    receivedAt,
    parameters,
    outer,
    jarm,
    state: firstValue(parameters, "state"),
    error: firstValue(parameters, "error") || null,
  };
}
