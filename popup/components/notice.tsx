import type { ComponentChildren } from "preact";
import type { Weight } from "../findings-summary.js";
import { Mark } from "./mark.js";

interface Props {
  readonly weight: Weight;
  readonly role?: "alert" | "status" | "note";
  readonly children: ComponentChildren;
}

/** A line that wants to be read, with its mark. */
export function Notice({ weight, role = "note", children }: Props) {
  return (
    <div class="notice" role={role} data-weight={weight}>
      <Mark weight={weight} />
      <div>{children}</div>
    </div>
  );
}
