import { headerOf } from "../flow/documents.js";
import { clockOffsetOf } from "../flow/server-time.js";
import { mask } from "../mask.js";
import { shortHash } from "../oauth/digest.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import { claimsOf } from "../token/id-token-context.js";
import { thumbprintOf } from "../token/thumbprint.js";
import { dpopProofSteps } from "../token/verify-dpop-proof.js";
import type { Check } from "./check.js";
import { cited } from "./citation.js";
import { dpopBindingMismatch } from "./dpop-binding.js";
import { claimOf, noProofs, type Proof, proofsOf } from "./dpop-proofs.js";
import { type Fault, firedBy } from "./faults.js";
import { noTokens } from "./traffic.js";
import { excerpt, notApplicable, silent, timeText, undetermined } from "./verdict.js";

/**
 * @severity high for a private key or an `alg` fault; medium otherwise
 * @fires More than one `DPoP` header; no JWS; `typ` not `dpop+jwt`; `alg` none or symmetric; `jwk` missing, private or not the
 *   key of the signature; `jti`, `htm`, `htu` or `iat` missing; `htm` or `htu` not those of the request; `iat` off by more than
 *   300 s.
 * @silent Requests without a proof; differences of `htu` that normalisation removes, or in query and fragment.
 */
const dpopProofInvalid: Check = {
  id: "dpop-proof-invalid",
  title: "A DPoP proof lacks required parts or does not match its request.",
  citations: cited("RFC 9449 §4.2, §4.3, §11.6"),
  remedy: "Build one fresh proof per request with an asymmetric key held by the client.",
  evaluate: ({ login, verifications }) => {
    const proofs = proofsOf(login);
    if (proofs.length === 0) return noProofs(login);
    const offset = clockOffsetOf(login) ?? 0;
    let isOpen = false;
    const faults = proofs.flatMap((proof): Fault[] => {
      const { headers, url, method, at, requestId } = proof;
      const seen = [
        ["request", `${method} ${splitUrl(url).base}`],
        ["proof", mask(headers[0] ?? "")],
      ] as const;
      if (headers.length > 1 || headers[0]?.includes(",")) {
        return [{ severity: "medium", seen: [...seen, ["rule", "There is more than one DPoP header."]] }];
      }
      const request = { method, url, at: at + offset, accessToken: null };
      const steps =
        verifications.get(`dpop@${requestId}`)?.steps ?? dpopProofSteps(headers[0] ?? "", request);
      if (steps.some(({ id, outcome }) => id === "signature" && outcome === "undetermined")) isOpen = true;
      return steps
        .filter(({ id, outcome }) => outcome === "failed" && id !== "ath")
        .map(({ id, title, reason, fault }) => ({
          severity: id === "alg" || fault === "private" ? "high" : "medium",
          seen: [...seen, ["rule", `${title} ${reason}`]],
        }));
    });
    return firedBy(faults, isOpen ? undetermined("The proof's signature was not verified.") : silent);
  },
};

/**
 * @severity medium
 * @fires The same `jti` under the same key in two requests; or a server sent `DPoP-Nonce`, and a later proof to it has no
 *   `nonce`.
 * @silent A request that the browser itself sends again; the first request, before any nonce was received.
 */
const dpopProofReplayed: Check = {
  id: "dpop-proof-replayed",
  title: "A proof is reused or ignores the server's nonce.",
  citations: cited("RFC 9449 §4.2, §8, §8.2, §9, §11.1, §11.3"),
  remedy: "Generate a new jti each time and echo the latest nonce.",
  evaluate: ({ login }) => {
    const proofs = proofsOf(login).toSorted((a, b) => a.at - b.at);
    if (proofs.length === 0) return noProofs(login);
    const firstUse = new Map<string, Proof>();
    const nonces = noncesIn(proofs);
    const faults = proofs.flatMap((proof): Fault[] => {
      const jti = claimOf(proof, "jti");
      const key = typeof jti === "string" ? `${proof.thumbprint} ${jti}` : null;
      const first = key === null ? undefined : firstUse.get(key);
      if (key !== null && !first) firstUse.set(key, proof);
      const given = nonces.get(originOf(proof.url));
      const asked = given && given.at < proof.at ? given : null;
      return [
        ...(first && first.requestId !== proof.requestId
          ? [
              {
                severity: "medium",
                seen: [
                  ["jti", shortHash(String(jti))],
                  ["first sent", timeText(first.at)],
                  ["sent again", timeText(proof.at)],
                ],
              } as const,
            ]
          : []),
        ...(asked && claimOf(proof, "nonce") === undefined
          ? [
              {
                severity: "medium",
                seen: [
                  ["request", splitUrl(proof.url).base],
                  ["DPoP-Nonce received", timeText(asked.at)],
                  ["nonce in the proof", "absent"],
                ],
              } as const,
            ]
          : []),
      ];
    });
    return firedBy(faults);
  },
};

