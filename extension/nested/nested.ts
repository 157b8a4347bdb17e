import type { DecodedToken } from "../token/decode.js";

/**
 * A value that holds more than it shows, opened.
 *
 * `text`: readable text that was encoded. `query`: urlencoded parameters without a URL around them.
 */
export interface Nested {
  readonly kind: "jwt" | "json" | "url" | "query" | "text";
  /** What was taken off to get at it, the outermost first. */
  readonly encodings: readonly Encoding[];
  /** Of a JWT its parts, of JSON its members or items, of a URL and a query its parameters, of text nothing but itself. */
  readonly members: readonly NestedMember[];
  /** How many further members there are, which were not opened. */
  readonly leftOut: number;
  /** Only of a JWT; decoded, not verified. */
  readonly token?: Exclude<DecodedToken, { format: "opaque" }>;
}

export type Encoding = "base64url" | "percent";

export interface NestedMember {
  /** Name of a parameter or member, number of an item. */
  readonly name: string;
  /** What kind of place it has; `item` of a JSON array, `header` and `payload` of a JWT. */
  readonly place: "member" | "item" | "query" | "fragment" | "header" | "payload" | "text";
  /** Text of the value; JSON where it is no string. Empty for what stands in `nested` anyway: a part, an object, an array. */
  readonly value: string;
  /** Whether the value is JSON as it stands: a number, a literal, or what is too deep to be opened. */
  readonly isJson: boolean;
  /** null where the value holds no more than it shows. */
  readonly nested: Nested | null;
}

/** All values with their names, at all depths. */
export const leavesOf = ({ members }: Nested): readonly NestedMember[] =>
  members.flatMap((member) => [member, ...(member.nested ? leavesOf(member.nested) : [])]);
