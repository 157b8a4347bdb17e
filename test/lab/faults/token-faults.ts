import type { Members, SignedToken, TokenFault } from "./fault.js";

/** The token with other claims, signed anew; those that are undefined are left out. */
export const withClaims =
  (change: Members | ((claims: Members) => Members)): TokenFault =>
  ({ header, claims }, sign) =>
    sign(header, { ...claims, ...(typeof change === "function" ? change(claims) : change) });

/** The token with other members in its header, signed anew; those that are undefined are left out. */
export const withHeader =
  (change: Members): TokenFault =>
  ({ header, claims }, sign) =>
    sign({ ...header, ...change }, claims);

/** The token with `alg` `none` and without a signature (RFC 7518, section 3.6). */
export const unsigned: TokenFault = async ({ raw }) => {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${raw.split(".")[1]}.`;
};

/** The token with a signature that is off by a bit. */
export const brokenSignature: TokenFault = async ({ raw }) => {
  const at = raw.lastIndexOf(".") + 1;
  const bytes = Buffer.from(raw.slice(at), "base64url");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return raw.slice(0, at) + bytes.toString("base64url");
};

/** @param raw compact serialization of a token that is not encrypted */
export function readToken(raw: string): SignedToken {
  const [header = "", claims = ""] = raw.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return { header: read(header), claims: read(claims), raw };
}
