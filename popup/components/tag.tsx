import { WireText } from "./wire-text.js";

/** A short word of the protocol, such as the channel of a response. */
export function Tag({ text }: { readonly text: string }) {
  return (
    <span class="tag">
      <WireText text={text} />
    </span>
  );
}
