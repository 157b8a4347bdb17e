import type { StepStatus } from "../../extension/flow/login.js";

/** Full, empty, or dashed: seen, not seen, not visible. The words stand beside it. */
export function StepMark({ status }: { readonly status: StepStatus }) {
  return (
    <svg class="step-mark" data-status={status} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="4.5" />
    </svg>
  );
}
