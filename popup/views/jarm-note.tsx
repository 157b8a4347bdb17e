import type { AuthorizationResponse } from "../../extension/oauth/authorization-response.js";
import { Prose } from "../components/prose.js";
import { ParameterTable } from "./parameter-table.js";

type Format = NonNullable<AuthorizationResponse["jarm"]>["format"];

const notes: Readonly<Record<Format, string>> = {
  signed: "A signed JWT wraps the response. Unwrapped below, not verified.",
  unsigned: "A JWT without signature wraps the response: anybody could have written it. Unwrapped below.",
  encrypted: "An encrypted JWT wraps the response: it cannot be read without the client's key.",
};

interface Props {
  readonly response: AuthorizationResponse;
  readonly title: string;
}

/** How a response by JARM travelled; nothing for any other (JARM, section 2.1). */
export function JarmNote({ response: { jarm, outer, parameters }, title }: Props) {
  if (jarm === null) return null;
  return (
    <div data-jarm={jarm.format}>
      <p class={jarm.format === "unsigned" ? "fault" : "muted"}>
        <Prose text={notes[jarm.format]} />
      </p>
      {outer === parameters ? null : (
        <>
          <ParameterTable label={`${title} as it travelled`} parameters={outer} />
          <h3 class="inner">Inside the JWT</h3>
        </>
      )}
    </div>
  );
}
