import { type JwtReading, readJwt } from "./jwt.js";
import { type Parameter, parametersOfObject } from "./parameter.js";

/** @see JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), section 2.1 */
export interface Jarm {
  /** Exactly as received. May hold live credentials. */
  readonly jwt: string;
  /** `unsigned`: `alg` is `none`, or there is no signature. What is encrypted cannot be read without the client's key. */
  readonly format: Exclude<JwtReading["format"], "unreadable">;
}

export interface Unwrapped {
  readonly jarm: Jarm;
  /** Parameters inside the JWT; null where it is encrypted. */
  readonly parameters: readonly Parameter[] | null;
}

/**
 * Takes a response out of the JWT in its parameter `response`. Does not verify, and does not ask whether it is a response.
 *
 * @returns null unless there is one such parameter, and a JWT in it
 * @see JARM, section 2.3
 */
export function unwrapJarm(outer: readonly Parameter[]): Unwrapped | null {
  const [wrapped, ...others] = outer.filter(({ name }) => name === "response");
  if (wrapped === undefined || others.length > 0) return null;
  const { format, claims } = readJwt(wrapped.value);
  if (format === "unreadable") return null;
  return {
    jarm: { jwt: wrapped.value, format },
    parameters: claims === null ? null : parametersOfObject(claims),
  };
}
