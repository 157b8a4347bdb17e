import { useState } from "preact/hooks";
import { useApp } from "../app-context.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { obstacleToPattern } from "../endpoint-pattern.js";
import { say } from "../text/say.js";

/** URLs that count as authorization endpoints because the person says so. */
export function SettingsPatterns() {
  const { settings, saveSettings } = useApp();
  const { patterns } = settings.value;
  return (
    <section aria-label={say("settings_patterns")}>
      <h2>{say("settings_patterns")}</h2>
      <p class="muted">
        <Prose text={say("settings_patterns_about")} />
      </p>
      {patterns.length > 0 ? (
        <ul class="entries" aria-label={say("settings_patterns_list")}>
          {patterns.map((pattern) => (
            <li key={pattern} data-pattern={pattern}>
              <span class="entry">
                <WireText text={pattern} />
              </span>
              <button
                type="button"
                aria-label={say("settings_remove_one", pattern)}
                onClick={() =>
                  saveSettings({ ...settings.value, patterns: patterns.filter((other) => other !== pattern) })
                }
              >
                {say("settings_remove")}
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
        aria-label={say("settings_pattern")}
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
      <button type="submit">{say("settings_add")}</button>
      <p id="pattern-fault" class="fault" role="status">
        {fault}
      </p>
    </form>
  );
}
