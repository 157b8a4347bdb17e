import { expectedIssuer, isTenantIssuer } from "../oauth/metadata.js";
import { type ServerKnowledge, type ServerMetadata, whyUnknown } from "../oauth/server-knowledge.js";
import type { Case } from "./case.js";
import { type Undetermined, undetermined } from "./verdict.js";

/** The server's metadata; null where they are not known. */
export const metadataOf = ({ metadata }: ServerKnowledge): ServerMetadata | null =>
  metadata.state === "known" ? metadata.value : null;

/** The verdict of a check that needs metadata which are not known. */
export const unknownMetadata = ({ metadata }: ServerKnowledge): Undetermined =>
  undetermined(whyUnknown(metadata) ?? "The server's metadata do not say it.");

/** The expected issuer; undetermined where it is not known, or is another for each tenant. */
export function issuerOf({ login, server }: Case): string | Undetermined {
  const expected = expectedIssuer(server, login.request?.endpoint ?? null);
  if (expected.state === "unknown") return undetermined(expected.reason);
  return isTenantIssuer(expected.issuer)
    ? undetermined("The server's metadata name an issuer for each tenant.")
    : expected.issuer;
}
