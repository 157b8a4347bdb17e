import type { Provenance } from "../../extension/flow/observation.js";
import { say } from "./say.js";

/** Who reported a fact, in plain words. What a page reports about itself can be forged. */
export const reportedBy = (provenance: Provenance): string => say(`messages_reported_${provenance}`);
