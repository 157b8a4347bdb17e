import { piecesOf } from "../text/hidden-characters.js";

interface Props {
  readonly text: string;
  /** Whether line breaks belong to the text, as in a JSON body. */
  readonly multiline?: boolean;
}

/**
 * Text that came from a page or a server, as text: kept apart from the direction of what surrounds it, and with
 * characters that do not show spelled out.
 */
export function WireText({ text, multiline = false }: Props) {
  return (
    <bdi class="wire" dir="ltr">
      {piecesOf(text, multiline).map((piece, index) =>
        piece.codePoint === null ? (
          piece.text
        ) : (
          <span key={index} class="code-point" title="a character that does not show by itself">
            {piece.codePoint}
          </span>
        ),
      )}
    </bdi>
  );
}
