import { useId } from "preact/hooks";
import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import type { SecretEncoding } from "../../extension/workbench/secret.js";
import { ConcealedField } from "../components/concealed-field.js";
import { WireText } from "../components/wire-text.js";
import type { KeySource, Trial } from "../workbench/trial.js";

interface Props {
  readonly token: PastedToken;
  readonly trial: Trial;
}

const sources: readonly (readonly [KeySource, string])[] = [
  ["url", "Key set URL"],
  ["keys", "Key"],
  ["secret", "Secret"],
];

/** The key to verify or decrypt with: where it comes from, the key itself, and the button that tries it. */
export function WorkbenchKey({ token: { decoded }, trial }: Props) {
  const isJwe = decoded.format === "jwe";
  // What a server publishes opens nothing.
  const offered = isJwe ? sources.filter(([source]) => source !== "url") : sources;
  const { source, attempt, isEmpty, reading } = trial;
  const group = useId();
  const choose = (chosen: KeySource) => {
    source.value = chosen;
    trial.changed();
  };
  return (
    <form
      class="workbench-key"
      aria-label={isJwe ? "Decrypt" : "Verify"}
      onSubmit={(event) => {
        event.preventDefault();
        trial.go();
      }}
    >
      <fieldset>
        <legend>{isJwe ? "Decrypt with" : "Verify with"}</legend>
        {offered.map(([name, label]) => (
          <label key={name}>
            <input type="radio" name={group} checked={source.value === name} onChange={() => choose(name)} />{" "}
            {label}
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
        {isJwe ? "Decrypt" : source.value === "url" ? "Fetch and verify" : "Verify"}
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
        aria-label="Key set URL"
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
        label="Key"
        rows={4}
        placeholder="JWK, JWK Set, or PEM: public key, private key or certificate"
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
        label="Secret"
        rows={2}
        value={secretText.value}
        onInput={(value) => {
          secretText.value = value;
          changed();
        }}
      />
      <label>
        written as{" "}
        <select
          value={encoding.value}
          onChange={(event) => {
            encoding.value = event.currentTarget.value as SecretEncoding;
            changed();
          }}
        >
          <option value="text">text</option>
          <option value="base64url">base64url</option>
          <option value="hex">hex</option>
        </select>
      </label>
    </div>
  );
}
