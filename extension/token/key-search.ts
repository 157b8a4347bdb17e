import { type Jwk, type JwkSet, type Learnt, whyUnknown } from "../oauth/server-knowledge.js";
import type { Jws } from "./decode.js";
import { chooseKeys, isAsymmetric } from "./key-choice.js";
import {
  type Compared,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  undetermined,
} from "./verification.js";

/** The key set of an issuer. */
export interface KeySource {
  readonly set: Learnt<JwkSet>;
  /** Each `kid` for which the set was fetched once more, in vain. */
  readonly missing: readonly string[];
  /** When the token was received, ms since the epoch: a set that was fetched before may be outdated. */
  readonly receivedAt: number;
}

export interface KeySearch {
  readonly judged: Judgement;
  /** Keys to try; none unless the search passed. */
  readonly candidates: readonly Jwk[];
}

/**
 * The keys of an issuer with which a token may have been signed.
 *
 * Faults: `kid-unknown`, `no-key`, `outdated` (undetermined until the set is fetched anew), `ambiguous` (passed, as all can be
 * tried), `keys-unknown`, `unsupported`.
 *
 * @see OpenID Connect Core 1.0, sections 10.1 and 10.1.1; RFC 7517, section 4.5
 */
export function findKeys({ alg, header }: Jws, { set, missing, receivedAt }: KeySource): KeySearch {
  const none = (judged: Judgement): KeySearch => ({ judged, candidates: [] });
  const kid = header.value?.kid;
  const compared: Compared[] = [
    ["alg", shown(header.value?.alg)],
    ["kid", shown(kid)],
  ];
  if (alg === null || /^(?:none|HS\d+)$/i.test(alg)) return none(notApplicable("No key pair is used."));
  if (!isAsymmetric(alg))
    return none(undetermined("The algorithm is not known here.", compared, "unsupported"));
  if (set.state !== "known") return none(undetermined(whyUnknown(set) ?? "", compared, "keys-unknown"));
  const { keys, named } = chooseKeys(set.value.keys, alg, kid);
  compared.push(
    ["key set", set.url],
    ["fetched", new Date(set.at).toISOString()],
    ["fitting keys", String(keys.length)],
  );
  if (kid !== undefined && named === 0) {
    return set.at >= receivedAt || missing.includes(String(kid))
      ? none(failed("No key of the issuer bears this kid.", compared, "kid-unknown"))
      : none(undetermined("The key set is older than the token.", compared, "outdated"));
  }
  if (keys.length === 0) return none(failed("No key of the issuer fits the algorithm.", compared, "no-key"));
  const judged =
    keys.length === 1
      ? passed("One key of the issuer fits.", compared)
      : passed("Several keys of the issuer fit, and all are tried.", compared, "ambiguous");
  return { judged, candidates: keys };
}
