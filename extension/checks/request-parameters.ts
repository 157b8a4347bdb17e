import type { Login } from "../flow/login.js";
import { mask } from "../mask.js";
import { normaliseResponseType } from "../oauth/authorization-request.js";
import { isJsonObject, readJson } from "../oauth/json.js";
import { listOf } from "../oauth/metadata.js";
import { firstValue, originOf, type Parameter, valuesOf } from "../oauth/parameter.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest, onRequest } from "./effective-request.js";
import { namesInQuery } from "./front-channel.js";
import { typeOf } from "./request-facts.js";
import { metadataOf } from "./server-facts.js";
import {
  excerpt,
  fired,
  isUndetermined,
  namesOf,
  notApplicable,
  type Seen,
  silent,
  undetermined,
} from "./verdict.js";

/**
 * @severity medium; low for (c) unless the browser saw the server refuse the request
 * @fires The effective request has (a) no or empty `client_id`, (b) no or empty `response_type`, or one that is not
 *   `code`, `token`, `id_token`, `none` or a set of the first three, or (c) `openid` in `scope` and no `redirect_uri`.
 * @silent `request_uri` or an encrypted `request` hides the parameters (then only `client_id` is judged); the value is
 *   among the metadata's `response_types_supported`; plain OAuth without `redirect_uri`.
 */
const requiredParameterMissing: Check = {
  id: "required-parameter-missing",
  title: "The authorization request lacks a parameter its flow depends on.",
  citations: cited("RFC 6749 §3.1.1, §4.1.1; RFC 9101 §5; OIDC Core §3.1.2.1"),
  remedy:
    "Send client_id, a registered response_type and the exact registered redirect_uri on every request.",
  evaluate({ login, server }) {
    const effective = effectiveRequest(login);
    const request = login.request;
    if (request === null) return undetermined("The authorization request was not visible.");
    const lacks = (name: string, value = "absent or empty") =>
      fired(name === "redirect_uri" && !isRefused(login) ? "low" : "medium", [
        ["endpoint", request.endpoint],
        ["parameters", namesOf(request.effective)],
        [name, value],
      ]);
    if (!request.clientId) return lacks("client_id");
    if (isUndetermined(effective)) return effective;
    const { responseTypes } = request;
    if (responseTypes.length === 0) return lacks("response_type");
    const isUsual =
      responseTypes.join() === "none" ||
      responseTypes.every((type) => ["code", "id_token", "token"].includes(type));
    const isPublished = () =>
      listOf(metadataOf(server), "response_types_supported").some(
        (value) => normaliseResponseType(value).join() === responseTypes.join(),
      );
    if (!isUsual && !isPublished()) return lacks("response_type", typeOf(request));
    return request.scope.includes("openid") && !request.redirectUri ? lacks("redirect_uri") : silent;
  },
};

/** Whether the browser saw the server refuse the request. */
const isRefused = ({ response, documents, server }: Login): boolean =>
  Boolean(response?.error) ||
  documents.some(({ exchanges }) =>
    exchanges.some(({ url, status }) => (status ?? 0) >= 400 && originOf(url) === server.origin),
  );

/** Parameters of which a second one makes a message ambiguous. `resource` may repeat (RFC 8707, section 2). */
const single = new Set(
  (
    "access_token acr_values authorization_details claims client_assertion client_assertion_type client_id " +
    "client_secret code code_challenge code_challenge_method code_verifier display dpop_jkt error " +
    "error_description error_uri expires_in grant_type id_token id_token_hint iss login_hint max_age nonce " +
    "password prompt redirect_uri refresh_token registration request request_uri response response_mode " +
    "response_type scope session_state state token_type ui_locales username"
  ).split(" "),
);

/**
 * @severity medium
 * @fires A recognised OAuth or OpenID Connect parameter has two or more occurrences in an authorization request, in an
 *   authorization response, or in a token request.
 * @silent `resource`, which may repeat; names that are not OAuth parameters; in a response a name that also stands in the
 *   redirect URI's own query.
 */
const duplicateParameter: Check = {
  id: "duplicate-parameter",
  title: "One OAuth parameter occurs twice in the same message.",
  citations: cited("RFC 6749 §3.1, §3.2; RFC 8707 §2"),
  remedy:
    "Build messages from a map rather than by string concatenation and refuse repeated names on receipt.",
  evaluate({ login: { request, response, tokenCalls } }) {
    const own = namesInQuery(request?.redirectUri ?? null);
    const answer = response?.outer.filter(({ name }) => !own.has(name)) ?? [];
    const evidence = [
      ...repeated("authorization request", request?.parameters ?? []),
      ...repeated("authorization response", answer),
      ...tokenCalls.flatMap((call) => repeated("token request", call.request.parameters)),
    ];
    if (evidence.length > 0) return fired("medium", evidence);
    return request === null ? undetermined("The authorization request was not visible.") : silent;
  },
};

function repeated(message: string, parameters: readonly Parameter[]): readonly Seen[] {
  const values = new Map<string, string[]>();
  for (const { name, value } of parameters) {
    if (single.has(name)) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return [...values]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => {
      const likeness = new Set(all).size > 1 ? "different" : "equal";
      return [`${name} in the ${message}`, excerpt(`${all.map(mask).join(", ")}: ${likeness}`)];
    });
}

