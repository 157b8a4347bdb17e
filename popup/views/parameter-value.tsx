import { valuesOf } from "../../extension/oauth/parameter.js";
import { MaskedValue } from "../components/masked-value.js";
import { OpenValue } from "../components/nested-value.js";
import { WireText } from "../components/wire-text.js";
import { isSecret } from "../secrets.js";

interface Props {
  readonly name: string;
  readonly value: string;
  /** Whether the value is a list delimited by spaces. */
  readonly list: boolean;
}

/** Longer lists are shown as they stand, which folds. */
const longestList = 2000;

/** The value of a parameter: a list by its members, anything else with what it holds. */
export function ParameterValue({ name, value, list }: Props) {
  if (!list || isSecret(name, value)) return <OpenValue name={name} value={value} />;
  const members = valuesOf(value);
  if (members.length === 0 || value.length > longestList) {
    return <MaskedValue name={name} value={value} nested={null} />;
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
