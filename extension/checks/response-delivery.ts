import { earlierThan } from "../flow/history.js";
import { shortHash } from "../oauth/digest.js";
import { parametersOf, splitUrl } from "../oauth/parameter.js";
import { redirectDifferences } from "../oauth/redirect-uri.js";
import { acceptanceOf } from "./acceptance.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { effectiveRequest } from "./effective-request.js";
import { addressOf, namesInQuery, onAnyResponse } from "./front-channel.js";
import { modeOf } from "./request-facts.js";
import { excerpt, fired, isUndetermined, notApplicable, silent, timeText, undetermined } from "./verdict.js";

/** Channels, the least exposed first. */
const exposure = ["form_post", "fragment", "query"];
const exposureOf = (mode: string): number => exposure.indexOf(mode.split(".", 1)[0] ?? "");

/** Parameters of a response that have no business in another part of the URL. */
const responseNames = ["access_token", "code", "error", "id_token", "iss", "session_state", "state"];

/**
 * @severity medium; low if the channel used is less exposed than the one requested
 * @fires The delivery channel differs from `response_mode` (or from the default of the `response_type` when absent), or
 *   parameters of one response are split between query and fragment.
 * @silent Vendor modes such as `web_message`; `jwt` resolving to its default; a response type for which no default is known.
 *   A hidden request is undetermined.
 */
const responseModeMismatch: Check = {
  id: "response-mode-mismatch",
  title: "The response came back through another channel than requested.",
  citations: cited("MRT §2.1, §2.2, §5; OIDC Core §3.1.2.6, §3.2.2.6"),
  remedy: "Make the server honour response_mode and have the client accept one channel only.",
  evaluate: onAnyResponse((response, { login }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const { resolved, source } = request.responseMode;
    const isStandard = /^(?:query|fragment|form_post)(?:\.jwt)?$/.test(resolved);
    const hasDefault = source === "sent" || request.responseTypes.length > 0;
    if (!isStandard || !hasDefault || response.channel.startsWith("web_message")) return notApplicable;
    const own = namesInQuery(request.redirectUri);
    const stray = parametersOf(splitUrl(response.receivedAt).query)
      .map(({ name }) => name)
      .filter((name) => responseNames.includes(name) && !own.has(name));
    const isOther = resolved !== response.channel;
    if (!isOther && stray.length === 0) return silent;
    const isSafer =
      exposureOf(response.channel) < exposureOf(resolved) || response.channel === `${resolved}.jwt`;
    return fired(isSafer && stray.length === 0 ? "low" : "medium", [
      ["response_mode", modeOf(request)],
      ["expected channel", resolved],
      ["channel seen", response.channel],
      ...(stray.length === 0 ? [] : [["also in the query", stray.join(", ")] as const]),
    ]);
  }),
};

/**
 * @severity high
 * @fires Scheme, host, port or path of the URL that received the response differs from `redirect_uri`, or a part of its
 *   query is missing.
 * @silent Port differences on loopback; differences only in percent-encoding or added response parameters. A redirect URI
 *   that is not known because of PAR is undetermined.
 */
const responseAtOtherUri: Check = {
  id: "response-at-other-uri",
  title: "The response was delivered to a URL other than the requested redirect URI.",
  citations: cited("RFC 9700 §2.1, §4.1.3; Form Post §2; OIDC Core §3.1.2.1; RFC 6749 §3.1.2.3"),
  remedy: "Enforce exact string matching at the server.",
  evaluate: onAnyResponse((response, { login }) => {
    const request = effectiveRequest(login);
    if (isUndetermined(request)) return request;
    const { redirectUri } = request;
    if (!redirectUri || response.channel.startsWith("web_message")) return notApplicable;
    if (!URL.canParse(redirectUri) || !URL.canParse(response.receivedAt)) return notApplicable;
    const inQuery = response.channel.startsWith("query") ? response.outer : [];
    const differences = redirectDifferences(new URL(redirectUri), new URL(response.receivedAt), inQuery);
    return differences.length === 0
      ? silent
      : fired("high", [
          ["redirect_uri", excerpt(splitUrl(redirectUri).base)],
          ["received at", excerpt(addressOf(response))],
          ["different", differences.join(", ")],
        ]);
  }),
};

/** How long watching must have gone on before a request that was not seen means that there was none, ms. */
const warmUpMs = 600_000;

/**
 * @severity medium; high if accepted
 * @fires A success response reaches a redirect URI that was used before, and no open transaction exists for it.
 * @silent The first 10 minutes after the first login that was seen, and responses for which the request may have gone to a
 *   site without access, are undetermined; a reload of an earlier response, see `response-replayed`; third-party initiated
 *   login, which produces its own request.
 * @differs The catalogue is silent for the first 10 minutes. Whether there was a request is not known then, so that it
 *   is undetermined.
 */
const unsolicitedResponse: Check = {
  id: "unsolicited-response",
  title: "A callback arrives for which this browser made no request.",
  citations: cited("RFC 9700 §2.1, §4.7; RFC 6749 §10.12; RFC 6819 §4.4.1.8; OIDC Core §4"),
  remedy: "Accept a response only if a pending transaction is stored for this browser.",
  evaluate: onAnyResponse((response, { login, history }) => {
    if (login.request !== null || response.error !== null) return notApplicable;
    if (response.channel.startsWith("web_message")) return notApplicable;
    if (!login.visibility.allSites) {
      return undetermined("The request may have gone to a site without access.");
    }
    const earlier = earlierThan(login, history);
    const hash = shortHash(addressOf(response));
    const known = earlier.filter(({ hashes }) => hashes.redirect_uri === hash);
    const last = known.at(-1);
    if (last === undefined) return undetermined("No login at this redirect URI was seen before.");
    if ((earlier[0]?.at ?? response.at) > response.at - warmUpMs) {
      return undetermined("The request may have been sent before watching began.");
    }
    const received = new Set(
      response.parameters
        .filter(({ name }) => ["code", "access_token", "id_token"].includes(name))
        .map(({ value }) => shortHash(value)),
    );
    const isReplay = earlier.some(({ hashes }) => Object.values(hashes).some((past) => received.has(past)));
    if (isReplay || known.some(({ endedAt }) => endedAt === null)) return silent;
    const acceptance = acceptanceOf(login);
    return fired(acceptance === "accepted" ? "high" : "medium", [
      ["redirect URI", excerpt(addressOf(response))],
      ["last request to it", timeText(last.at)],
      ["client", acceptance === "unknown" ? "what it did was not seen" : `${acceptance} it`],
    ]);
  }),
};

/** Checks of how and where the response arrived. */
export const responseDeliveryChecks: readonly Check[] = [
  responseModeMismatch,
  responseAtOtherUri,
  unsolicitedResponse,
];
