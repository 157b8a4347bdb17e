import type { Login } from "../../extension/flow/login.js";
import { say } from "../text/say.js";
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
      words: say("shell_mark_private"),
      explained: say("shell_mark_private_about"),
    });
  }
  if (surroundings.container !== null) {
    const explained = say("shell_mark_container_about");
    marks.push({ kind: "container", words: surroundings.container, explained });
  }
  if (request === null && response !== null) {
    const name = visibility.allSites ? "shell_mark_unsolicited" : "shell_mark_request_unseen";
    marks.push({ kind: "unsolicited", words: say(name), explained: say(`${name}_about`) });
  }
  if (pinned) {
    marks.push({
      kind: "pinned",
      words: say("shell_mark_pinned"),
      explained: say("shell_mark_pinned_about"),
    });
  }
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