/**
 * @severity medium where an ID Token is requested; low otherwise
 * @fires `response_type` contains `id_token`, or `nonce`, `max_age`, `id_token_hint` or `claims` is present, and the outer
 *   `scope` lacks `openid`.
 * @silent Pushed requests; where no ID Token is asked for by `response_type`, a server whose token response held neither an
 *   ID Token nor an error.
 */
const openidScopeMissing: Check = {
  id: "openid-scope-missing",
  title: "OIDC features are requested without the openid scope.",
  citations: cited("OIDC Core §3.1.2.1, §6.1"),
  remedy: "Add openid to the scope parameter outside any Request Object as well.",
  evaluate: onRequest((request, { login: { tokenCalls, tokens } }) => {
    const asksForToken = request.responseTypes.includes("id_token");
    const features = ["nonce", "max_age", "id_token_hint", "claims"].filter((name) =>
      firstValue(request.effective, name),
    );
    if (!asksForToken && features.length === 0) return notApplicable;
    const outer = firstValue(request.parameters, "scope");
    if (valuesOf(outer).includes("openid")) return silent;
    const isPlainOAuth =
      tokenCalls.some(({ answer }) => answer?.response?.error === null) &&
      !tokens.some(({ kind }) => kind === "id_token");
    if (!asksForToken && isPlainOAuth) return silent;
    return fired(asksForToken ? "medium" : "low", [
      ["scope", outer === null ? "absent" : excerpt(outer)],
      ["asks for OpenID Connect by", [...(asksForToken ? ["response_type"] : []), ...features].join(", ")],
    ]);
  }),
};

/**
 * @severity low; info for (c)
 * @fires (a) `prompt` contains `none` and another value; (b) `offline_access` in `scope` while `response_type` has no
 *   `code`; (c) `offline_access` without `consent` in `prompt`.
 * @silent (c) when a refresh token is nevertheless issued.
 */
const promptConflict: Check = {
  id: "prompt-conflict",
  title: "prompt or offline_access is combined in a way the server must refuse or ignore.",
  citations: cited("OIDC Core §3.1.2.1, §11"),
  remedy:
    "Send prompt=none alone and ask for offline_access only in a code flow, with prompt=consent where required.",
  evaluate: onRequest((request, { login }) => {
    const { prompt, scope, responseTypes } = request;
    const evidence: readonly Seen[] = [
      ["prompt", excerpt(prompt.join(" ")) || "absent"],
      ["scope", excerpt(scope.join(" ")) || "absent"],
      ["response_type", typeOf(request)],
    ];
    const isOffline = scope.includes("offline_access");
    if (prompt.includes("none") && prompt.some((value) => value !== "none")) return fired("low", evidence);
    if (isOffline && !responseTypes.includes("code")) return fired("low", evidence);
    const isIssued = login.tokens.some(({ kind }) => kind === "refresh_token");
    return isOffline && !prompt.includes("consent") && !isIssued ? fired("info", evidence) : silent;
  }),
};

/**
 * @severity low
 * @fires A `resource` value is not an absolute URI or has a fragment; or `authorization_details` is not a JSON array of
 *   objects that each hold a string `type`.
 * @silent Vendors' `audience` parameters; an empty `resource`; hidden requests.
 */
const resourceRequestInvalid: Check = {
  id: "resource-request-invalid",
  title: "A resource indicator or rich authorization request is malformed.",
  citations: cited("RFC 8707 §2; RFC 9396 §2"),
  remedy: "Send the API's absolute base URI and well-formed typed detail objects.",
  evaluate: onRequest((request, { login }) => {
    const sent = [request.effective, ...login.tokenCalls.map((call) => call.request.parameters)]
      .flat()
      .filter(({ value }) => value !== "");
    const resources = sent.filter(({ name }) => name === "resource").flatMap(resourcesOf);
    const details = sent.filter(({ name }) => name === "authorization_details");
    if (resources.length + details.length === 0) return notApplicable;
    const faults: readonly Seen[] = [
      ...resources.flatMap((value): Seen[] => withFault("resource", resourceFault(value))),
      ...details.flatMap(({ value }): Seen[] => withFault("authorization_details", detailsFault(value))),
    ];
    return faults.length > 0 ? fired("low", faults) : silent;
  }),
};

const withFault = (name: string, fault: string | null): Seen[] => (fault === null ? [] : [[name, fault]]);

/** Several values stand in a Request Object as a list. */
function resourcesOf({ value }: Parameter): readonly string[] {
  const list = value.startsWith("[") ? readJson(value).value : null;
  return Array.isArray(list) ? list.map((member) => (typeof member === "string" ? member : "")) : [value];
}

/** @see RFC 3986, section 4.3 */
function resourceFault(value: string): string | null {
  if (!/^[a-z][a-z0-9+.-]*:./i.test(value)) return `not an absolute URI: ${excerpt(value)}`;
  return value.includes("#") ? `with a fragment: ${excerpt(value)}` : null;
}

function detailsFault(text: string): string | null {
  const { value } = readJson(text);
  if (!Array.isArray(value)) return "not a JSON array";
  const at = value.findIndex((element) => !isJsonObject(element) || typeof element.type !== "string");
  return at < 0 ? null : `element ${at + 1} is no object with a string "type"`;
}

/** Checks of what an authorization request holds. */
export const requestParameterChecks: readonly Check[] = [
  requiredParameterMissing,
  duplicateParameter,
  openidScopeMissing,
  promptConflict,
  resourceRequestInvalid,
];
