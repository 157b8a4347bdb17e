import { tokenRequest } from "../../extension/copy-as/copied.js";
import type { Login, TokenCall } from "../../extension/flow/login.js";
import { Prose } from "../components/prose.js";
import { SayWith } from "../components/say-with.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { requestCopies } from "../copy-choices.js";
import { reportedBy } from "../text/provenance.js";
import { rawTokenRequest } from "../text/raw-message.js";
import { say } from "../text/say.js";
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
  const title = say("messages_token_request_number", String(number));
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
          raw={rawTokenRequest(call)}
          hasHeaders={call.requestHeaders !== null}
          name={say("messages_token_request_name", String(number))}
          copies={() => requestCopies(tokenRequest(call), [])}
        >
          <span>
            {initiator === null ? (
              say("messages_sender_unknown", reportedBy(provenance))
            ) : (
              <SayWith
                name="messages_sent_by"
                parts={[<WireText key="by" text={initiator} />, reportedBy(provenance)]}
              />
            )}
          </span>
        </MessageLine>
        <Verifier call={call} />
        <ParameterTable
          label={say("messages_token_parameters", String(number))}
          parameters={request.parameters}
        />
        <TokenAnswerMessage login={login} call={call} number={number} />
      </details>
    </section>
  );
}

const verifierLooks: Readonly<Record<TokenCall["pkce"], string>> = {
  match: "agrees",
  mismatch: "fault",
  absent: "muted",
  undetermined: "muted",
};

/** What became of PKCE (RFC 7636, section 4.6); it concerns a code only. */
function Verifier({ call: { pkce, request } }: { readonly call: TokenCall }) {
  if (pkce === "absent" && request.grantType !== "authorization_code") return null;
  return (
    <p class={verifierLooks[pkce]}>
      <Prose text={say(`messages_pkce_${pkce}`)} />
    </p>
  );
}
