import { useState } from "preact/hooks";
import { useApp } from "../app-context.js";

interface Props {
  readonly text: string;
  /** Says of what, as in `Copy access_token`. */
  readonly name: string;
}

export function CopyButton({ text, name }: Props) {
  const { gateway } = useApp();
  const [outcome, setOutcome] = useState<"Copy" | "Copied" | "Copy failed">("Copy");
  const copy = () => {
    gateway.copy(text).then(
      () => setOutcome("Copied"),
      () => setOutcome("Copy failed"),
    );
  };
  return (
    <button type="button" class="quiet" aria-label={`${outcome} ${name}`} onClick={copy}>
      {outcome}
    </button>
  );
}
