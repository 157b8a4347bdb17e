import { WireText } from "./wire-text.js";

interface Props {
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  readonly name?: string;
}

/** What was seen or compared, as labels and values. */
export function Evidence({ evidence, name = "Evidence" }: Props) {
  if (evidence.length === 0) return null;
  return (
    <dl class="facts evidence" aria-label={name}>
      {evidence.map(({ label, value }, index) => (
        <div key={index}>
          <dt>
            <WireText text={label} />
          </dt>
          <dd>
            <WireText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
