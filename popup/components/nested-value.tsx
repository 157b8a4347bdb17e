import { useState } from "preact/hooks";
import type { Nested, NestedMember } from "../../extension/nested/nested.js";
import { nestedLabel } from "../text/nested-label.js";
import { say, sayCount } from "../text/say.js";
import { MaskedValue } from "./masked-value.js";
import { NestedMeaning } from "./nested-meaning.js";
import { WireText } from "./wire-text.js";

interface Props {
  readonly nested: Nested;
  /** Of the parameter or member that holds it. */
  readonly name: string;
  /** Whether it is a part of an object, whose kind goes without saying. */
  readonly inner?: boolean;
}

/** Values with no more members than this are open from the beginning. */
const small = 8;

/** What a value holds, as a tree that folds. Nothing of it is drawn while it is folded. */
export function NestedValue({ nested, name, inner = false }: Props) {
  const [open, setOpen] = useState(nested.kind !== "jwt" && sizeOf(nested) <= small);
  return (
    <div class="nested" data-nested={nested.kind}>
      <button type="button" class="quiet fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {inner ? sayCount("messages_members", nested.members.length + nested.leftOut) : nestedLabel(nested)}
        <span class="hidden-words"> {say("messages_nested_in", name)}</span>
      </button>
      {open ? (
        <div class="nested-content">
          <Content nested={nested} />
        </div>
      ) : null}
    </div>
  );
}

/** Members that would show; a JWT in it is folded by itself. */
const sizeOf = ({ members }: Nested): number =>
  members.reduce(
    (sum, { nested }) => sum + 1 + (nested === null || nested.kind === "jwt" ? 0 : sizeOf(nested)),
    0,
  );

function Content({ nested: { kind, members, leftOut, token } }: { readonly nested: Nested }) {
  if (kind === "text") return <MaskedValue name="" value={members[0]?.value ?? ""} nested={null} />;
  return (
    <>
      {token?.problems.map((problem) => (
        <p key={problem} class="fault">
          <WireText text={problem} />
        </p>
      ))}
      {token ? members.map((member) => <Part key={member.name} member={member} />) : null}
      {token ? <SignaturePart token={token} /> : <Members members={members} />}
      {leftOut > 0 ? <p class="muted">{sayCount("messages_left_out", leftOut)}</p> : null}
    </>
  );
}

/** Header or claims of a JWT. */
function Part({ member: { name, place, value, nested } }: { readonly member: NestedMember }) {
  return (
    <div class="token-part" data-part={place}>
      <h4>{say(place === "header" ? "messages_header" : "messages_claims")}</h4>
      {nested ? (
        <Members members={nested.members} of={place} />
      ) : (
        <MaskedValue name={name} value={value} nested={null} />
      )}
    </div>
  );
}

function SignaturePart({ token }: { readonly token: NonNullable<Nested["token"]> }) {
  if (token.format === "jwe") return <p class="muted">{say("messages_jwe_closed")}</p>;
  return (
    <p class="token-part" data-part="signature">
      {token.signature === "none"
        ? say("messages_signature_none")
        : say("messages_signature_present", token.alg ?? "?")}
    </p>
  );
}

interface MembersProps {
  readonly members: readonly NestedMember[];
  /** Of which part of a JWT, where names mean what the registers say. */
  readonly of?: NestedMember["place"];
}

const isObject = ({ nested, value }: NestedMember): boolean => nested !== null && value === "";

const signs: Readonly<Partial<Record<NestedMember["place"], string>>> = { query: "?", fragment: "#" };

function Members({ members, of }: MembersProps) {
  return (
    <ul class="nested-members">
      {members.map((member, index) => (
        <li key={index} data-member={member.name}>
          <span class="nested-name">
            {signs[member.place]}
            <WireText text={member.name} />
          </span>
          {isObject(member) ? null : (
            <div class="nested-value">
              <MaskedValue {...member} />
              <NestedMeaning member={member} of={of ?? member.place} />
            </div>
          )}
          {member.nested === null ? null : (
            <NestedValue nested={member.nested} name={member.name} inner={isObject(member)} />
          )}
        </li>
      ))}
    </ul>
  );
}
