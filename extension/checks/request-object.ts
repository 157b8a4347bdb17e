import { earlierThan } from "../flow/history.js";
import { mask } from "../mask.js";
import { normaliseResponseType } from "../oauth/authorization-request.js";
import { shortHash } from "../oauth/digest.js";
import { readJwt } from "../oauth/jwt.js";
import { firstValue, originOf } from "../oauth/parameter.js";
import type { Case } from "./case.js";
import type { Check, Verdict } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, faultOf, firedBy } from "./faults.js";
import { issuerOf, metadataOf, unknownMetadata } from "./server-facts.js";
import { excerpt, fired, namesOf, notApplicable, silent, timeText, undetermined } from "./verdict.js";

type SeenRequest = NonNullable<Case["login"]["request"]>;

/** A verdict on the request as it was sent, whatever is hidden behind it. */
const onSentRequest =
  (judge: (request: SeenRequest, theCase: Case) => Verdict) =>
  (theCase: Case): Verdict =>
    theCase.login.request === null
      ? undetermined("The authorization request was not visible.")
      : judge(theCase.login.request, theCase);

/**
 * @severity medium when the metadata's `require_signed_request_object` is true; low otherwise
 * @fires The `request` value has header `alg` equal to `none` or an empty signature part.
 * @silent Encrypted objects, whose inner part cannot be read, and objects behind an `https` reference are undetermined; no
 *   Request Object.
 * @differs The catalogue also judges the object behind `request_uri`. The server fetches it (RFC 9101, section 5.2),
 *   and the browser does not see it.
 */
const requestObjectUnsigned: Check = {
  id: "request-object-unsigned",
  title: "A Request Object is not signed.",
  citations: cited("RFC 9101 §5, §10.5; OIDC Core §6.1"),
  remedy: "Sign the Request Object with a registered asymmetric key.",
  evaluate: onSentRequest(({ requestObject, requestUri }, { server }) => {
    if (requestObject === "none") {
      return /^https?:/i.test(requestUri ?? "")
        ? undetermined("The Request Object is fetched by the server.")
        : notApplicable;
    }
    if (requestObject === "encrypted") return undetermined("The Request Object is encrypted.");
    if (requestObject === "unreadable") return undetermined("The Request Object cannot be read.");
    if (requestObject === "signed") return silent;
    const metadata = metadataOf(server);
    const isRequired = metadata?.require_signed_request_object === true;
    return fired(isRequired ? "medium" : "low", [
      ["request", 'with "alg" none or without a signature'],
      ["require_signed_request_object", metadata === null ? "not known" : isRequired ? "true" : "not true"],
    ]);
  }),
};

/**
 * @severity medium for (a) and (b); low for (c) and (d)
 * @fires (a) `request` and `request_uri` together; (b) `client_id` or `response_type` outside differs from the value inside;
 *   (c) the object contains `request` or `request_uri`; (d) a signed object lacks `aud` or its `aud` excludes the expected
 *   issuer.
 * @silent Encrypted objects are undetermined but for (a); parameters present on one side only.
 */
const requestObjectInconsistent: Check = {
  id: "request-object-inconsistent",
  title: "Request Object and plain parameters contradict each other.",
  citations: cited("RFC 9101 §4, §5, §10.7; OIDC Core §6, §6.1"),
  remedy:
    "Generate both representations from one source and send only what the server needs outside the object.",
  evaluate: onSentRequest(({ parameters, requestUri, requestObject }, theCase) => {
    if (requestObject === "none") return notApplicable;
    if (requestUri) return fired("medium", [["parameters", "request and request_uri together"]]);
    const { claims } = readJwt(firstValue(parameters, "request") ?? "");
    if (claims === null) return undetermined("The Request Object cannot be read.");
    const faults: Fault[] = [];
    for (const name of ["client_id", "response_type"]) {
      const [outer, inner] = [firstValue(parameters, name), claims[name]];
      const same = (value: string) => (name === "client_id" ? value : normaliseResponseType(value).join(" "));
      if (outer && typeof inner === "string" && same(outer) !== same(inner)) {
        faults.push(faultOf("medium", name, `${mask(outer)} outside, ${mask(inner)} inside`));
      }
    }
    const nested = ["request", "request_uri"].filter((name) => name in claims);
    if (nested.length > 0) faults.push(faultOf("low", "inside the object", nested.join(", ")));
    if (requestObject !== "signed") return firedBy(faults);
    const issuer = issuerOf(theCase);
    if (claims.aud === undefined) faults.push(faultOf("low", "aud", "absent"));
    else if (typeof issuer === "string" && ![claims.aud].flat().includes(issuer)) {
      faults.push(faultOf("low", "aud", `without the issuer ${excerpt(issuer)}`));
    }
    return firedBy(faults, typeof issuer === "string" ? silent : issuer);
  }),
};

