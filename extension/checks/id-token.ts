import type { Check } from "./check.js";
import { idTokenBindingChecks } from "./id-token-binding.js";
import { idTokenClaimChecks } from "./id-token-claims.js";
import { issuerChecks } from "./id-token-issuer.js";
import { idTokenSignatureChecks } from "./id-token-signature.js";
import { jarmResponseInvalid } from "./jarm.js";

/** Checks of the ID Token, of what its issuer publishes, and of a response that is a JWT itself. */
export const idTokenChecks: readonly Check[] = [
  jarmResponseInvalid,
  ...idTokenSignatureChecks,
  ...idTokenClaimChecks,
  ...idTokenBindingChecks,
  ...issuerChecks,
];
