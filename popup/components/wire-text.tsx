import { piecesOf } from "../text/hidden-characters.js";
import { type Lookalike, runsOf } from "../text/homographs.js";
import { say } from "../text/say.js";

interface Props {
  readonly text: string;
  /** Whether line breaks belong to the text, as in a JSON body. */
  readonly multiline?: boolean;
}

/**
 * Text that came from a page or a server, as text: kept apart from the direction of what surrounds it, with characters that
 * do not show spelled out, and names whose letters mislead marked.
 */
export function WireText({ text, multiline = false }: Props) {
  return (
    <bdi class="wire" dir="ltr">
      {piecesOf(text, multiline).map((piece, index) =>
        piece.codePoint === null ? (
          runsOf(piece.text).map((run) =>
            typeof run === "string" ? run : <Misleading key={`${index}${run.text}`} name={run} />,
          )
        ) : (
          <span key={index} class="code-point" title={say("messages_hidden_character")}>
            {piece.codePoint}
          </span>
        ),
      )}
    </bdi>
  );
}

function Misleading({ name: { text, unicode, looksLike, mixed } }: { readonly name: Lookalike }) {
  return (
    <span class="lookalike">
      {text}
      {unicode === null ? null : (
        <>
          {" "}
          <span class="code-point">{unicode}</span>
        </>
      )}
      {looksLike === null && !mixed ? null : (
        <>
          {" "}
          <span class="code-point" title={say("messages_lookalike_why")}>
            {looksLike === null ? say("messages_mixes_scripts") : say("messages_looks_like", looksLike)}
          </span>
        </>
      )}
    </span>
  );
}
