import type { Check, Finding, Severity } from "../checks/check.js";
import type { Login, StepStatus } from "../flow/login.js";
import type { Provenance } from "../flow/observation.js";
import { secretsOf } from "../flow/traces.js";
import { mask } from "../mask.js";
import { apiMessages } from "./api-messages.js";
import { backChannel } from "./back-channel.js";
import { withFindings } from "./finding-marks.js";
import { frontChannel } from "./front-channel.js";
import { type Lane, Lanes } from "./lanes.js";
import { leakMessages } from "./leaks.js";
import { withUnseenSteps } from "./unseen-steps.js";

/** A login as a sequence diagram: who took part, and what went between them in the order of time. */
export interface Sequence {
  /** First moment that is drawn, ms since the epoch. */
  readonly startedAt: number;
  readonly lanes: readonly Lane[];
  readonly messages: readonly Message[];
}

/** One arrow. */
export interface Message {
  /** Unique within its diagram; stays as it is while a login grows. */
  readonly id: string;
  readonly kind: MessageKind;
  /** Number of the step of the login that it belongs to; null for what is beside the steps. */
  readonly step: number | null;
  /** {@link Lane.id} */
  readonly from: string;
  readonly to: string;
  readonly label: Label;
  readonly status: StepStatus;
  /** Why it was not seen, one plain line; null for what was seen. */
  readonly reason: string | null;
  /** ms since the epoch; null unless seen. */
  readonly at: number | null;
  /** How credentials travelled: `fragment`, `form_post`, `token endpoint`, `header` …; null for a message without any. */
  readonly channel: string | null;
  readonly provenance: Provenance | null;
  /** Parameters, members or headers, in their order. Values may be live credentials. */
  readonly rows: readonly Row[];
  /** Which view of the inspector shows all of it; null for none. */
  readonly view: "messages" | "tokens" | "calls" | null;
  /** Whether it tells of a failure: an error response, a status from 400 on, no answer at all. */
  readonly fault: boolean;
  /** What findings on it name as their place: a URL without query, or the name of a storage item. */
  readonly place: string;
  /** Fired findings of low severity and above that belong here, the gravest first. */
  readonly findings: readonly Mark[];
}

/** A fired finding. */
export interface Mark {
  readonly check: Check;
  readonly severity: Severity;
}

/** A name with its value; null for one that was withheld. */
export interface Row {
  readonly name: string;
  readonly value: string | null;
}

/** Text of the wire as it is, or words to be said in the language of the reader with values in them. Holds no secret. */
export type Label =
  | { readonly wire: string }
  | { readonly said: Said; readonly values: readonly (string | number)[] };

export type Said =
  | "acted"
  | "authenticates"
  | "click"
  | "failed"
  | "fragment"
  | "leak_any_origin"
  | "leak_body"
  | "leak_cookie"
  | "leak_header"
  | "leak_history"
  | "leak_referer"
  | "leak_storage"
  | "leak_url"
  | "left_in_url"
  | "login_prompt"
  | "more_calls"
  | "other_calls"
  | "posting_page"
  | "prompt"
  | "submission";

export type MessageKind =
  | "click"
  | "pushed-request"
  | "pushed-answer"
  | "request"
  | "hop"
  | "prompt"
  | "submission"
  | "response"
  | "delivery"
  | "token-request"
  | "token-answer"
  | "api-call"
  | "api-answer"
  | "logout"
  | "leak-referer"
  | "leak-site"
  | "leak-storage"
  | "leak-cookie"
  | "leak-url"
  | "leak-anyone";

/** A message before the findings on it are known; what is left out is usual. */
export type Draft = Pick<Message, "id" | "kind" | "from" | "to" | "label"> & Partial<Message>;

/**
 * The sequence diagram of a login, as far as it was seen. A step that was not seen is there with the reason.
 *
 * Pure; never throws. Labels hold names, hosts and paths without long ids; values are in the rows only.
 *
 * @param findings of the login; empty while it is being judged
 */
export function sequenceOf(login: Login, findings: readonly Finding[]): Sequence {
  const lanes = new Lanes(login);
  const drafts = [
    ...frontChannel(login, lanes),
    ...backChannel(login, lanes),
    ...apiMessages(login, lanes),
    ...leakMessages(login, lanes),
  ];
  const masked = maskFor(login);
  const seen = drafts
    .map((draft) => complete({ ...draft, label: masked(draft.label) }))
    .toSorted((a, b) => timeOf(a) - timeOf(b));
  const startedAt = seen[0]?.at ?? login.startedAt;
  // A browser tells of a person's act with a request that it caused, at times a later one than the first.
  const isClick = ({ kind }: Message) => kind === "click";
  const clicks = seen.filter(isClick).map((click) => ({ ...click, at: startedAt }));
  const inOrder = [...clicks, ...seen.filter((message) => !isClick(message))];
  const messages = withUnseenSteps(login, lanes, inOrder);
  return { startedAt, lanes: lanes.list(), messages: withFindings(login, messages, findings) };
}

const timeOf = ({ at }: Message): number => at ?? 0;

const complete = (draft: Draft): Message => ({
  step: null,
  status: "seen",
  reason: null,
  at: null,
  channel: null,
  provenance: null,
  rows: [],
  view: null,
  fault: false,
  place: "",
  findings: [],
  ...draft,
});

/** Masks the login's own credentials, which a path may hold. */
function maskFor({ tokens, response }: Login): (label: Label) => Label {
  const secrets = secretsOf(tokens, response);
  const masked = (text: string) => secrets.reduce((rest, { raw }) => rest.replaceAll(raw, mask(raw)), text);
  return (label) =>
    "wire" in label
      ? { wire: masked(label.wire) }
      : {
          ...label,
          values: label.values.map((value) => (typeof value === "string" ? masked(value) : value)),
        };
}
