import { useMemo, useState } from "preact/hooks";
import { templateOf } from "../../extension/copy-as/template.js";
import { prettyJson } from "../../extension/oauth/pretty-json.js";
import { CopyMenu } from "../components/copy-menu.js";
import { WireText } from "../components/wire-text.js";
import { bodyCopies } from "../copy-choices.js";
import { say } from "../text/say.js";

interface Props {
  readonly body: string;
  /** Says of what, as in `Copy answer body`. */
  readonly name: string;
}

/** A body: JSON in lines, or as it came; credentials in it are masked until a click reveals them. */
export function BodyText({ body, name }: Props) {
  const pretty = useMemo(() => prettyJson(body), [body]);
  const [raw, setRaw] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const text = raw ? body : (pretty ?? body);
  const masked = useMemo(() => withoutSecrets(text), [text]);
  const kind = body === "" ? say("calls_body_empty") : pretty === null ? say("calls_body_text") : "JSON";
  return (
    <div class="body-text">
      <h3>
        {name} <span class="muted">{kind}</span>{" "}
        {body === "" ? null : <CopyMenu name={name} copies={() => bodyCopies(body)} />}
        {masked === text ? null : (
          <button type="button" class="quiet" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
            {say(revealed ? "calls_hide_secrets" : "calls_reveal_secrets")}
          </button>
        )}
        {pretty === null ? null : (
          <button type="button" class="quiet" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {say("calls_body_raw")}
          </button>
        )}
      </h3>
      {body === "" ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <pre class="body" data-body tabIndex={0}>
          <WireText text={revealed ? text : masked} multiline />
        </pre>
      )}
    </div>
  );
}

export const withoutSecrets = (body: string): string =>
  templateOf({ method: "GET", url: "", headers: [], body }, "variables")
    .body?.map((piece) => (typeof piece === "string" ? piece : "••••"))
    .join("") ?? body;
