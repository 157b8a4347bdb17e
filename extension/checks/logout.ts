import { hostOf } from "../flow/access.js";
import { headerOf } from "../flow/documents.js";
import type { Login, Logout } from "../flow/login.js";
import { firstValue, originOf, parametersOf, splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import { shown } from "../token/verification.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { isSameSite } from "./sites.js";
import { callSeen, isSuccess, tokenOf } from "./traffic.js";
import { excerpt, notApplicable, type Seen, silent, undetermined } from "./verdict.js";

const logoutsOf = ({ logouts }: Login, wanted: Logout["kind"]): readonly Logout[] =>
  logouts.filter(({ kind }) => kind === wanted);

/** Where the browser is to go after a logout, also by the vendors' names. */
const targetOf = ({ parameters }: Logout): string | null =>
  ["post_logout_redirect_uri", "returnTo", "logout_uri"]
    .map((name) => firstValue(parameters, name))
    .find((value) => value) ?? null;

/**
 * @severity high for a foreign site; low for a state mismatch or a missing hint
 * @fires After a logout request the browser lands where `post_logout_redirect_uri` said, on a site that is neither the client's
 *   nor the server's; or the `state` that comes back differs; or the address was honoured with neither `id_token_hint` nor
 *   `client_id`.
 * @silent Hops of a federated logout; no such parameter; no `state` sent.
 */
const logoutRedirectUnsafe: Check = {
  id: "logout-redirect-unsafe",
  title: "The post-logout redirect leaves the client or loses its state.",
  citations: cited("RP-Initiated §2, §3, §4, §6"),
  remedy: "Register exact post-logout URIs and send id_token_hint or client_id.",
  evaluate: ({ login }) => {
    const asked = logoutsOf(login, "rp-initiated").flatMap((logout) => {
      const target = targetOf(logout);
      return target === null ? [] : [{ logout, target, landing: landingOf(logout, target, login) }];
    });
    if (asked.length === 0) return notApplicable;
    const faults = asked.flatMap(({ logout, target, landing }): readonly Fault[] =>
      landing === null ? [] : redirectFaults(logout, target, landing, login),
    );
    const isOpen = asked.some(({ landing }) => landing === null);
    return firedBy(
      faults,
      isOpen ? undetermined("Where the browser went after the logout was not visible.") : silent,
    );
  },
};

/** The URL by which the browser came to where it was to go; null if it was not seen there. */
function landingOf(logout: Logout, target: string, { documents }: Login): string | null {
  const { base } = splitUrl(target);
  const urls = documents
    .filter(({ at, exchanges }) => at >= logout.at || exchanges.some((exchange) => exchange.at >= logout.at))
    .flatMap(({ url, exchanges }) => [...exchanges.flatMap((one) => [one.url, one.redirectUrl ?? ""]), url]);
  return urls.find((url) => splitUrl(url).base === base) ?? null;
}

function redirectFaults(logout: Logout, target: string, landing: string, login: Login): readonly Fault[] {
  const { endpoint, parameters } = logout;
  const seen: readonly Seen[] = [
    ["endpoint", endpoint],
    ["target", originOf(target) ?? splitUrl(target).base],
  ];
  const isForeign = ![login.client.origin, login.server.origin].some((origin) => isSameSite(origin, landing));
  const state = firstValue(parameters, "state");
  const returned = firstValue(parametersOf(splitUrl(landing).query), "state");
  const hasHint = Boolean(firstValue(parameters, "id_token_hint") || firstValue(parameters, "client_id"));
  return [
    ...(isForeign
      ? [{ severity: "high", seen: [...seen, ["site", "neither the client's nor the server's"]] } as const]
      : []),
    ...(state && returned !== state
      ? [
          {
            severity: "low",
            seen: [...seen, ["state", returned === null ? "not returned" : "different"]],
          } as const,
        ]
      : []),
    ...(hasHint
      ? []
      : [{ severity: "low", seen: [...seen, ["id_token_hint and client_id", "absent"]] } as const]),
  ];
}

/**
 * @severity high for a refresh token; medium for another; info for a self-contained access token that an API still takes
 * @fires A look into a page of the client after the logout finds a token of this login that has not expired, in storage or in a
 *   cookie that scripts can read; or an API call with one still gets a 2xx answer.
 * @silent Logouts of other clients; expired tokens.
 */
const logoutTokensRemain: Check = {
  id: "logout-tokens-remain",
  title: "Tokens survive logout in the browser.",
  citations: cited("Front-Channel §2; RP-Initiated §2; RFC 9700 §4.14.2; BBA-27 §6.3.2.3"),
  remedy: "Clear storage on logout and revoke refresh tokens at the server.",
  evaluate: ({ login }) => {
    const since = logoutsOf(login, "rp-initiated").at(-1)?.at;
    if (since === undefined || login.tokens.length === 0) return notApplicable;
    const looks = login.looks.filter(({ at, url }) => at > since && originOf(url) === login.client.origin);
    // The last look tells what is left when the page has come to rest.
    const kept = (looks.at(-1)?.found ?? []).flatMap(({ tokenId, where, key }): Fault[] => {
      const token = tokenOf(login, tokenId);
      const isPlace = where !== "url" && where !== "history";
      if (!token || !isPlace || isExpired(token.expiresAt, looks.at(-1)?.at ?? since)) return [];
      return [
        {
          severity: token.kind === "refresh_token" ? "high" : "medium",
          seen: [
            ["store", where],
            ["key", excerpt(key)],
            ["token", tokenId],
          ],
        },
      ];
    });
    const calls = login.calls.flatMap((call): Fault[] => {
      const token = tokenOf(login, call.tokenId);
      if (
        !token ||
        call.at <= since ||
        !isSuccess(call.answer?.status) ||
        isExpired(token.expiresAt, call.at)
      )
        return [];
      return [
        {
          severity: token.decoded.format === "opaque" ? "medium" : "info",
          seen: [...callSeen(call), ["token", call.tokenId]],
        },
      ];
    });
    return firedBy(
      [...kept, ...calls],
      looks.length > 0 ? silent : undetermined("The client's pages after the logout were not visible."),
    );
  },
};

const isExpired = (expiresAt: number | null, at: number): boolean => expiresAt !== null && expiresAt <= at;

/**
 * @severity medium for a wrong `iss` or `sid`; low otherwise
 * @fires The server's logout frame has only one of `iss` and `sid`; or they differ from the ID Token's; or the frame is at the
 *   client's host with another scheme or port; or the client's answer lacks `Cache-Control: no-store`.
 * @silent Neither parameter; frames that were blocked (undetermined). Which redirect URIs are registered is not visible, so
 *   another host may be one of them.
 * @differs The catalogue compares with every redirect URI of the client. Which are registered is not visible.
 */
const frontchannelLogoutInvalid: Check = {
  id: "frontchannel-logout-invalid",
  title: "A front-channel logout request or answer is incomplete.",
  citations: cited("Front-Channel §2, §3, §3.1"),
  remedy: "Send both parameters, verify them and disable caching.",
  evaluate: ({ login }) => {
    const frames = logoutsOf(login, "front-channel");
    if (frames.length === 0) return notApplicable;
    const answers = frames.map((frame) => answerOf(frame, login));
    const faults = frames.flatMap((frame, index) => frameFaults(frame, answers[index] ?? null, login));
    return firedBy(
      faults,
      answers.includes(null)
        ? undetermined("The client's answer to the logout frame was not visible.")
        : silent,
    );
  },
};

/** Headers of the answer to a logout frame; null where they were not visible. */
function answerOf({ endpoint, at }: Logout, { documents }: Login) {
  const exchange = documents
    .flatMap(({ exchanges }) => exchanges)
    .find(({ url, at: asked, status }) => status !== null && asked >= at && splitUrl(url).base === endpoint);
  return exchange?.headers ?? null;
}

function frameFaults(
  { endpoint, parameters }: Logout,
  headers: ReturnType<typeof answerOf>,
  { tokens, client }: Login,
): readonly Fault[] {
  const claims = tokens
    .filter(({ kind }) => kind === "id_token")
    .map(claimsOf)
    .findLast((found) => found !== null);
  const sent = ["iss", "sid"].map((name) => [name, firstValue(parameters, name)] as const);
  const different = sent.filter(
    ([name, value]) => value && claims?.[name] !== undefined && claims[name] !== value,
  );
  const absent = sent.filter(([, value]) => !value).map(([name]) => name);
  const frame: Seen = ["frame", endpoint];
  const isElsewhere = hostOf(endpoint) === hostOf(client.origin) && originOf(endpoint) !== client.origin;
  const control = headers && (headerOf(headers, "cache-control") ?? "absent");
  return [
    ...different.map(
      ([name, value]): Fault => ({
        severity: "medium",
        seen: [frame, [name, excerpt(value ?? "")], [`${name} of the ID Token`, shown(claims?.[name])]],
      }),
    ),
    ...(absent.length === 1 ? [{ severity: "low", seen: [frame, ["absent", absent.join()]] } as const] : []),
    ...(isElsewhere
      ? [{ severity: "low", seen: [frame, ["origin of the redirect URI", client.origin ?? ""]] } as const]
      : []),
    ...(control !== null && !/\bno-store\b/i.test(control)
      ? [{ severity: "low", seen: [frame, ["Cache-Control", excerpt(control)]] } as const]
      : []),
  ];
}

/** Checks of the logout. */
export const logoutChecks: readonly Check[] = [
  logoutRedirectUnsafe,
  logoutTokensRemain,
  frontchannelLogoutInvalid,
];
