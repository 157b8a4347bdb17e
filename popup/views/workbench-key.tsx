import { useId } from "preact/hooks";
import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import type { SecretEncoding } from "../../extension/workbench/secret.js";
import { ConcealedField } from "../components/concealed-field.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import type { KeySource, Trial } from "../workbench/trial.js";

interface Props {
  readonly token: PastedToken;
  readonly trial: Trial;
}

const sources: readonly KeySource[] = ["url", "keys", "secret"];

/** The key to verify or decrypt with: where it comes from, the key itself, and the button that tries it. */
export function WorkbenchKey({ token: { decoded }, trial }: Props) {
  const isJwe = decoded.format === "jwe";
  // What a server publishes opens nothing.
  const offered = isJwe ? sources.filter((source) => source !== "url") : sources;
  const { source, attempt, isEmpty, reading } = trial;
  const group = useId();
  const choose = (chosen: KeySource) => {
    source.value = chosen;
    trial.changed();
  };
  return (
    <form
      class="workbench-key"
      aria-label={say(isJwe ? "workbench_decrypt" : "workbench_verify")}
      onSubmit={(event) => {
        event.preventDefault();
        trial.go();
      }}
    >
      <fieldset>
        <legend>{say(isJwe ? "workbench_decrypt_with" : "workbench_verify_with")}</legend>
        {offered.map((name) => (
          <label key={name}>
            <input type="radio" name={group} checked={source.value === name} onChange={() => choose(name)} />{" "}
            {say(`workbench_from_${name}`)}
          </label>
        ))}
      </fieldset>
      <KeyInput trial={trial} />
      {reading.value?.problems.map((problem) => (
        <p key={problem} class="fault">
          <WireText text={problem} />
        </p>
      ))}
      <button type="submit" class="primary" disabled={isEmpty.value || attempt.value.stage === "busy"}>
        {isJwe
          ? say("workbench_decrypt")
          : say(source.value === "url" ? "workbench_fetch_and_verify" : "workbench_verify")}
      </button>
    </form>
  );
}

function KeyInput({ trial }: { readonly trial: Trial }) {
  const { source, url, keyText, secretText, encoding, changed } = trial;
  if (source.value === "url") {
    return (
      <input
        type="text"
        aria-label={say("workbench_from_url")}
        placeholder="https://login.example/.well-known/jwks.json"
        spellcheck={false}
        autocomplete="off"
        value={url.value}
        onInput={(event) => {
          url.value = event.currentTarget.value;
          changed();
        }}
      />
    );
  }
  if (source.value === "keys") {
    return (
      <ConcealedField
        key="keys"
        label={say("workbench_from_keys")}
        rows={4}
        placeholder={say("workbench_keys_hint")}
        value={keyText.value}
        onInput={(value) => {
          keyText.value = value;
          changed();
        }}
      />
    );
  }
  return (
    <div class="secret-line">
      <ConcealedField
        key="secret"
        label={say("workbench_from_secret")}
        rows={2}
        value={secretText.value}
        onInput={(value) => {
          secretText.value = value;
          changed();
        }}
      />
      <label>
        {say("workbench_written_as")}{" "}
        <select
          value={encoding.value}
          onChange={(event) => {
            encoding.value = event.currentTarget.value as SecretEncoding;
            changed();
          }}
        >
          <option value="text">{say("workbench_as_text")}</option>
          <option value="base64url">base64url</option>
          <option value="hex">hex</option>
        </select>
      </label>
    </div>
  );
}
