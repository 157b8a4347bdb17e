import type { Login } from "../../extension/flow/login.js";
import { parameterInfo } from "../../extension/oauth/parameter-register.js";
import type { Message, Row } from "../../extension/sequence/sequence.js";
import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { Prose } from "../components/prose.js";
import { Secret } from "../components/secret.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { isSecret } from "../secrets.js";
import { maskWithin } from "../text/mask-within.js";
import { reportedBy } from "../text/provenance.js";
import { say } from "../text/say.js";
import { ParameterValue } from "../views/parameter-value.js";
import type { Choice } from "./choice.js";
import { labelOf, timeOf } from "./words.js";

interface DetailProps {
  readonly login: Login;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly choice: Choice;
}

/** The message that is pointed at, or kept: its parameters, its findings, and where all of it is shown. */
export function MessageDetail({ login, startedAt, choice }: DetailProps) {
  const message = choice.shown;
  return (
    <section class="sequence-detail" aria-label={say("sequence_detail")} data-message={message?.id}>
      {message === null ? (
        <p class="muted">{say("sequence_hint")}</p>
      ) : (
        <>
          <Heading startedAt={startedAt} message={message} choice={choice} />
          <Marks message={message} />
          <Rows message={message} secrets={secretsOf(login)} />
        </>
      )}
    </section>
  );
}

interface HeadingProps {
  readonly startedAt: number;
  readonly message: Message;
  readonly choice: Choice;
}

function Heading({ startedAt, message, choice }: HeadingProps) {
  const { view } = useApp();
  const { step, channel, provenance, status, view: target } = message;
  return (
    <header>
      <h2>
        {step === null ? null : <span class="muted">{say("sequence_step", step)} </span>}
        <WireText text={labelOf(message)} />
      </h2>
      {channel === null ? null : <Tag text={channel} />}
      <span class="muted">
        {status === "seen"
          ? timeOf(message, startedAt)
          : say(status === "not-seen" ? "sequence_not_seen" : "sequence_not_visible")}
        {provenance === null || provenance === "browser" ? "" : ` · ${reportedBy(provenance)}`}
      </span>
      {target === null ? null : (
        <button
          type="button"
          onClick={() => {
            view.value = target;
          }}
        >
          {say(`sequence_show_${target}`)}
        </button>
      )}
      {choice.kept === message.id ? (
        <button type="button" class="quiet" onClick={choice.release}>
          {say("sequence_release")}
        </button>
      ) : null}
    </header>
  );
}

function Marks({ message: { findings } }: { readonly message: Message }) {
  if (findings.length === 0) return null;
  return (
    <ul class="sequence-marks">
      {findings.map(({ check, severity }) => (
        <li key={check.id}>
          <Mark weight={severity} />{" "}
          <span class="severity" data-weight={severity}>
            {severity}
          </span>{" "}
          <Prose text={check.title} />
        </li>
      ))}
    </ul>
  );
}

function Rows({ message, secrets }: { readonly message: Message; readonly secrets: readonly string[] }) {
  const { rows, reason, id } = message;
  if (reason !== null || rows.length === 0) {
    return <p class="muted">{reason ?? say("sequence_no_rows")}</p>;
  }
  return (
    <dl class="facts" aria-label={say("sequence_parameters")}>
      {rows.map((row, index) => (
        <div key={`${id} ${index}`} data-row={row.name}>
          <dt>
            <WireText text={row.name} />
          </dt>
          <dd>
            <Value row={row} secrets={secrets} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie|dpop)$/i;

function Value({
  row: { name, value },
  secrets,
}: {
  readonly row: Row;
  readonly secrets: readonly string[];
}) {
  if (value === null) return <em class="muted">{say("sequence_withheld")}</em>;
  if (secretHeaders.test(name)) return <Secret value={value} name={name} />;
  if (isSecret(name, value) || value === "")
    return <ParameterValue name={name} value={value} list={false} nested={null} />;
  const masked = maskWithin(value, secrets);
  return (
    <ParameterValue name={name} value={masked} list={parameterInfo(name)?.list ?? false} nested={null} />
  );
}

/** Credentials of a login, which other values may hold. */
const secretsOf = ({ tokens, response }: Login): readonly string[] => [
  ...tokens.map(({ raw }) => raw),
  ...(response?.parameters ?? []).filter(({ name }) => name === "code").map(({ value }) => value),
];
