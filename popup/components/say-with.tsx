import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

interface Props {
  readonly name: TextName;
  /** What stands in the places of `$1` to `$9`. */
  readonly parts: readonly ComponentChildren[];
}

/** A text around elements, which stand where its language puts them. */
export function SayWith({ name, parts }: Props) {
  const pieces = say(name, ...parts.map((_, index) => `\uE000${index}\uE000`)).split("\uE000");
  return (
    <>
      {pieces.map((piece, index) => (
        <Fragment key={index}>{index % 2 === 1 ? parts[Number(piece)] : piece}</Fragment>
      ))}
    </>
  );
}
