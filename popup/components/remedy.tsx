import { say } from "../text/say.js";
import { Prose } from "./prose.js";

/** What to do instead. */
export function Remedy({ text }: { readonly text: string }) {
  return (
    <p class="remedy">
      <b>{say("findings_do")}</b> <Prose text={text} />
    </p>
  );
}
