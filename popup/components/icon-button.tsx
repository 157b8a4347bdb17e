import type { ComponentProps } from "preact";
import { Icon } from "./icon.js";

interface Props {
  readonly icon: ComponentProps<typeof Icon>["name"];
  readonly label: string;
  /** Whether it is switched on; null for what is no switch. */
  readonly pressed: boolean | null;
  /** Whether it stands out without being switched on. */
  readonly marked?: boolean;
  /** As `aria-keyshortcuts` has it. */
  readonly shortcut: string;
  readonly onClick: () => void;
}

/** A button that shows a sign alone, and its words and key on hover. */
export function IconButton({ icon, label, pressed, marked = false, shortcut, onClick }: Props) {
  return (
    <button
      type="button"
      class="iconic"
      data-marked={marked}
      aria-label={label}
      aria-pressed={pressed ?? undefined}
      aria-keyshortcuts={shortcut}
      title={`${label} (${shortcut})`}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
