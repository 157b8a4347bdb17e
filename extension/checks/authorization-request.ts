import type { Check } from "./check.js";
import { requestBindingChecks } from "./request-binding.js";
import { requestDeliveryChecks } from "./request-delivery.js";
import { requestObjectChecks } from "./request-object.js";
import { requestParameterChecks } from "./request-parameters.js";
import { requestPkceChecks } from "./request-pkce.js";
import { requestRandomnessChecks } from "./request-randomness.js";

/** Checks that look at the authorization request. */
export const authorizationRequestChecks: readonly Check[] = [
  ...requestParameterChecks,
  ...requestDeliveryChecks,
  ...requestBindingChecks,
  ...requestRandomnessChecks,
  ...requestPkceChecks,
  ...requestObjectChecks,
];
