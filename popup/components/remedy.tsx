import { Prose } from "./prose.js";

/** What to do instead. */
export function Remedy({ text }: { readonly text: string }) {
  return (
    <p class="remedy">
      <b>Do:</b> <Prose text={text} />
    </p>
  );
}