/** How long after a first one a request of the same tab counts as its reload, ms. */
const reloadMs = 60_000;

/**
 * @severity high for an `http` scheme; medium for reuse
 * @fires `request_uri` has scheme `http`, or the same `request_uri` appears in authorization requests of two transactions.
 * @silent A reload of the same tab within 60 s.
 * @differs The catalogue lowers an `http` reference to a signed object. The server fetches that object, and the browser
 *   does not see it.
 */
const requestUriUnsafe: Check = {
  id: "request-uri-unsafe",
  title: "A request reference is fetched insecurely or used twice.",
  citations: cited("RFC 9101 §5.2, §5.2.1; RFC 9126 §4, §7.3; OIDC Core §6.2"),
  remedy: "Use the one-time reference returned by the PAR endpoint, or an unguessable HTTPS URL.",
  evaluate: onSentRequest(({ requestUri, at }, { login, history }) => {
    if (!requestUri) return notApplicable;
    if (/^http:/i.test(requestUri)) return fired("high", [["request_uri", "http"]]);
    const hash = shortHash(requestUri);
    const first = earlierThan(login, history).find(
      (past) => past.hashes.request_uri === hash && !(past.tabId === login.tabId && at - past.at <= reloadMs),
    );
    if (first === undefined) return silent;
    return fired("medium", [
      ["request_uri", `SHA-256 ${hash.slice(0, 8)}…`],
      ["used", `${timeText(first.at)} and ${timeText(at)}`],
    ]);
  }),
};

/**
 * @severity medium
 * @fires The metadata's `require_pushed_authorization_requests` is true, the authorization request carries its parameters
 *   directly, and the server continued to a page that asked the person for something, or to a success response.
 * @silent The server answered with an error.
 */
const parRequiredBypassed: Check = {
  id: "par-required-bypassed",
  title: "The server demands pushed requests but processed a plain one.",
  citations: cited("RFC 9126 §4, §5"),
  remedy: "Push the request first and make the server reject unpushed requests.",
  evaluate: onSentRequest(({ requestUri, parameters }, { login, server }) => {
    const metadata = metadataOf(server);
    if (metadata === null) return unknownMetadata(server);
    if (metadata.require_pushed_authorization_requests !== true) return notApplicable;
    // A reference that is no web address was issued by the server.
    if (requestUri && !/^https?:/i.test(requestUri)) return silent;
    const { response, documents } = login;
    if (response?.error) return silent;
    const page = documents.find(
      ({ interactive, url }) => interactive !== null && originOf(url) === login.server.origin,
    );
    if (response === null && page === undefined) {
      return undetermined("Whether the server went on with the request was not visible.");
    }
    return fired("medium", [
      ["require_pushed_authorization_requests", "true"],
      ["parameters", namesOf(parameters)],
      ["next", response === null ? "a page that asked the person" : "a success response"],
    ]);
  }),
};

/** Checks of Request Objects and pushed requests. */
export const requestObjectChecks: readonly Check[] = [
  requestObjectUnsigned,
  requestObjectInconsistent,
  requestUriUnsafe,
  parRequiredBypassed,
];
