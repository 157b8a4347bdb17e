import { useState } from "preact/hooks";
import type { Login } from "../../extension/flow/login.js";
import { mermaidOf } from "../../extension/sequence/mermaid.js";
import type { Sequence } from "../../extension/sequence/sequence.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import { drawingOf, redacted } from "./export-svg.js";
import { pngOf } from "./render-png.js";
import { wordsOf } from "./words.js";

interface Props {
  readonly login: Login;
  readonly sequence: Sequence;
  /** Width in which it is drawn on the page, px. */
  readonly width: number;
}

/** The diagram as a file, or as text to paste. None of them holds a secret. */
export function ExportButtons({ login, sequence, width }: Props) {
  const { gateway, failure } = useApp();
  const [copied, setCopied] = useState<"copy" | "copied" | "copy_failed">("copy");
  const safe = () => redacted(sequence, login);
  const mermaid = async () => mermaidOf(await safe(), wordsOf(sequence.startedAt));
  const drawing = async () => drawingOf(await safe(), width);
  const writers: Readonly<Record<string, () => Promise<Blob>>> = {
    svg: async () => new Blob([(await drawing()).svg], { type: "image/svg+xml" }),
    png: async () => pngOf(await drawing()),
    mmd: async () => new Blob([await mermaid()], { type: "text/vnd.mermaid" }),
  };
  const save = (type: string, write: () => Promise<Blob>) => {
    write()
      .then((blob) => gateway.save(`${nameOf(login.startedAt)}.${type}`, blob))
      .catch((error) => {
        failure.value = `${say("sequence_save_failed")}: ${error instanceof Error ? error.message : String(error)}`;
      });
  };
  return (
    <fieldset class="sequence-tools" aria-label={say("sequence_export")}>
      <button
        type="button"
        onClick={() => {
          mermaid()
            .then((text) => gateway.copy(text))
            .then(
              () => setCopied("copied"),
              () => setCopied("copy_failed"),
            );
        }}
      >
        {say(`sequence_${copied}`)}
      </button>
      {Object.entries(writers).map(([type, write]) => (
        <button
          key={type}
          type="button"
          aria-label={say("sequence_save", type === "mmd" ? ".mmd" : type.toUpperCase())}
          onClick={() => save(type, write)}
        >
          {type === "mmd" ? ".mmd" : type.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}

/** Tells when the login was, and nothing of what is in it. */
const nameOf = (startedAt: number): string =>
  `token-inspector-sequence-${Math.abs(startedAt) <= 8.64e15 ? new Date(startedAt).toISOString().replace(/\..*/, "").replaceAll(":", "-") : "login"}`;