/** The first answer of each server that gave a nonce, by the server's origin. */
function noncesIn(proofs: readonly Proof[]): ReadonlyMap<string | null, NonNullable<Proof["answer"]>> {
  const first = new Map<string | null, NonNullable<Proof["answer"]>>();
  for (const { url, answer } of proofs) {
    if (answer === null || !headerOf(answer.headers, "dpop-nonce")) continue;
    const known = first.get(originOf(url));
    if (!known || answer.at < known.at) first.set(originOf(url), answer);
  }
  return first;
}

/**
 * @severity medium
 * @fires Web storage or IndexedDB of the client's origin holds a private JWK, or a CryptoKey that can be exported, of which the
 *   public part is the key of a proof.
 * @silent CryptoKeys that cannot be exported; keys of other purposes.
 */
const dpopKeyExposed: Check = {
  id: "dpop-key-exposed",
  title: "The proof-of-possession private key can be copied by scripts.",
  citations: cited("BBA-27 §9.2, §6.3.4.2.2; RFC 9449 §11.4; RFC 9700 §4.10.1"),
  remedy: "Generate the key with WebCrypto as non-extractable.",
  evaluate: ({ login }) => {
    const proofs = proofsOf(login);
    if (proofs.length === 0) return noProofs(login);
    const inUse = new Set(
      proofs.map(({ thumbprint }) => thumbprint).filter((thumbprint) => thumbprint !== null),
    );
    const looks = login.looks.filter(({ url }) => originOf(url) === login.client.origin);
    const exposed = looks.flatMap(({ keys = [] }) => keys).filter(({ extractable }) => extractable);
    const faults = exposed.flatMap(({ where, key, publicKey }): Fault[] => {
      const thumbprint = publicKey && thumbprintOf(publicKey);
      return thumbprint !== null && inUse.has(thumbprint)
        ? [
            {
              severity: "medium",
              seen: [
                ["store", where],
                ["key", excerpt(key)],
                ["extractable", "yes"],
                ["thumbprint", thumbprint],
              ],
            },
          ]
        : [];
    });
    if (looks.length === 0) return undetermined("The storage of the client's pages was not visible.");
    const isOpen = exposed.some(({ publicKey }) => publicKey === null);
    return firedBy(
      faults.slice(0, 1),
      isOpen ? undetermined("The public part of a stored key was not visible.") : silent,
    );
  },
};

/**
 * @severity medium
 * @fires A token of the authorization response has `cnf` with `x5t#S256`.
 * @silent Answers of the token endpoint; opaque tokens.
 */
const certificateBoundTokenInFrontChannel: Check = {
  id: "certificate-bound-token-in-front-channel",
  title: "A certificate-bound token comes from the authorization endpoint.",
  citations: cited("RFC 8705 §3.1, §6.4; RFC 9700 §2.1.2, §2.2.1"),
  remedy: "Obtain bound tokens from the token endpoint over mutual TLS or with DPoP.",
  evaluate: ({ login }) => {
    const { response, tokens } = login;
    if (response === null) return login.tokenCalls.length > 0 ? notApplicable : noTokens(login);
    const delivered = tokens.filter(({ channel }) => channel !== "token endpoint");
    if (delivered.length === 0) return notApplicable;
    const faults = delivered.flatMap((token): Fault[] => {
      const cnf = claimsOf(token)?.cnf;
      return typeof cnf === "object" && cnf !== null && "x5t#S256" in cnf
        ? [
            {
              severity: "medium",
              seen: [
                ["token", token.id],
                ["cnf", "x5t#S256"],
                ["channel", token.channel],
              ],
            },
          ]
        : [];
    });
    const isOpen = delivered.some(({ decoded }) => decoded.format === "jwe");
    return firedBy(faults, isOpen ? undetermined("A token is encrypted.") : silent);
  },
};

/** Checks of DPoP and certificate binding. */
export const dpopChecks: readonly Check[] = [
  dpopProofInvalid,
  dpopProofReplayed,
  dpopBindingMismatch,
  dpopKeyExposed,
  certificateBoundTokenInFrontChannel,
];
