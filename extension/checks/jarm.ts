import { expectationsOf } from "../flow/id-token-contexts.js";
import { jarmContextOf } from "../flow/verify-exchange.js";
import type { VerificationStep } from "../token/verification.js";
import { jarmSteps } from "../token/verify-jarm.js";
import type { Check, Severity } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { notApplicable, type Seen, silent, undetermined } from "./verdict.js";

const graveFaults = [
  "unsigned",
  "malformed",
  "crit",
  "kid-unknown",
  "no-key",
  "bad-signature",
  "public-secret",
];

/**
 * @severity high for (a) to (d); medium for (f); low for (e)
 * @fires In `response`: (a) `alg` none or signature not verifiable with the issuer's keys; (b) `iss` is not the expected
 *   issuer; (c) `aud` lacks `client_id`; (d) `exp` missing or past; (e) lifetime over 600 s; (f) response parameters repeated
 *   outside the JWT.
 * @silent Encrypted responses (undetermined for a to e); keys unreachable (undetermined for the signature).
 */
export const jarmResponseInvalid: Check = {
  id: "jarm-response-invalid",
  title: "A JWT-secured response fails its own checks.",
  citations: cited("JARM §2.1, §2.2, §2.4, §5.1"),
  remedy: "Validate issuer, audience, expiry and signature before reading any parameter.",
  evaluate: ({ login, server, verifications }) => {
    const context = jarmContextOf(login, expectationsOf(login, server));
    if (context === null) return notApplicable;
    const verified = verifications.get("response")?.steps.filter(({ id }) => id.startsWith("jarm_"));
    const steps = verified ?? jarmSteps(context);
    const faults = steps.flatMap((step): Fault[] => {
      const severity = severityOf(step);
      if (severity === null) return [];
      const seen = step.inputs.map(({ label, value }): Seen => [label, value]);
      return [{ severity, seen: [["found", step.reason], ...seen] }];
    });
    const unclear = steps.find(({ outcome }) => outcome === "undetermined");
    return firedBy(faults, unclear ? undetermined(unclear.reason) : silent);
  },
};

function severityOf({ id, outcome, fault }: VerificationStep): Severity | null {
  if (outcome !== "failed") return null;
  if (id === "jarm_lifetime") return "low";
  if (id === "jarm_outside") return "medium";
  return id !== "jarm_signature" || graveFaults.includes(fault ?? "") ? "high" : null;
}
