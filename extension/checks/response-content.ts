import { earlierThan } from "../flow/history.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest, onRequest } from "./effective-request.js";
import { faultOf, firedBy } from "./faults.js";
import { deliveries, onResponse } from "./front-channel.js";
import { typeOf } from "./request-facts.js";
import {
  characterAt,
  excerpt,
  fired,
  isUndetermined,
  notApplicable,
  silent,
  undetermined,
} from "./verdict.js";

const credentialOf: Readonly<Record<string, string>> = {
  code: "code",
  id_token: "id_token",
  token: "access_token",
};

/**
 * @severity high for an unrequested `access_token`; medium for an unrequested `code` or `id_token`; low for a missing one
 * @fires The credentials in a success response differ from the set implied by `response_type`.
 * @silent Error responses; encrypted JARM is undetermined; `session_state`, `iss`, `scope`, `expires_in`.
 */
const unexpectedCredentialInResponse: Check = {
  id: "unexpected-credential-in-response",
  title: "The response holds a credential that was not asked for, or omits one that was.",
  citations: cited("MRT §3, §4, §5; RFC 6749 §4.2.2; OIDC Core §3.2.2.5, §3.3.2.5"),
  remedy: "Ignore unrequested credentials and fix the server's flow configuration.",
  evaluate: onResponse((response, { login }) => {
    if (response.error !== null) return notApplicable;
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const types = request.responseTypes.filter((type) => type !== "none");
    if (request.responseTypes.length === 0 || !types.every((type) => Object.hasOwn(credentialOf, type))) {
      return notApplicable;
    }
    const expected = types.map((type) => credentialOf[type] ?? "");
    const names = Object.values(credentialOf);
    const actual = names.filter((name) => deliveries(response, [name]).length > 0);
    const extra = actual.filter((name) => !expected.includes(name));
    if (extra.length === 0 && expected.every((name) => actual.includes(name))) return silent;
    const severity = extra.includes("access_token") ? "high" : extra.length > 0 ? "medium" : "low";
    return fired(severity, [
      ["response_type", typeOf(request)],
      ["expected", expected.join(", ") || "none"],
      ["received", actual.join(", ") || "none"],
    ]);
  }),
};

/**
 * @severity medium with credentials; low otherwise
 * @fires `error` together with `code`, `access_token` or `id_token`; or `error` or `error_description` has characters
 *   outside the printable set allowed; or `error_uri` is not a URI reference; or `state` was sent and is missing.
 * @silent Extra vendor members such as `session_state`, `iss`, `error_subcode`.
 */
const errorResponseInvalid: Check = {
  id: "error-response-invalid",
  title: "An error response is malformed or mixes errors with credentials.",
  citations: cited("RFC 6749 §4.1.2.1, §4.2.2.1; OIDC Core §3.1.2.6, §3.2.2.6"),
  remedy: "Return only the error members and the original state.",
  evaluate: onResponse((response, { login }) => {
    if (response.error === null) return notApplicable;
    const request = effectiveRequest(login);
    const credentials = deliveries(response, ["code", "access_token", "id_token"]).map(({ name }) => name);
    const lacksState = !isUndetermined(request) && request.state && !response.state;
    const illegal = (name: string, set: RegExp) =>
      deliveries(response, [name]).flatMap(({ value }) => {
        const at = value.search(set);
        return at < 0 ? [] : faultOf("low", name, `illegal character ${characterAt(value, at)}`);
      });
    return firedBy([
      ...(credentials.length === 0 ? [] : [faultOf("medium", "beside the error", credentials.join(", "))]),
      ...illegal("error", /[^\x20\x21\x23-\x5b\x5d-\x7e]/),
      ...illegal("error_description", /[^\x20\x21\x23-\x5b\x5d-\x7e]/),
      ...illegal("error_uri", /[^\x21\x23-\x5b\x5d-\x7e]/),
      ...(lacksState ? [faultOf("low", "state", "missing, although one was sent")] : []),
    ]);
  }),
};

/** Errors by which a server says that it cannot answer without asking the person. */
const expectedErrors: readonly string[] = [
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
];

const minuteMs = 60_000;

/**
 * @severity medium for (a); low for (c); info for (b)
 * @fires `prompt=none` and (a) the server showed a page with a password field, or one that sent a form, before any response;
 *   (b) one of `login_required`, `interaction_required`, `consent_required`, `account_selection_required` came back; (c) it
 *   is one of more than 3 silent requests within a minute, of which one ended in an error.
 * @silent A blank or script-only document used to post the result; (b) never counts as a fault.
 */
const promptNoneOutcome: Check = {
  id: "prompt-none-outcome",
  title: "Silent authentication showed a page, looped, or ended in an expected error.",
  citations: cited("OIDC Core §3.1.2.1, §3.1.2.6; Session §3.1"),
  remedy: "Return an error instead of a page, and fall back to interactive login once.",
  evaluate: onRequest((request, { login, history }) => {
    if (!request.prompt.includes("none")) return notApplicable;
    const { response, documents, server } = login;
    const page = documents.find(
      ({ interactive, url, at }) =>
        interactive !== null &&
        originOf(url) === server.origin &&
        at <= (response?.at ?? Number.POSITIVE_INFINITY),
    );
    if (page) return fired("medium", [["page shown", excerpt(splitUrl(page.url).base)]]);
    const at = login.request?.at ?? login.startedAt;
    const recent = earlierThan(login, history).filter(
      (past) =>
        past.silent &&
        past.clientId === login.client.id &&
        past.serverOrigin === server.origin &&
        past.at > at - minuteMs,
    );
    if (recent.length >= 3 && recent.some(({ error }) => error !== null)) {
      return fired("low", [["silent requests within a minute", String(recent.length + 1)]]);
    }
    if (response === null) return undetermined("No authorization response was visible.");
    return response.error !== null && expectedErrors.includes(response.error)
      ? fired("info", [["error", response.error]])
      : silent;
  }),
};

/** Checks of whether a response says what was asked for. */
export const responseContentChecks: readonly Check[] = [
  unexpectedCredentialInResponse,
  errorResponseInvalid,
  promptNoneOutcome,
];
