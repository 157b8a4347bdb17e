import type { Weight } from "../findings-summary.js";
import { say } from "./say.js";

/** `high`, `undetermined`, in the language of the browser. */
export const weightWord = (weight: Weight): string => say(`findings_${weight}`);
