import { Folded } from "../components/folded.js";

/** What the parts of a JWS and of a JWE are, by their number (RFC 7515, section 3.1; RFC 7516, section 3.1). */
const partsOf: Readonly<Record<number, readonly string[]>> = {
  3: ["header", "payload", "signature"],
  5: ["header", "encrypted-key", "iv", "payload", "signature"],
};

/** A token in full, its parts in the three colours that JWT tools use. */
export function TokenRaw({ raw }: { readonly raw: string }) {
  const pieces = raw.split(".");
  const parts = partsOf[pieces.length];
  if (!parts) return <Folded text={raw} limit={8000} />;
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
