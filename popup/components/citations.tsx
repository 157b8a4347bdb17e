import type { Citation } from "../../extension/checks/check.js";

interface Props {
  readonly citations: readonly Citation[];
  /** Of what cites them. */
  readonly id?: string;
}

/** Where it is written, and under which name it is known. */
export function Citations({ citations, id }: Props) {
  return (
    <p class="citations">
      {citations.map(({ label, url }) => (
        <a key={url} href={url} target="_blank" rel="noreferrer">
          {label}
        </a>
      ))}{" "}
      {id ? <span class="muted wire">{id}</span> : null}
    </p>
  );
}
