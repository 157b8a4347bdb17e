import { headerOf } from "../flow/documents.js";
import type { DocumentExchange, Login, LoginDocument } from "../flow/login.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { metadataOf } from "./server-facts.js";
import { isPlainHttp, isSameSite } from "./sites.js";
import { excerpt, notApplicable, silent, undetermined } from "./verdict.js";

const unseen = undetermined("The answers of the authorization server were not visible.");

/**
 * @severity high
 * @fires An authorization, token, pushed, metadata or keys request, or any request with a token, goes over `http` to a host that
 *   is not this machine.
 * @silent Loopback hosts; requests that the browser itself turned to HTTPS before it sent them; the callback, for which see
 *   `redirect-uri-insecure`.
 */
const transportInsecure: Check = {
  id: "transport-insecure",
  title: "An OAuth endpoint or token-bearing call uses plain HTTP.",
  citations: cited("RFC 6749 §3.1, §3.2, §10.3, §10.9; RFC 6750 §5.3; RFC 9126 §2; Discovery §3, §7.1"),
  remedy: "Serve every endpoint over HTTPS only and preload HSTS.",
  evaluate: ({ login, server }) => {
    const requests = requestsOf(login, server);
    if (requests.length === 0) return undetermined("No request to the authorization server was visible.");
    const faults = requests
      .filter(({ url }) => isPlainHttp(url))
      .map(
        ({ kind, url, carries }): Fault => ({
          severity: "high",
          seen: [
            [kind, excerpt(splitUrl(url).base)],
            ["carries", carries],
          ],
        }),
      );
    return firedBy(faults);
  },
};

interface Request {
  readonly kind: string;
  readonly url: string;
  readonly carries: string;
}

function requestsOf(login: Login, server: ServerKnowledge): readonly Request[] {
  const { request, tokenCalls, scriptedRequests, calls } = login;
  const metadata = metadataOf(server);
  const published = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"];
  const fetched = [server.metadata, server.keys].flatMap((learnt) =>
    learnt.state === "known" ? [learnt.url] : [],
  );
  return [
    ...(request
      ? [{ kind: "authorization endpoint", url: sentTo(request.endpoint, login), carries: "the request" }]
      : []),
    ...tokenCalls.map(({ endpoint, request: { parameters } }) => ({
      kind: "token endpoint",
      url: endpoint,
      carries: excerpt(parameters.map(({ name }) => name).join(", ")),
    })),
    ...scriptedRequests.map(({ endpoint, kind }) => ({
      kind: kind === "pushed" ? "pushed request endpoint" : "authorization endpoint",
      url: endpoint,
      carries: "the request",
    })),
    ...calls.map(({ url, tokenId }) => ({ kind: "API call", url, carries: tokenId })),
    ...fetched.map((url) => ({ kind: "metadata or keys", url, carries: "nothing" })),
    ...published.flatMap((kind) => {
      const url = metadata?.[kind];
      return typeof url === "string" ? [{ kind, url, carries: "published in the metadata" }] : [];
    }),
  ];
}

/**
 * Where a request went: over HTTPS where the browser took that by itself (RFC 6797, section 8.3). Chromium says why; Firefox
 * shows no header of such a hop.
 */
function sentTo(endpoint: string, { documents }: Login): string {
  const secure = (url: string) => url.replace(/^http:/i, "https:");
  const isUpgraded = documents
    .flatMap(({ exchanges }) => exchanges)
    .some(
      ({ url, redirectUrl, status, headers }) =>
        splitUrl(url).base === endpoint &&
        redirectUrl?.split("#", 1)[0] === secure(url.split("#", 1)[0] ?? "") &&
        (headerOf(headers, "non-authoritative-reason") !== null || (status === 307 && headers.length === 0)),
    );
  return isUpgraded ? secure(endpoint) : endpoint;
}

/** How long a page of the server is shown at least when somebody has something to do there, ms. */
const longMs = 2000;

/**
 * @severity high if it was shown in a frame of another site; medium otherwise
 * @fires An interactive document of the server has neither `frame-ancestors` nor `X-Frame-Options`, or they allow any ancestor.
 *   Interactive is what held a password field or sent a form to its own site.
 * @silent Documents of scripts alone, as of silent authentication; `frame-ancestors` with hosts; redirects.
 */
const clickjackingUnprotected: Check = {
  id: "clickjacking-unprotected",
  title: "The login or consent page can be framed.",
  citations: cited("RFC 9700 §4.16; RFC 6819 §4.4.1.9, §5.2.2.6; RFC 6749 §10.13; OAuth 2.1-15 §7.10"),
  remedy: "Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY.",
  evaluate: ({ login }) => {
    const pages = login.documents.filter(
      ({ url, committedAt }) => committedAt !== null && originOf(url) === login.server.origin,
    );
    const interactive = pages.filter((page) => page.interactive !== null);
    const answered = interactive.flatMap((page) => {
      const answer = page.exchanges.at(-1);
      return answer?.status ? [{ page, answer }] : [];
    });
    const faults = answered.flatMap(({ page, answer }) => framingFault(page, answer, login));
    if (interactive.length > answered.length) return firedBy(faults, unseen);
    if (interactive.length > 0) return firedBy(faults);
    const isOpen = pages.some(
      ({ committedAt, leftAt }) => (leftAt ?? Number.POSITIVE_INFINITY) - (committedAt ?? 0) > longMs,
    );
    if (isOpen) return undetermined("What the server's page asked of the person was not visible.");
    return login.request === null && pages.length === 0 ? unseen : notApplicable;
  },
};

