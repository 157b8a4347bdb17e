import { useState } from "preact/hooks";
import { useApp } from "../app-context.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { obstacleToPattern } from "../endpoint-pattern.js";

/** URLs that count as authorization endpoints because the person says so. */
export function SettingsPatterns() {
  const { settings, saveSettings } = useApp();
  const { patterns } = settings.value;
  return (
    <section aria-label="Authorization endpoints of your own">
      <h2>Authorization endpoints of your own</h2>
      <p class="muted">
        <Prose text="Requests are recognised by their parameters. For a provider whose requests are not, name the beginning of the endpoint's URL, with `*` for any characters: there every request with a `client_id` counts, from the next login on." />
      </p>
      {patterns.length > 0 ? (
        <ul class="entries" aria-label="Authorization endpoints">
          {patterns.map((pattern) => (
            <li key={pattern} data-pattern={pattern}>
              <span class="entry">
                <WireText text={pattern} />
              </span>
              <button
                type="button"
                aria-label={`Remove ${pattern}`}
                onClick={() =>
                  saveSettings({ ...settings.value, patterns: patterns.filter((other) => other !== pattern) })
                }
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <PatternForm />
    </section>
  );
}

function PatternForm() {
  const { settings, saveSettings } = useApp();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const add = (event: Event) => {
    event.preventDefault();
    const obstacle = obstacleToPattern(text, settings.value);
    setFault(obstacle);
    if (obstacle !== null) return;
    saveSettings({ ...settings.value, patterns: [...settings.value.patterns, text.trim()] });
    setText("");
  };
  return (
    <form class="pattern-form" onSubmit={add}>
      <input
        type="text"
        aria-label="Authorization endpoint"
        aria-invalid={fault !== null}
        aria-describedby="pattern-fault"
        placeholder="https://login.example/start*"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setFault(null);
        }}
      />
      <button type="submit">Add</button>
      <p id="pattern-fault" class="fault" role="status">
        {fault}
      </p>
    </form>
  );
}
