import { say } from "../text/say.js";

/** Stands where a verdict will be, until the checks are loaded and the tokens are verified. */
export function Judging() {
  return <span class="judging muted">{say("findings_judging")}</span>;
}
