import type { Login, Step } from "../flow/login.js";
import { said, wire } from "./label.js";
import type { Lanes } from "./lanes.js";
import type { Label, Message, MessageKind } from "./sequence.js";
import { stepKinds } from "./step-kinds.js";

/** The messages in order, with an arrow for each step that has none: dashed with its reason where it was not seen. */
export function withUnseenSteps(login: Login, lanes: Lanes, seen: readonly Message[]): readonly Message[] {
  const messages = [...seen];
  const kinds = stepKinds(login);
  for (const step of login.steps) {
    const kind = kinds[step.number - 1];
    if (kind === undefined || messages.some((message) => message.step === step.number)) continue;
    const before = messages.findLastIndex((message) =>
      step.at === null
        ? message.step !== null && message.step < step.number
        : message.at !== null && message.at <= step.at,
    );
    messages.splice(before + 1, 0, messageOf(step, kind, routeOf(kind, lanes)));
  }
  return messages;
}

function messageOf(step: Step, kind: MessageKind, [from, to]: Route): Message {
  const { number, status, at, details, provenance } = step;
  const [first = step.title] = details;
  const isSeen = status === "seen";
  return {
    id: `step-${kind}`,
    kind,
    step: number,
    from,
    to,
    label: isSeen ? labelOf(kind, first) : wire(first),
    status,
    reason: isSeen ? null : first,
    at,
    channel: null,
    provenance,
    rows: isSeen ? [{ name: step.title, value: details.join(" · ") }] : [],
    view: null,
    fault: false,
    place: "",
    findings: [],
  };
}

const labelOf = (kind: MessageKind, detail: string): Label =>
  kind === "submission" ? said("authenticates") : wire(detail);

type Route = readonly [from: string, to: string];

function routeOf(kind: MessageKind, lanes: Lanes): Route {
  switch (kind) {
    case "click":
      return ["browser", "client"];
    case "request":
    case "submission":
      return ["browser", "server"];
    case "token-request":
      return ["client", "server"];
    case "token-answer":
      return ["server", "client"];
    case "api-call":
      return ["client", lanes.api()];
    case "api-answer":
      return [lanes.api(), "client"];
    default:
      return ["server", "browser"];
  }
}
