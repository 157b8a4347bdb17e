/** The scheme of an `Authorization` header (`Bearer`, `DPoP`, `Basic`), without its credentials. */
export function authorizationScheme(header: string | undefined): string | null {
  return header?.split(" ", 1)[0] || null;
}
