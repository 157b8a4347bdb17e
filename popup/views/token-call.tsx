import { tokenRequest } from "../../extension/copy-as/copied.js";
import type { Login, TokenCall } from "../../extension/flow/login.js";
import { Prose } from "../components/prose.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { requestCopies } from "../copy-choices.js";
import { reportedBy } from "../text/provenance.js";
import { MessageLine } from "./message-line.js";
import { ParameterTable } from "./parameter-table.js";
import { TokenAnswerMessage } from "./token-answer.js";

interface Props {
  readonly login: Login;
  readonly call: TokenCall;
  /** Counted from 1. */
  readonly number: number;
  readonly open: boolean;
}

/** One request to the token endpoint, and what it was answered. */
export function TokenCallMessage({ login, call, number, open }: Props) {
  const { request, pkce, initiator, provenance } = call;
  const title = `Token request ${number}`;
  return (
    <section
      class="message"
      data-message={`token-request-${number}`}
      data-token-call={request.grantType}
      data-pkce={pkce}
      aria-label={title}
    >
      <details open={open}>
        <summary>
          <h2>
            {title} <Tag text={request.grantType} /> <span class="method">POST</span>{" "}
            <WireText text={call.endpoint} />
          </h2>
        </summary>
        <MessageLine
          at={call.at}
          startedAt={login.startedAt}
          parameters={request.parameters}
          name={`token request ${number}`}
          copies={() => requestCopies(tokenRequest(call), [])}
        >
          <span>
            {initiator === null ? "sender not told by the browser" : "sent by "}
            {initiator === null ? null : <WireText text={initiator} />}, {reportedBy[provenance]}
          </span>
        </MessageLine>
        <Verifier call={call} />
        <ParameterTable label={`Parameters of token request ${number}`} parameters={request.parameters} />
        <TokenAnswerMessage login={login} call={call} number={number} />
      </details>
    </section>
  );
}

const verifierNotes: Readonly<Record<TokenCall["pkce"], readonly [words: string, look: string]>> = {
  match: ["`code_verifier` fits the `code_challenge` of the authorization request", "agrees"],
  mismatch: ["`code_verifier` does not fit the `code_challenge` of the authorization request", "fault"],
  absent: ["no `code_verifier` was sent: the code is not bound by PKCE", "muted"],
  undetermined: [
    "`code_verifier` could not be compared: no `code_challenge` of this login was visible",
    "muted",
  ],
};

/** What became of PKCE (RFC 7636, section 4.6); it concerns a code only. */
function Verifier({ call: { pkce, request } }: { readonly call: TokenCall }) {
  if (pkce === "absent" && request.grantType !== "authorization_code") return null;
  const [words, look] = verifierNotes[pkce];
  return (
    <p class={look}>
      <Prose text={words} />
    </p>
  );
}
