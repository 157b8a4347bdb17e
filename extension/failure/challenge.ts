/** What an API says in `WWW-Authenticate`. */
export interface Challenge {
  /** Scheme of the first challenge, such as `Bearer`. */
  readonly scheme: string;
  /** Parameters of all challenges, the first of a name, by lower-case names. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Longer headers are cut. */
const longest = 2000;

/**
 * Reads a `WWW-Authenticate` header. Never throws.
 *
 * @see RFC 9110, section 11.6.1
 */
export function challengeOf(header: string): Challenge {
  const text = header.slice(0, longest);
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, token] of text.matchAll(
    /([\w-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g,
  )) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
  }
  return { scheme: /^\s*([^\s,=]+)/.exec(text)?.[1] ?? "", parameters };
}

/** What the registered error codes of an API say (RFC 6750, section 3.1; RFC 9449, section 7.1; RFC 9470, section 3). */
export const challengeErrors: Readonly<Record<string, string>> = {
  invalid_request: "The call is malformed: the token came twice, in an unknown way or with a bad parameter.",
  invalid_token: "The token is expired, revoked, malformed, or not valid for this API.",
  insufficient_scope: "The token is valid, and does not allow this.",
  insufficient_user_authentication: "The person has to log in anew, or in a stronger way.",
  invalid_dpop_proof: "The DPoP proof is missing or wrong.",
  use_dpop_nonce: "The DPoP proof has to hold the API's nonce.",
};
