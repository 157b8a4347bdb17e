import { userInfoAnswersOf, userInfoCallsOf } from "../flow/userinfo.js";
import { splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import { userInfoSteps } from "../token/verify-userinfo.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { onStep } from "./on-id-tokens.js";
import { notApplicable, type Seen, silent, undetermined } from "./verdict.js";

/**
 * @severity high
 * @fires Front-channel `id_token` with `access_token` and no `at_hash`; or `at_hash` anywhere differs from base64url of the
 *   left half of the hash (by `alg`) of the access token.
 * @silent `at_hash` absent for `id_token`, `code`, `code id_token` or from the token endpoint; `alg` without a defined hash
 *   (undetermined).
 */
const idtAtHash: Check = {
  id: "idt-at-hash",
  title: "The access token is not bound to the ID Token, or the binding is wrong.",
  citations: cited("OIDC Core §3.1.3.6, §3.1.3.8, §3.2.2.9, §3.2.2.10, §3.3.2.9, §3.3.2.11; RFC 9700 §4.6.1"),
  remedy: "Compute and compare at_hash before using the access token.",
  evaluate: onStep("at_hash", () => "high"),
};

/**
 * @severity high
 * @fires Front-channel `id_token` with `code` and no `c_hash`; or `c_hash` differs from the computed left-half hash of the
 *   code.
 * @silent ID Token from the token endpoint without `c_hash`; `alg` without a defined hash.
 */
const idtCHash: Check = {
  id: "idt-c-hash",
  title: "The code is not bound to the ID Token, or the binding is wrong.",
  citations: cited("OIDC Core §3.3.2.10, §3.3.2.11, §16.11"),
  remedy: "Compare c_hash before redeeming the code.",
  evaluate: onStep("c_hash", () => "high"),
};

/**
 * @severity medium
 * @fires `s_hash` present and different from the computed left-half hash of the returned `state`.
 * @silent `s_hash` absent (only the FAPI profile demands it).
 */
const idtSHash: Check = {
  id: "idt-s-hash",
  title: "The state hash in the ID Token does not match.",
  citations: cited("FAPI1-Adv §5.1.1, §5.2.2.1, §5.2.3.1"),
  remedy: "Compare s_hash with the received state when it is present.",
  evaluate: onStep("s_hash", () => "medium"),
};

/**
 * @severity high when older than `max_age`; medium otherwise
 * @fires (a) `max_age` or an essential `auth_time` was requested and `auth_time` is missing; (b) delivery minus `auth_time`
 *   exceeds `max_age` plus 300 s; (c) `prompt=login` and `auth_time` is before the request minus 300 s.
 * @silent No `max_age`, `auth_time` or `prompt=login` in a readable request.
 */
const idtAuthTimeStale: Check = {
  id: "idt-auth-time-stale",
  title: "The requested re-authentication did not happen or cannot be proven.",
  citations: cited("OIDC Core §2, §3.1.2.1, §3.1.3.7"),
  remedy: "Check auth_time in the client and start a new login when it is too old.",
  evaluate: onStep("auth_time", ({ fault }) => (fault === "old" ? "high" : "medium")),
};

/**
 * @severity medium for an essential `acr`; info for `acr` equal to `0`; low for `acr_values`
 * @fires An essential `acr` claim request or `acr_values` was sent and `acr` is absent or not among the values.
 * @silent No such request; the response was an error.
 * @differs By the order in the catalogue `acr_values` would hide the case of `0`, as it is the more general one. It is
 *   judged first.
 */
const idtAcrUnmet: Check = {
  id: "idt-acr-unmet",
  title: "The authentication strength asked for was not confirmed.",
  citations: cited("OIDC Core §2, §3.1.3.7, §5.5.1.1; Unmet Authentication Requirements §1"),
  remedy: "Refuse the login or step up when the returned acr is not one you asked for.",
  evaluate: onStep("acr", ({ fault }, { token }) => {
    if (fault === "essential") return "medium";
    return claimsOf(token)?.acr === "0" ? "info" : "low";
  }),
};

/**
 * @severity high
 * @fires Hybrid: `iss` or `sub` differ between front channel and token endpoint. Refresh: `iss`, `sub` or `aud` differ from
 *   the original, `nonce` present and different, or `auth_time` changed.
 * @silent Refresh answer without an ID Token or without `nonce`; user switched account in a new transaction.
 */
const idtContinuityBroken: Check = {
  id: "idt-continuity-broken",
  title: "Two ID Tokens of one session disagree about who or what they describe.",
  citations: cited("OIDC Core §3.3.3.6, §12.2"),
  remedy: "Discard the session when the second token differs.",
  evaluate: onStep("continuity", () => "high"),
};

/**
 * @severity high
 * @fires `sub` of the UserInfo answer is missing or differs from `sub` of the ID Token of the same transaction.
 * @silent Signed or encrypted answers not decoded; no ID Token in the transaction.
 */
const userinfoSubMismatch: Check = {
  id: "userinfo-sub-mismatch",
  title: "UserInfo describes somebody else.",
  citations: cited("OIDC Core §5.3.2, §5.3.4, §16.11"),
  remedy: "Ignore UserInfo data whose subject is not the ID Token's subject.",
  evaluate: ({ login, server }) => {
    if (!login.tokens.some(({ kind }) => kind === "id_token")) return notApplicable;
    const answers = userInfoAnswersOf(login, server);
    if (answers.length === 0) {
      return userInfoCallsOf(login, server).length > 0
        ? undetermined("The answer of the UserInfo endpoint was not visible.")
        : notApplicable;
    }
    const judged = answers.flatMap(({ call, context }) => {
      const step = userInfoSteps(context).find(({ id }) => id === "sub");
      return step ? [{ call, step }] : [];
    });
    const faults = judged
      .filter(({ step }) => step.outcome === "failed")
      .map(({ call, step }): Fault => {
        const seen = step.inputs.map(({ label, value }): Seen => [label, value]);
        return { severity: "high", seen: [["endpoint", splitUrl(call.url).base], ...seen] };
      });
    const unclear = judged.find(({ step }) => step.outcome === "undetermined");
    return firedBy(faults, unclear ? undetermined(unclear.step.reason) : silent);
  },
};

/** Checks of what the ID Token binds and confirms. */
export const idTokenBindingChecks: readonly Check[] = [
  idtAtHash,
  idtCHash,
  idtSHash,
  idtAuthTimeStale,
  idtAcrUnmet,
  idtContinuityBroken,
  userinfoSubMismatch,
];
