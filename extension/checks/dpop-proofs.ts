import type { ApiAnswer, Login } from "../flow/login.js";
import { remember } from "../flow/remember.js";
import { firstValue } from "../oauth/parameter.js";
import { type DecodedToken, decode } from "../token/decode.js";
import type { ReceivedToken } from "../token/received-token.js";
import { thumbprintOf } from "../token/thumbprint.js";
import { proofKeyOf } from "../token/verify-dpop-proof.js";
import type { Verdict } from "./check.js";
import { noTokensInBrowser, tokenOf } from "./traffic.js";
import { notApplicable, undetermined } from "./verdict.js";

/** A request that came with a DPoP proof. */
export interface Proof {
  readonly requestId: string;
  readonly at: number;
  readonly method: string;
  readonly url: string;
  /** The header, or several; one with a comma is several that were joined. */
  readonly headers: readonly string[];
  /** The first of them, without any key. */
  readonly decoded: DecodedToken;
  /** Of the public key in it; null where there is none. */
  readonly thumbprint: string | null;
  /** Access token that went along; null at the token endpoint. */
  readonly token: ReceivedToken | null;
  readonly answer: Pick<ApiAnswer, "at" | "headers"> | null;
}

/** The DPoP proofs of a login, in the order of its token requests, then of its API calls. */
export const proofsOf = remember((login: Login): readonly Proof[] => {
  const requests = [
    ...login.tokenCalls.map(({ endpoint, requestHeaders, ...call }) => ({
      ...{ requestId: call.requestId, at: call.at, answer: call.answer },
      ...{ method: "POST", url: endpoint, requestHeaders, token: null },
    })),
    ...login.calls.map((call) => ({ ...call, token: tokenOf(login, call.tokenId) ?? null })),
  ];
  return requests.flatMap(({ requestId, at, method, url, requestHeaders, token, answer }) => {
    const headers = (requestHeaders ?? [])
      .filter(({ name }) => name.toLowerCase() === "dpop")
      .map(({ value }) => value);
    if (headers.length === 0) return [];
    const decoded = decode(headers[0] ?? "");
    const key = proofKeyOf(decoded);
    return [
      { requestId, at, method, url, headers, decoded, thumbprint: key && thumbprintOf(key), token, answer },
    ];
  });
});

/** A member of a proof's claims; undefined where it is absent or cannot be read. */
export const claimOf = ({ decoded }: Proof, name: string): unknown =>
  decoded.format === "jws" ? decoded.payload.value?.[name] : undefined;

/** The verdict of a check of proofs where none was seen. */
export function noProofs(login: Login): Verdict {
  const { tokenCalls, calls, request } = login;
  if (tokenCalls.some(({ requestHeaders }) => requestHeaders === null)) {
    return undetermined("The headers of a token request were not visible.");
  }
  if (tokenCalls.length > 0 || calls.length > 0 || login.tokens.length > 0) return notApplicable;
  return firstValue(request?.effective ?? [], "dpop_jkt") ? noTokensInBrowser(login) : notApplicable;
}
