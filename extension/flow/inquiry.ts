import { type WellKnown, wellKnownOf, wellKnownOfIssuer } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import { isProfiled } from "../token/access-token-profile.js";
import { decode } from "../token/decode.js";
import { claimsOf } from "../token/id-token-context.js";
import { isAsymmetric } from "../token/key-choice.js";
import type { Login } from "./login.js";
import { issuersNamedBy } from "./servers.js";

/** What is to be found out of a server. */
export interface Inquiry {
  /** Under which name the answer is kept in `Servers`. */
  readonly subject: string;
  /** URL that names the server: nothing nearer to this machine is fetched for it. */
  readonly from: string;
  /** Authorization endpoint that the metadata should list; null for any. */
  readonly endpoint: string | null;
  readonly places: readonly WellKnown[];
  /** Names of the keys that are needed. */
  readonly kids: readonly string[];
}

/** What is to be found out of the server of a login; null where its authorization endpoint was not visible. */
export function inquiryOf(login: Login): Inquiry | null {
  const endpoint = login.request?.endpoint;
  if (endpoint === undefined) return null;
  const named = [firstValue(login.response?.parameters ?? [], "iss"), ...issuersNamedBy(login)];
  const places = wellKnownOf(
    endpoint,
    named.filter((issuer) => issuer !== null),
  );
  return { subject: endpoint, from: endpoint, endpoint, places, kids: kidsOf(login) };
}

/** What is to be found out of another issuer, by its own name. */
export const inquiryOfIssuer = (issuer: string, login: Login): Inquiry => ({
  subject: issuer,
  from: login.request?.endpoint ?? issuer,
  endpoint: null,
  places: wellKnownOfIssuer(issuer, "clicked"),
  kids: kidsOf(login, issuer),
});

/** Longer names are no names. */
const longestKid = 1024;

/** Names of the keys with which the JWTs of a login are signed. */
function kidsOf({ tokens, response }: Login, issuer: string | null = null): readonly string[] {
  const signed = tokens
    .filter((token) => token.kind === "id_token" || isProfiled(token))
    .filter((token) => issuer === null || claimsOf(token)?.iss === issuer)
    .map(({ decoded }) => decoded);
  const kids = [...signed, ...(response?.jarm ? [decode(response.jarm.jwt)] : [])].map((token) =>
    token.format === "jws" && isAsymmetric(token.alg ?? "") ? token.header.value?.kid : null,
  );
  return [...new Set(kids.filter((kid) => typeof kid === "string" && kid.length <= longestKid))] as string[];
}
