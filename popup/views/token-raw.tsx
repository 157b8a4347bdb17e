import { WireText } from "../components/wire-text.js";

const parts = ["header", "payload", "signature"];

/** A token in full, its parts in the three colours that JWT tools use. */
export function TokenRaw({ raw }: { readonly raw: string }) {
  const pieces = raw.split(".");
  if (pieces.length !== 3) return <WireText text={raw} />;
  return (
    <span class="wire jwt">
      {pieces.map((piece, index) => (
        <span key={parts[index]}>
          {index > 0 ? "." : ""}
          <span data-part={parts[index]}>
            <WireText text={piece} />
          </span>
        </span>
      ))}
    </span>
  );
}
