import { useMemo } from "preact/hooks";
import { WireText } from "../components/wire-text.js";
import { differenceOf } from "../replay/body-difference.js";
import { say } from "../text/say.js";
import { withoutSecrets } from "./body-text.js";

interface Props {
  readonly before: string;
  readonly now: string;
}

const signs = { same: " ", before: "−", now: "+" };

/** How a body differs from the one first seen, line by line, credentials masked. */
export function BodyDifference({ before, now }: Props) {
  const lines = useMemo(() => differenceOf(withoutSecrets(before), withoutSecrets(now)), [before, now]);
  if (before === now) return <p class="agrees">{say("calls_same_body")}</p>;
  if (lines.length === 0) return <p class="fault">{say("calls_secrets_differ")}</p>;
  return (
    <details class="difference" open>
      <summary>{say("calls_body_differs")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <pre class="body" data-difference tabIndex={0}>
        {lines.map(({ kind, text }, index) => (
          <span key={index} data-line={kind}>
            {signs[kind]} <WireText text={text} />
            {"\n"}
          </span>
        ))}
      </pre>
    </details>
  );
}
