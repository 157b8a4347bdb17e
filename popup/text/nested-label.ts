import type { Nested } from "../../extension/nested/nested.js";
import { say, sayCount } from "./say.js";

/** What a value holds, in words: `base64url of JSON, 3 members`. */
export function nestedLabel(nested: Nested): string {
  const { kind, encodings, members, leftOut } = nested;
  const label = encodings.reduceRight<string>(
    (inside, encoding) => say(`messages_nested_${encoding}`, inside),
    kindOf(nested),
  );
  return kind === "jwt" || kind === "text"
    ? label
    : `${label}, ${sayCount("messages_members", members.length + leftOut)}`;
}

function kindOf({ kind, token }: Nested): string {
  if (token === undefined) return kind === "jwt" ? "JWT" : say(`messages_nested_${kind}`);
  if (token.format === "jwe") return say("messages_nested_jwe");
  return token.signature === "none"
    ? say("messages_nested_unsigned")
    : say("messages_nested_jws", token.alg ?? "?");
}
