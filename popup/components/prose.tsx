/** A sentence of the inspector's own, in which `backticks` stand around words of the protocol. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <>
      {text.split("`").map((piece, index) =>
        index % 2 === 1 ? (
          <code key={`${index}${piece}`} class="term">
            {piece}
          </code>
        ) : (
          piece
        ),
      )}
    </>
  );
}
