import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { expectedIssuer, issuerOfTenant } from "../oauth/metadata.js";
import { firstValue, originOf, valuesOf } from "../oauth/parameter.js";
import { redirectDifferences } from "../oauth/redirect-uri.js";
import { nothingKnown, type ServerKnowledge } from "../oauth/server-knowledge.js";
import { askedOfIdToken, idTokenClaims } from "./asked-of-id-token.js";
import { type Comparison, compared, comparedSets, implied, none, notVisible, stated } from "./comparison.js";
import { expectationsOf } from "./id-token-contexts.js";
import type { Login } from "./login.js";

/**
 * What the authorization request asked for, beside what came back: parameter by parameter, in a fixed order.
 *
 * Goes by the effective request and by the first response, with what its code was redeemed for. What could not be seen is
 * `not-visible`, never guessed; what neither was asked for nor came is left out. Judges nothing: a server may grant less
 * than was asked, or leave out a claim that is voluntary.
 *
 * @param server what is known of the authorization server, to compare the issuer with
 * @returns empty while there is no response
 * @see RFC 6749, sections 4.1.2, 4.2.2 and 5.1; OpenID Connect Core 1.0, section 3.1.2.1; RFC 9207, section 2.4
 */
export function askedAndReceived(
  login: Login,
  server: ServerKnowledge = nothingKnown,
): readonly Comparison[] {
  const { response } = login;
  if (response === null) return [];
  const { request } = expectationsOf(login, server);
  const readable = typeof request === "string" ? null : request;
  const asked = (value: (request: AuthorizationRequest) => string | null | undefined) =>
    readable ? stated(value(readable)) : notVisible;
  const rows = [
    responseType(readable, response),
    responseMode(readable, response),
    redirectUri(readable, response, login),
    compared(
      "state",
      asked(({ state }) => state),
      received(response, "state"),
    ),
    issuer(login, response, server),
    ...(response.error === null
      ? [scope(readable, response, login), ...askedOfIdToken(login, server, asked)]
      : []),
  ];
  return rows.filter((row) => row !== null);
}

type Readable = AuthorizationRequest | null;

const isClosed = ({ jarm }: AuthorizationResponse): boolean => jarm?.format === "encrypted";

const received = (response: AuthorizationResponse, name: string) =>
  isClosed(response) ? notVisible : stated(firstValue(response.parameters, name));

/** What each member of a `response_type` is answered with. */
const answers: Readonly<Record<string, string>> = {
  code: "code",
  token: "access_token",
  id_token: "id_token",
  error: "error",
};

function responseType(request: Readable, response: AuthorizationResponse): Comparison | null {
  const types = request?.responseTypes ?? [];
  // Some providers ask for none, so that there is nothing to compare with.
  if (request !== null && types.length === 0) return null;
  const came = Object.keys(answers).filter((type) => firstValue(response.parameters, answers[type] ?? ""));
  const names = came.map((type) => answers[type]).join(" ");
  const wanted = types.filter((type) => type !== "none");
  return comparedSets(
    "response_type",
    request ? stated(types.join(" ")) : notVisible,
    isClosed(response) ? notVisible : wanted.length === 0 && names === "" ? implied("none") : stated(names),
    [wanted, came],
  );
}

function responseMode(request: Readable, { channel }: AuthorizationResponse): Comparison | null {
  const { resolved, source } = request?.responseMode ?? { resolved: "", source: "hidden" };
  const isMessage = channel.startsWith("web_message");
  // Modes of vendors have names of their own, and pages pass responses on by messages that nobody asked for.
  if (request && isMessage !== /message/.test(resolved)) return null;
  if (request && !isMessage && !/^(?:query|fragment|form_post)(?:\.jwt)?$/.test(resolved)) return null;
  if (request && source !== "sent" && request.responseTypes.length === 0) return null;
  const asked = source === "sent" ? stated(resolved) : implied(resolved);
  return compared("response_mode", request ? asked : notVisible, stated(channel), (one, other) =>
    isMessage || one === other ? "same" : "differs",
  );
}

/** Of a message the origin that received it counts. */
function redirectUri(
  request: Readable,
  response: AuthorizationResponse,
  { messages }: Login,
): Comparison | null {
  const asked = request ? stated(request.redirectUri) : notVisible;
  if (response.channel.startsWith("web_message")) {
    const to = messages.find(({ from }) => from === response.receivedAt)?.to;
    return compared("redirect_uri", asked, to ? stated(to) : notVisible, (uri, origin) =>
      originOf(uri) === origin ? "met" : "differs",
    );
  }
  const inQuery = response.channel.startsWith("query") ? response.outer : [];
  return compared("redirect_uri", asked, stated(response.receivedAt), (uri, url) => {
    if (uri === url) return "same";
    if (!URL.canParse(uri) || !URL.canParse(url)) return "differs";
    return redirectDifferences(new URL(uri), new URL(url), inQuery).length === 0 ? "same" : "differs";
  });
}

/** Named by the response, else by the ID Token that came with it. */
function issuer(login: Login, response: AuthorizationResponse, server: ServerKnowledge): Comparison | null {
  const expected = expectedIssuer(server, login.request?.endpoint ?? null);
  const claims = idTokenClaims(login, server);
  const inToken = typeof claims === "string" ? null : claims.iss;
  const named = firstValue(response.outer, "iss") ?? firstValue(response.parameters, "iss");
  const iss = named ?? (typeof inToken === "string" ? inToken : null);
  if (expected.state === "unknown") return compared("iss", notVisible, stated(iss));
  const own = issuerOfTenant(expected.issuer, typeof claims === "string" ? null : claims.tid);
  // The issuer is never asked for: that none was named is no lack.
  return iss === null ? null : compared("iss", stated(own), stated(iss));
}

/** A `scope` that is left out is as it was asked for (RFC 6749, sections 4.2.2 and 5.1). */
function scope(request: Readable, response: AuthorizationResponse, { tokenCalls }: Login): Comparison | null {
  const asked = request ? stated(request.scope.join(" ")) : notVisible;
  const answer = tokenCalls.find(({ request: { grantType } }) => grantType === "authorization_code")?.answer;
  const members = answer?.response?.members;
  const inFront = Boolean(firstValue(response.parameters, "access_token"));
  const isRedeemable = Boolean(firstValue(response.parameters, "code")) || isClosed(response);
  const granted = members ? members.scope : inFront ? firstValue(response.parameters, "scope") : null;
  if (!members && !inFront) return isRedeemable ? compared("scope", asked, notVisible) : null;
  if (members && !inFront && !members.access_token) return null;
  const unstated = asked.state === "stated" ? implied(asked.value) : none;
  const side = typeof granted === "string" && granted !== "" ? stated(granted) : unstated;
  return comparedSets("scope", asked, side, [
    request?.scope ?? [],
    "value" in side ? valuesOf(side.value) : [],
  ]);
}
