import type { ComponentChildren } from "preact";
import type { Parameter } from "../../extension/oauth/parameter.js";
import { type Copies, CopyMenu } from "../components/copy-menu.js";
import { RawText } from "../components/raw-text.js";
import { ClockTime } from "../components/time.js";
import { parameterCopies } from "../copy-choices.js";
import { offset } from "../text/time.js";

interface Props {
  readonly at: number;
  readonly startedAt: number;
  readonly parameters: readonly Parameter[];
  /** Says of what the raw text is, as in `Show raw request`. */
  readonly name: string;
  /** What it is copied as; its parameters unless told. */
  readonly copies?: () => Copies;
  readonly children?: ComponentChildren;
}

/** When a message was seen, what else is to say of it, and its raw text one click away. */
export function MessageLine({ at, startedAt, parameters, name, copies, children }: Props) {
  return (
    <div class="message-line">
      <ClockTime at={at} /> <span class="offset">{offset(at - startedAt)}</span>
      {children}
      <CopyMenu name={name} copies={copies ?? (() => parameterCopies(parameters))} />
      <RawText text={parameters.map(({ raw }) => raw).join("\n&")} name={name} />
    </div>
  );
}
