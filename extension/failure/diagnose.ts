import type { Case } from "../checks/case.js";
import { apiRules } from "./api.js";
import { appRules } from "./app.js";
import { authorizationErrorRules } from "./authorization-errors.js";
import { clockRules } from "./clock.js";
import type { Diagnosis, FailureRule } from "./diagnosis.js";
import { loopRules } from "./loop.js";
import { popupRules } from "./popup.js";
import { serverPageRules } from "./server-page.js";
import { silentRules } from "./silent.js";
import { stateLostRules } from "./state-lost.js";
import { tokenEndpointRules } from "./token-endpoint.js";

/** Every rule there is, along the way of a login; what repeats the others comes after them. */
export const failureRules: readonly FailureRule[] = [
  ...serverPageRules,
  ...silentRules,
  ...popupRules,
  ...authorizationErrorRules,
  ...stateLostRules,
  ...clockRules,
  ...tokenEndpointRules,
  ...appRules,
  ...loopRules,
  ...apiRules,
];

/**
 * Why a login failed.
 *
 * Pure: the same case gives the same answer. For loops the case's history has to hold the logins of the same session.
 *
 * @returns the most telling one first; none for a login that went well, or of which nothing bad was seen
 */
export function diagnose(theCase: Case): readonly Diagnosis[] {
  const found = failureRules.flatMap(({ id, title, citations, read }): Diagnosis[] => {
    const told = read(theCase);
    return told === null ? [] : [{ id, title, citations, ...told }];
  });
  const isOpen = ({ certainty }: Diagnosis) => Number(certainty === "undetermined");
  return found.toSorted((a, b) => isOpen(a) - isOpen(b));
}
