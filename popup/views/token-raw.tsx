import { Folded } from "../components/folded.js";

const parts = ["header", "payload", "signature"];

/** A token in full, its parts in the three colours that JWT tools use. */
export function TokenRaw({ raw }: { readonly raw: string }) {
  const pieces = raw.split(".");
  if (pieces.length !== 3) return <Folded text={raw} limit={8000} />;
  return (
    <span class="wire jwt">
      {pieces.map((piece, index) => (
        <span key={parts[index]}>
          {index > 0 ? "." : ""}
          <span data-part={parts[index]}>
            <Folded text={piece} limit={8000} />
          </span>
        </span>
      ))}
    </span>
  );
}
