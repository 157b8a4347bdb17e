import type { ComponentChildren } from "preact";
import { type Copies, CopyMenu } from "../components/copy-menu.js";
import { RawText } from "../components/raw-text.js";
import { ClockTime } from "../components/time.js";
import { say } from "../text/say.js";
import { offset } from "../text/time.js";

interface Props {
  readonly at: number;
  readonly startedAt: number;
  /** The message as it stood. */
  readonly raw: string;
  /** Says of what the raw text is, as in `Show raw request`. */
  readonly name: string;
  /** What it is copied as. */
  readonly copies: () => Copies;
  /** Whether the raw text holds the headers; false unless told. */
  readonly hasHeaders?: boolean;
  readonly children?: ComponentChildren;
}

/** When a message was seen, what else is to say of it, and its raw text one click away. */
export function MessageLine({ at, startedAt, raw, name, copies, hasHeaders = false, children }: Props) {
  return (
    <div class="message-line">
      <ClockTime at={at} /> <span class="offset">{offset(at - startedAt)}</span>
      {children}
      <CopyMenu name={name} copies={copies} />
      <RawText text={raw} name={name} note={hasHeaders ? null : say("messages_raw_no_headers")} />
    </div>
  );
}
