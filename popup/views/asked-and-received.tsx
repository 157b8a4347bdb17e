import { useMemo } from "preact/hooks";
import { askedAndReceived } from "../../extension/flow/asked-and-received.js";
import type { Comparison, Side } from "../../extension/flow/comparison.js";
import type { Login } from "../../extension/flow/login.js";
import { readNested } from "../../extension/nested/read-nested.js";
import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { MaskedValue } from "../components/masked-value.js";
import { Prose } from "../components/prose.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import type { Weight } from "../findings-summary.js";
import { say } from "../text/say.js";

/** What the request asked for beside what came back, parameter by parameter. Nothing while there is no response. */
export function AskedAndReceived({ login }: { readonly login: Login }) {
  const { told } = useApp().verdicts;
  const server = told.value?.theCase.login.id === login.id ? told.value.theCase.server : undefined;
  const rows = useMemo(() => askedAndReceived(login, server), [login, server]);
  if (rows.length === 0) return null;
  const title = say("messages_compared");
  return (
    <section class="message" aria-label={title} data-compared={rows.length}>
      <h2>{title}</h2>
      {rows.every(({ asked }) => asked.state === "not-visible") ? (
        <p class="muted">{say("messages_compared_nothing")}</p>
      ) : (
        <table class="wide compared" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{say("messages_column_parameter")}</th>
              <th scope="col">{say("messages_column_asked")}</th>
              <th scope="col">{say("messages_column_received")}</th>
              <th scope="col">{say("messages_column_outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.what} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ row }: { readonly row: Comparison }) {
  const { what, asked, received, outcome, missing, added } = row;
  return (
    <tr data-compared-parameter={what} data-outcome={outcome}>
      <th scope="row">{what}</th>
      <td data-column={say("messages_column_asked")}>
        <SideValue what={what} side={asked} of="asked" />
      </td>
      <td data-column={say("messages_column_received")}>
        <SideValue what={what} side={received} of="received" />
      </td>
      <td class="outcome" data-weight={weightOf(row)}>
        <Mark weight={weightOf(row)} /> {say(outcomes[outcome])}
        {missing.length > 0 && outcome !== "missing" ? <Members name="lacking" members={missing} /> : null}
        {added.length > 0 ? <Members name="added" members={added} /> : null}
      </td>
    </tr>
  );
}

const outcomes = {
  same: "messages_outcome_same",
  met: "messages_outcome_met",
  differs: "messages_outcome_differs",
  missing: "messages_outcome_missing",
  "not-asked": "messages_outcome_not_asked",
  "not-visible": "messages_outcome_not_visible",
} as const;

/** Where a server may give less than was asked. */
const voluntary = new Set(["scope", "acr_values", "login_hint", "claims.id_token", "claims.userinfo"]);

function weightOf({ what, outcome }: Comparison): Weight {
  if (outcome === "same" || outcome === "met") return "pass";
  if (outcome === "not-visible") return "undetermined";
  return outcome === "not-asked" ? "info" : voluntary.has(what) ? "low" : "medium";
}

function Members({ name, members }: { name: "lacking" | "added"; members: readonly string[] }) {
  return (
    <p class="muted">
      <WireText text={say(`messages_outcome_${name}`, members.join(" "))} />
    </p>
  );
}

interface SideProps {
  readonly what: Comparison["what"];
  readonly side: Side;
  readonly of: "asked" | "received";
}

function SideValue({ what, side, of }: SideProps) {
  if (!("value" in side)) {
    return (
      <span class="muted">
        {say(side.state === "none" ? "messages_side_none" : "messages_side_not_visible")}
      </span>
    );
  }
  const note = noteOf(what, side, of);
  return (
    <>
      <Value what={what} value={side.value} of={of} />
      {note === null ? null : (
        <p class="muted">
          <Prose text={note} />
        </p>
      )}
    </>
  );
}

function Value({ what, value, of }: { what: Comparison["what"]; value: string; of: SideProps["of"] }) {
  if (what === "max_age" && of === "asked") return <>{say("messages_seconds", value)}</>;
  const at = what === "max_age" ? Number(value) * 1000 : Number.NaN;
  if (Number.isFinite(at)) return <ClockTime at={at} />;
  return <MaskedValue name={what} value={value} nested={readNested(value)} />;
}

function noteOf(what: Comparison["what"], side: Side, of: SideProps["of"]): string | null {
  if (
    side.state === "implied" &&
    (what === "response_mode" || what === "scope" || what === "response_type")
  ) {
    return say(`messages_implied_${what}`);
  }
  if (of === "asked") return what === "iss" ? say("messages_asked_iss") : null;
  return what === "max_age" || what === "acr_values" || what === "nonce" || what === "login_hint"
    ? say(`messages_received_${what}`)
    : null;
}
