import { useState } from "preact/hooks";
import { say, sayCount } from "../text/say.js";
import { Folded } from "./folded.js";
import { WireText } from "./wire-text.js";

/** How many members of one object or array are drawn at first. */
const most = 50;

/** So many levels with so few members are open at first. */
const open = { levels: 2, members: 12 };

interface Props {
  /** As JSON has it. */
  readonly value: unknown;
  readonly level?: number;
}

/** A JSON value: objects and arrays as a tree that opens level by level, long text folded. */
export function JsonTree({ value, level = 0 }: Props) {
  const [shown, setShown] = useState(most);
  const members = membersOf(value);
  if (members === null || isShortList(value)) return <Folded text={inLine(value)} limit={240} />;
  return (
    <>
      <ul class="json-tree" data-list={Array.isArray(value) || undefined}>
        {members.slice(0, shown).map(([name, member]) => (
          <li key={name}>
            <Member name={name} value={member} level={level} />
          </li>
        ))}
      </ul>
      {members.length > shown ? (
        <button type="button" class="quiet" onClick={() => setShown(shown + most * 4)}>
          {say("tokens_more_members", members.length - shown)}
        </button>
      ) : null}
    </>
  );
}

function Member({ name, value, level }: Required<Props> & { readonly name: string }) {
  const members = membersOf(value);
  const [isOpen, setOpen] = useState(level < open.levels && (members?.length ?? 0) <= open.members);
  const label = (
    <span class="json-name">
      <WireText text={name} />
    </span>
  );
  if (members === null || isShortList(value)) {
    return (
      <>
        {label} <Folded text={inLine(value)} limit={240} />
      </>
    );
  }
  return (
    <details class="unfolds" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label} <span class="muted">{sayCount("tokens_members", members.length)}</span>
      </summary>
      {isOpen ? <JsonTree value={value} level={level + 1} /> : null}
    </details>
  );
}

/** Members of an object or array that is not empty; null for anything else. */
function membersOf(value: unknown): readonly (readonly [name: string, value: unknown])[] | null {
  if (typeof value !== "object" || value === null) return null;
  const members = Object.entries(value);
  return members.length > 0 ? members : null;
}

/** Whether it is an array that is read most easily on one line, such as `["pwd", "mfa"]`. */
const isShortList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 12 &&
  value.every((member) => typeof member !== "object" || member === null) &&
  inLine(value).length <= 60;

const inLine = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map((member) => JSON.stringify(member)).join(", ")}]`
    : JSON.stringify(value);