function framingFault(
  page: LoginDocument,
  { url, headers }: DocumentExchange,
  login: Login,
): readonly Fault[] {
  const policy = headerOf(headers, "content-security-policy");
  const options = headerOf(headers, "x-frame-options");
  // Of several policies each has to allow it (CSP Level 3, section 6.4.2).
  const lists = (policy ?? "").split(",").filter((list) => /frame-ancestors/i.test(list));
  const isAnyone = lists.every((list) => /\s(?:\*|https?:)(?=[\s;]|$)/i.test(list));
  if (lists.length > 0 ? !isAnyone : /^\s*(?:deny|sameorigin)\b/i.test(options ?? "")) return [];
  const isFramed = page.frameId !== 0 && !isSameSite(page.initiator ?? login.client.origin, url);
  return [
    {
      severity: isFramed ? "high" : "medium",
      seen: [
        ["page", splitUrl(url).base],
        ["frame-ancestors", lists.length > 0 ? excerpt(lists.join(",")) : "absent"],
        ["X-Frame-Options", options === null ? "absent" : excerpt(options)],
        [
          "shown in",
          page.frameId === 0 ? "a tab of its own" : `a frame of ${page.initiator ?? "an unknown page"}`,
        ],
      ],
    },
  ];
}

/**
 * @severity high; medium when the target is another host of the server's own site
 * @fires A POST at the server's site is answered with 307 or 308 and a `Location` on another origin.
 * @silent Forms known to be empty; hops within the origin; 302 and 303.
 */
const redirect307Credentials: Check = {
  id: "redirect-307-credentials",
  title: "The credential form submission is answered with a method-preserving redirect.",
  citations: cited("RFC 9700 §4.12; OIDC Core §16.22; RFC 9110 §15.4.8"),
  remedy: "Answer credential posts with 303.",
  evaluate: ({ login }) => {
    const { server } = login;
    const exchanges = login.documents
      .flatMap((page) => page.exchanges)
      .filter(({ url }) => isSameSite(url, server.origin));
    const answered = exchanges.filter(({ status }) => status !== null);
    const posts = answered.filter(({ method }) => method === "POST");
    const faults = posts.flatMap(({ url, status, redirectUrl, fields }): Fault[] => {
      const isKept = status === 307 || status === 308;
      if (!isKept || redirectUrl === null || originOf(redirectUrl) === originOf(url) || fields?.length === 0)
        return [];
      return [
        {
          severity: isSameSite(redirectUrl, server.origin) ? "medium" : "high",
          seen: [
            ["status", String(status)],
            ["from", originOf(url) ?? ""],
            ["to", originOf(redirectUrl) ?? splitUrl(redirectUrl).base],
            ["form", fields ? excerpt(fields.join(", ")) : "not visible"],
          ],
        },
      ];
    });
    if (posts.length > 0) return firedBy(faults);
    return answered.length === 0 ? unseen : notApplicable;
  },
};

/**
 * @severity medium; low without `Access-Control-Allow-Credentials`
 * @fires An answer of the authorization endpoint has `Access-Control-Allow-Origin`; or a script calls that endpoint in CORS mode.
 * @silent Token, metadata, keys, registration and UserInfo endpoints.
 */
const corsOnAuthorizationEndpoint: Check = {
  id: "cors-on-authorization-endpoint",
  title: "The authorization endpoint allows cross-origin reads.",
  citations: cited("RFC 9700 §2.6"),
  remedy: "Remove CORS from the authorization endpoint and navigate to it.",
  evaluate: ({ login }) => {
    const { request, documents, scriptedRequests } = login;
    if (request === null) return undetermined("The authorization request was not visible.");
    const answers = documents
      .flatMap(({ exchanges }) => exchanges)
      .filter(({ url, status }) => status !== null && splitUrl(url).base === request.endpoint)
      .map(({ headers }) => ({ headers, by: "a navigation" }));
    const calls = scriptedRequests
      .filter(({ kind }) => kind === "authorization")
      .map(({ answer, initiator }) => ({
        headers: answer?.headers ?? [],
        by: `a script of ${initiator ?? "a page"}`,
      }));
    const faults = [...answers, ...calls].flatMap(({ headers, by }): Fault[] => {
      const allowed = headerOf(headers, "access-control-allow-origin");
      if (allowed === null && by === "a navigation") return [];
      const withCredentials = headerOf(headers, "access-control-allow-credentials") === "true";
      return [
        {
          severity: withCredentials ? "medium" : "low",
          seen: [
            ["endpoint", request.endpoint],
            ["called by", by],
            ["Access-Control-Allow-Origin", allowed === null ? "absent" : excerpt(allowed)],
            ["Access-Control-Allow-Credentials", withCredentials ? "true" : "absent"],
          ],
        },
      ];
    });
    return firedBy(faults, answers.length === 0 ? unseen : silent);
  },
};

/** Checks of the transport and of the server's pages. */
export const transportChecks: readonly Check[] = [
  transportInsecure,
  clickjackingUnprotected,
  redirect307Credentials,
  corsOnAuthorizationEndpoint,
];
