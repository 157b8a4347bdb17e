import type { Check } from "./check.js";
import { responseFaultChecks, responsePassChecks } from "./response-pass.js";

/** Checks that look at the authorization response. */
export const authorizationResponseChecks: readonly Check[] = [...responseFaultChecks, ...responsePassChecks];
