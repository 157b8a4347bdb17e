import type { Nested } from "../../extension/nested/nested.js";
import { valuesOf } from "../../extension/oauth/parameter.js";
import { MaskedValue } from "../components/masked-value.js";
import { WireText } from "../components/wire-text.js";
import { isSecret } from "../secrets.js";

interface Props {
  readonly name: string;
  readonly value: string;
  /** Whether the value is a list delimited by spaces. */
  readonly list: boolean;
  /** What the value holds, which is drawn elsewhere; null for nothing. */
  readonly nested: Nested | null;
}

/** Longer lists are shown as they stand, which folds. */
const longestList = 2000;

/** The value of a parameter: a list by its members, credentials masked. */
export function ParameterValue({ name, value, list, nested }: Props) {
  const members = valuesOf(value);
  if (!list || isSecret(name, value) || members.length === 0 || value.length > longestList) {
    return <MaskedValue name={name} value={value} nested={nested} />;
  }
  return (
    <span class="chips">
      {members.map((member, index) => (
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
