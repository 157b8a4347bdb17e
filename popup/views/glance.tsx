import { hostOf } from "../../extension/flow/access.js";
import type { Login } from "../../extension/flow/login.js";
import { mask } from "../../extension/mask.js";
import type { AuthorizationRequest } from "../../extension/oauth/authorization-request.js";
import { firstValue } from "../../extension/oauth/parameter.js";
import { Prose } from "../components/prose.js";
import { Tag } from "../components/tag.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";
import { GlanceAnswers } from "./glance-answers.js";
import { Row, Value } from "./glance-row.js";

/** What was asked and what came back, at a glance; the Messages and the Tokens have it all. */
export function Glance({ login }: { readonly login: Login }) {
  const { request, response } = login;
  return (
    <div class="glance">
      <section aria-label={say("overview_request")} data-glance="request">
        <h2>
          {say("overview_request")} {request ? <span class="muted method">{request.method}</span> : null}
        </h2>
        {request ? <Asked request={request} /> : <p class="muted">{whyNoRequest(login)}</p>}
      </section>
      <section aria-label={say("overview_response")} data-glance="response">
        <h2>
          {say("overview_response")} {response ? <Tag text={response.channel} /> : null}
        </h2>
        {response || login.tokens.length > 0 ? (
          <GlanceAnswers login={login} />
        ) : (
          <p class="muted">
            <Prose text={whyNoResponse(login)} />
          </p>
        )}
      </section>
    </div>
  );
}

const always = ["client_id", "redirect_uri", "scope", "state"];

function Asked({ request }: { readonly request: AuthorizationRequest }) {
  const { effective, responseMode, responseTypes, scope, hidden } = request;
  const isOpenId = scope.includes("openid") || responseTypes.includes("id_token");
  const wanted = [
    ...always,
    ...(isOpenId ? ["nonce"] : []),
    ...(responseTypes.includes("code") ? ["code_challenge"] : []),
  ];
  const there = (name: string) => Boolean(firstValue(effective, name));
  const names = [...wanted, ...["nonce", "code_challenge", "prompt", "audience", "resource"].filter(there)];
  return (
    <dl class="facts">
      <Row name="response_type">
        <Value name="response_type" value={responseTypes.join(" ")} hidden={hidden} />
      </Row>
      <Row name="response_mode">
        <WireText text={responseMode.value} />{" "}
        {responseMode.source === "sent" ? null : <span class="muted">{say("overview_default")}</span>}
      </Row>
      {[...new Set(names)].map((name) => (
        <Row key={name} name={name}>
          {name === "code_challenge" && there(name) ? (
            <>
              <WireText text={request.codeChallengeMethod ?? "plain"} />{" "}
              <Value name={name} value={mask(firstValue(effective, name) ?? "")} hidden={hidden} />
            </>
          ) : (
            <Value name={name} value={firstValue(effective, name) ?? ""} hidden={hidden} />
          )}
        </Row>
      ))}
    </dl>
  );
}

const whyNoRequest = ({ response, visibility }: Login): string =>
  say(response !== null && visibility.allSites ? "overview_request_unseen" : "overview_request_hidden");

function whyNoResponse({ request, client, visibility }: Login): string {
  const mode = request?.responseMode.resolved.split(".")[0] ?? "";
  const host = hostOf(client.origin);
  const isBlind = host === null || (!visibility.allSites && !visibility.visibleHosts.includes(host));
  return isBlind && (mode === "form_post" || mode === "web_message")
    ? say("overview_response_hidden", mode)
    : say("overview_response_unseen");
}
