import { headerOf } from "../flow/documents.js";
import type { Login } from "../flow/login.js";
import { sha256Base64url } from "../oauth/digest.js";
import { firstValue, originOf, splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { claimOf, noProofs, type Proof, proofsOf } from "./dpop-proofs.js";
import { type Fault, firedBy } from "./faults.js";
import { callSeen, tokenOf } from "./traffic.js";
import { excerpt, type Seen } from "./verdict.js";

/**
 * @severity high for a bound token sent as Bearer or with a foreign key; medium otherwise; info for a proof that binds a refresh
 *   token alone
 * @fires A token's `cnf.jkt` is not the thumbprint of the proof's key; `ath` is missing or not that of the token; `dpop_jkt` of
 *   the request is not the key of the token request; a proof was sent, but the `token_type` is Bearer; a token with `cnf.jkt`
 *   goes out as Bearer.
 * @silent A Bearer token after `WWW-Authenticate: Bearer` of that API; for `cnf.jkt` opaque tokens.
 */
export const dpopBindingMismatch: Check = {
  id: "dpop-binding-mismatch",
  title: "Token, key and proof do not belong together, or the binding was dropped.",
  citations: cited("RFC 9449 §5, §6.1, §7, §7.1, §7.2, §10"),
  remedy: "Use one key per session, send Authorization: DPoP and include ath.",
  evaluate: ({ login }) => {
    const proofs = proofsOf(login);
    const isBound = login.tokens.some((token) => thumbprintIn(token) !== null);
    if (proofs.length === 0 && !isBound) return noProofs(login);
    return firedBy([
      ...proofs.flatMap((proof) => [...keyFaults(proof), ...hashFaults(proof)]),
      ...requestFaults(login, proofs),
      ...typeFaults(login, proofs),
      ...schemeFaults(login),
    ]);
  },
};

/** Thumbprint of the key that a token is bound to; null where it is bound to none, or cannot be read. */
function thumbprintIn(token: ReceivedToken): string | null {
  const cnf = claimsOf(token)?.cnf;
  const jkt = typeof cnf === "object" && cnf !== null ? (cnf as { jkt?: unknown }).jkt : null;
  return typeof jkt === "string" ? jkt : null;
}

function keyFaults({ token, thumbprint, url }: Proof): readonly Fault[] {
  const bound = token && thumbprintIn(token);
  if (!bound || bound === thumbprint) return [];
  return [
    {
      severity: "high",
      seen: [
        ["request", splitUrl(url).base],
        ["cnf.jkt", excerpt(bound)],
        ["key of the proof", thumbprint ?? "none"],
      ],
    },
  ];
}

function hashFaults(proof: Proof): readonly Fault[] {
  const { token, url } = proof;
  if (token === null) return [];
  const ath = claimOf(proof, "ath");
  const wanted = sha256Base64url(token.raw);
  if (ath === wanted) return [];
  return [
    {
      severity: "medium",
      seen: [
        ["request", splitUrl(url).base],
        ["ath", ath === undefined ? "absent" : excerpt(String(ath))],
        ["hash of the token", wanted],
      ],
    },
  ];
}

function requestFaults({ request, tokenCalls }: Login, proofs: readonly Proof[]): readonly Fault[] {
  const asked = firstValue(request?.effective ?? [], "dpop_jkt");
  const redemption = tokenCalls.find(({ request: { code } }) => code !== null);
  const proof = proofs.find(({ requestId }) => requestId === redemption?.requestId);
  if (!asked || !proof || proof.thumbprint === asked) return [];
  return [
    {
      severity: "high",
      seen: [
        ["dpop_jkt", excerpt(asked)],
        ["key of the token request", proof.thumbprint ?? "none"],
      ],
    },
  ];
}

function typeFaults({ tokenCalls }: Login, proofs: readonly Proof[]): readonly Fault[] {
  return tokenCalls.flatMap(({ requestId, endpoint, answer }): Fault[] => {
    const members = answer?.response?.members;
    const type = members?.token_type;
    const isProven = proofs.some((proof) => proof.requestId === requestId);
    if (!isProven || typeof type !== "string" || !/^bearer$/i.test(type)) return [];
    const bindsRefresh = typeof members?.refresh_token === "string";
    const remark: readonly Seen[] = bindsRefresh ? [["refresh token", "may be what is bound"]] : [];
    return [
      {
        severity: bindsRefresh ? "info" : "medium",
        seen: [["endpoint", endpoint], ["proof", "sent"], ["token_type", type], ...remark],
      },
    ];
  });
}

function schemeFaults(login: Login): readonly Fault[] {
  return login.calls.flatMap((call): Fault[] => {
    const token = tokenOf(login, call.tokenId);
    const bound = token && thumbprintIn(token);
    if (!bound || !/^bearer$/i.test(call.scheme) || wasAskedForBearer(call, login)) return [];
    return [
      {
        severity: "high",
        seen: [...callSeen(call), ["cnf.jkt", excerpt(bound)], ["scheme", call.scheme]],
      },
    ];
  });
}

/** Whether the API had asked for a Bearer token before, as one that knows no DPoP does (RFC 9449, section 7.2). */
const wasAskedForBearer = (
  { url, at }: { readonly url: string; readonly at: number },
  { calls }: Login,
): boolean =>
  calls.some(
    ({ answer, url: other }) =>
      answer !== null &&
      answer.at <= at &&
      originOf(other) === originOf(url) &&
      /^bearer\b/i.test(headerOf(answer.headers, "www-authenticate") ?? ""),
  );
