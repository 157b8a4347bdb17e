import type { Weight } from "../findings-summary.js";

/** Each weight has a shape of its own, so that colour is never the only sign. Drawn, as fonts differ in theirs. */
export const shapes: Readonly<Record<Weight, string>> = {
  high: "M6 1 11.5 11H.5Z",
  medium: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z",
  low: "M6 .5 11.5 6 6 11.5.5 6Z",
  info: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 1.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4Z",
  pass: "m4.6 10.6-4-4 1.5-1.5 2.5 2.5 5.3-5.9 1.6 1.4Z",
  undetermined:
    "M2.6 4C2.6 2 4.1.8 6 .8S9.4 2 9.4 3.8c0 1.2-.6 1.9-1.4 2.5-.7.5-1 .8-1 1.5v.4H5v-.6c0-1.3.6-2 1.4-2.6.7-.5 1-.7 1-1.2 0-.7-.5-1.1-1.4-1.1s-1.4.5-1.4 1.3ZM4.9 9.4h2.2v2.1H4.9Z",
};

/** A weight's mark beside a text that names it. */
export function Mark({ weight }: { readonly weight: Weight }) {
  return (
    <svg class="mark" data-weight={weight} viewBox="0 0 12 12" aria-hidden="true">
      <path d={shapes[weight]} />
    </svg>
  );
}
