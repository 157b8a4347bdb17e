import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";

interface Props {
  readonly text: string | (() => string);
  /** Says of what, as in `Copy access_token`. */
  readonly name: string;
}

/** How long it is told that something was copied, ms. */
const toldMs = 2000;

/** Copies, and tells for a moment whether that went well. */
export function useCopy() {
  const { gateway } = useApp();
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), toldMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (text: string) =>
    gateway.copy(text).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  return { outcome, copy };
}

export function CopyButton({ text, name }: Props) {
  const { outcome, copy } = useCopy();
  return (
    <CopyWords name={name} outcome={outcome} onClick={() => copy(typeof text === "string" ? text : text())} />
  );
}

interface WordsProps {
  readonly name: string;
  readonly outcome: ReturnType<typeof useCopy>["outcome"];
  readonly onClick: () => void;
}

/** The button itself, which keeps its width whatever it says. */
export function CopyWords({ name, outcome, onClick }: WordsProps) {
  const words = {
    ready: say("calls_copy"),
    copied: say("calls_copied"),
    failed: say("calls_copy_fault"),
  };
  return (
    <>
      <button
        type="button"
        class="quiet copy"
        data-outcome={outcome ?? "ready"}
        aria-label={say("calls_copy_named", name)}
        onClick={onClick}
      >
        {(["ready", "copied", "failed"] as const).map((state) => (
          <span key={state} data-shown={state === (outcome ?? "ready")} aria-hidden="true">
            {words[state]}
          </span>
        ))}
      </button>
      <span role="status" class="hidden-words">
        {outcome === null ? "" : say(`calls_${outcome === "copied" ? "copied" : "copy_failed"}`)}
      </span>
    </>
  );
}
