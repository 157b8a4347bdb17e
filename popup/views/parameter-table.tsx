import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import { readNested } from "../../extension/nested/read-nested.js";
import type { ResponseMode } from "../../extension/oauth/authorization-request.js";
import type { Parameter } from "../../extension/oauth/parameter.js";
import { parameterInfo } from "../../extension/oauth/parameter-register.js";
import { NestedValue } from "../components/nested-value.js";
import { Prose } from "../components/prose.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { DefaultMode } from "./default-mode.js";
import { ParameterValue } from "./parameter-value.js";

interface Props {
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** Response mode of a request; a row of its own where it was not sent. */
  readonly mode?: ResponseMode;
  /** `state` of the request, null if it had none; undefined where that is unknown or does not apply. */
  readonly expectedState?: string | null | undefined;
}

/** Every parameter in the order of the message, with its meaning. */
export function ParameterTable({ label, parameters, mode, expectedState }: Props) {
  const modeAfter = parameters.findIndex(({ name }) => name === "response_type");
  return (
    <table class="wide" aria-label={label}>
      <colgroup>
        <col class="name-column" />
        <col />
        <col class="meaning-column" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{say("messages_column_name")}</th>
          <th scope="col">{say("messages_column_value")}</th>
          <th scope="col">{say("messages_column_meaning")}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map((parameter, index) => (
          <Fragment key={index}>
            <ParameterRow
              parameter={parameter}
              repeated={parameters.filter(({ name }) => name === parameter.name).length > 1}
              expectedState={expectedState}
              mode={mode}
            />
            {mode && mode.source !== "sent" && index === modeAfter ? <DefaultMode mode={mode} /> : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly parameter: Parameter;
  readonly repeated: boolean;
  readonly expectedState: string | null | undefined;
  readonly mode: ResponseMode | undefined;
}

function ParameterRow({ parameter, repeated, expectedState, mode }: RowProps) {
  const { name, value, problem } = parameter;
  const info = parameterInfo(name);
  const nested = useMemo(() => (info?.list ? null : readNested(value)), [info, value]);
  const row = (
    <tr data-parameter={name}>
      <th scope="row">
        <WireText text={name} />
      </th>
      <td>
        <ParameterValue name={name} value={value} list={info?.list ?? false} nested={nested} />
        {problem === null ? null : <p class="fault">{problem}</p>}
        {repeated ? <p class="fault">{say("messages_sent_twice")}</p> : null}
        {name === "response_mode" && mode?.source === "sent" && mode.resolved !== value ? (
          <p class="muted">{say("messages_stands_for", mode.resolved)}</p>
        ) : null}
        {name === "state" && expectedState !== undefined ? (
          <p class={value === expectedState ? "agrees" : "fault"}>{stateNote(value, expectedState)}</p>
        ) : null}
      </td>
      <td class="meaning" title={info?.source}>
        {info ? <Prose text={info.meaning} /> : <em>{say("messages_not_standard")}</em>}
      </td>
    </tr>
  );
  if (nested === null) return row;
  return (
    <>
      {row}
      <tr class="nested-row">
        <td />
        <td colSpan={2}>
          <NestedValue nested={nested} name={name} />
        </td>
      </tr>
    </>
  );
}

function stateNote(value: string, expected: string | null): string {
  if (expected === null) return say("messages_state_none");
  return say(value === expected ? "messages_state_same" : "messages_state_differs");
}
