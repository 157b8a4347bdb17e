import type { Login } from "../../extension/flow/login.js";
import { WireText } from "./wire-text.js";

interface Mark {
  readonly kind: "private" | "container" | "unsolicited" | "pinned";
  readonly words: string;
  readonly explained: string;
}

/** What is out of the ordinary about where and how a login took place, and whether it is kept. */
export function marksOf({ surroundings, request, response, visibility }: Login, pinned: boolean) {
  const marks: Mark[] = [];
  if (surroundings.incognito) {
    marks.push({
      kind: "private",
      words: "private window",
      explained: "Forgotten when the last private window closes.",
    });
  }
  if (surroundings.container !== null) {
    marks.push({ kind: "container", words: surroundings.container, explained: "Firefox container" });
  }
  if (request === null && response !== null) {
    marks.push({
      kind: "unsolicited",
      words: visibility.allSites ? "unsolicited response" : "request not seen",
      explained: visibility.allSites
        ? "A response came, but no request for it was seen, though all sites were visible."
        : "A response came, but its request was not visible.",
    });
  }
  if (pinned) marks.push({ kind: "pinned", words: "pinned", explained: "Kept when the oldest have to go." });
  return marks;
}

export function LoginMarks({ marks }: { readonly marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <span class="login-marks">
      {marks.map(({ kind, words, explained }) => (
        <span key={kind} class="tag" data-mark={kind} title={explained}>
          <WireText text={words} />
        </span>
      ))}
    </span>
  );
}
