import { valuesOf } from "../../extension/oauth/parameter.js";
import { Secret } from "../components/secret.js";
import { WireText } from "../components/wire-text.js";
import { isSecret } from "../secrets.js";

interface Props {
  readonly name: string;
  readonly value: string;
  /** Whether the value is a list delimited by spaces. */
  readonly list: boolean;
}

export function ParameterValue({ name, value, list }: Props) {
  if (value === "") return <span class="muted">empty</span>;
  if (isSecret(name, value)) return <Secret value={value} name={name} />;
  if (!list) return <WireText text={value} />;
  return (
    <span class="chips">
      {valuesOf(value).map((member, index) => (
        <span key={index}>
          {index > 0 ? " " : ""}
          <span class="chip">
            <WireText text={member} />
          </span>
        </span>
      ))}
    </span>
  );
}
