import { mask } from "../../extension/mask.js";

/** Text with the secrets in it masked, whether they stand there plain or percent-encoded. */
export function maskWithin(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .reduce(
      (masked, secret) =>
        masked.replaceAll(secret, mask(secret)).replaceAll(encodeURIComponent(secret), mask(secret)),
      text,
    );
}
