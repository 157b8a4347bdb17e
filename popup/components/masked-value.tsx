import { mask } from "../../extension/mask.js";
import { leavesOf, type Nested } from "../../extension/nested/nested.js";
import { isSecret } from "../secrets.js";
import { maskWithin } from "../text/mask-within.js";
import { say } from "../text/say.js";
import { TokenRaw } from "../views/token-raw.js";
import { Folded } from "./folded.js";
import { Secret } from "./secret.js";

interface Props {
  readonly name: string;
  readonly value: string;
  /** What the value holds, if it holds more than it shows. */
  readonly nested: Nested | null;
}

/** A value, masked where it is a credential, and in part where it holds one. */
export function MaskedValue({ name, value, nested }: Props) {
  if (value === "") return <span class="muted">{say("messages_empty")}</span>;
  if (isSecret(name, value)) {
    return (
      <Secret value={value} name={name}>
        {nested?.kind === "jwt" && nested.encodings.length === 0 ? <TokenRaw raw={value} /> : undefined}
      </Secret>
    );
  }
  const secrets = nested === null ? [] : secretsIn(nested);
  if (secrets.length === 0) return <Folded text={value} />;
  return <Secret value={value} name={name} masked={withoutSecrets(value, secrets)} />;
}

const secretsIn = (nested: Nested): readonly string[] =>
  leavesOf(nested)
    .filter(({ name, value }) => isSecret(name, value))
    .map(({ value }) => value);

/** Where a secret stands otherwise encoded, so that it cannot be found, all of the text is masked. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  const isFound = (secret: string) => maskWithin(text, [secret]) !== text;
  return secrets.length <= 20 && secrets.every(isFound) ? maskWithin(text, secrets) : mask(text);
}
