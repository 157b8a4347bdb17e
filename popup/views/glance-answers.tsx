import type { Login } from "../../extension/flow/login.js";
import { firstValue } from "../../extension/oauth/parameter.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { SayWith } from "../components/say-with.js";
import { RelativeTime } from "../components/time.js";
import type { Weight } from "../findings-summary.js";
import { inToken } from "../places/place.js";
import { say, sayCount } from "../text/say.js";
import type { Told } from "../verdicts.js";
import { Row, Value } from "./glance-row.js";

/** What came back: an error or tokens, the code and what became of it, the `state`. */
export function GlanceAnswers({ login }: { readonly login: Login }) {
  const { response, tokens } = login;
  const of = (name: string) => firstValue(response?.parameters ?? [], name) ?? "";
  // Of a chain of refreshes, the newest of each kind.
  const newest = tokens.filter(
    (token) => !tokens.slice(tokens.indexOf(token) + 1).some(({ kind }) => kind === token.kind),
  );
  return (
    <dl class="facts">
      {["error", "error_description"].filter(of).map((name) => (
        <Row key={name} name={name}>
          <span class="fault">
            <Value name={name} value={of(name)} />
          </span>
        </Row>
      ))}
      {newest.map((token) => (
        <Row key={token.id} name={token.kind} leadsTo={inToken(token.id)}>
          <TokenState token={token} />
        </Row>
      ))}
      {tokens.length > newest.length ? (
        <Row name="">
          <span class="muted">{sayCount("overview_newer_tokens", tokens.length - newest.length)}</span>
        </Row>
      ) : null}
      {of("code") ? (
        <Row name="code">
          <CodeState login={login} />
        </Row>
      ) : null}
      {response ? (
        <Row name="state">
          <StateState login={login} returned={of("state")} />
        </Row>
      ) : null}
      {of("iss") ? (
        <Row name="iss">
          <Value name="iss" value={of("iss")} />
        </Row>
      ) : null}
    </dl>
  );
}

/** Whether a token is genuine and how long it lives. */
function TokenState({ token }: { readonly token: ReceivedToken }) {
  const { verdicts, clock } = useApp();
  const told = verdicts.told.value;
  const { expiresAt } = token;
  return (
    <>
      {token.kind === "refresh_token" ? (
        <span class="muted">{say("overview_received")}</span>
      ) : (
        <span class="genuine">{genuineness(token, told)}</span>
      )}
      {expiresAt === null ? null : " · "}
      {expiresAt === null ? null : (
        <span class={expiresAt > clock.read() ? "" : "muted"}>
          <SayWith
            name={expiresAt > clock.read() ? "overview_expires" : "overview_expired"}
            parts={[<RelativeTime key="at" at={expiresAt} />]}
          />
        </span>
      )}
    </>
  );
}

/** Keeps its place until the token is verified. */
function genuineness({ id }: ReceivedToken, told: Told | null) {
  const outcome = told?.theCase.verifications.get(id)?.outcome;
  if (outcome === "passed") return <Sign weight="pass" words={say("overview_verified")} />;
  if (outcome === "failed") return <Sign weight="high" words={say("overview_failed_verification")} />;
  return <span class="muted">{say(told ? "overview_unverified" : "overview_verifying")}</span>;
}

const Sign = ({ weight, words }: { readonly weight: Weight; readonly words: string }) => (
  <span class="sign" data-weight={weight}>
    <Mark weight={weight} /> {words}
  </span>
);

function CodeState({ login: { tokenCalls } }: { readonly login: Login }) {
  const call = tokenCalls.find(({ request }) => request.grantType === "authorization_code");
  const status = call?.answer?.status ?? null;
  if (call && status !== null && status < 400) {
    return <Sign weight="pass" words={say("overview_redeemed")} />;
  }
  return call && status !== null ? (
    <Sign weight="high" words={say("overview_redeem_refused")} />
  ) : (
    <span class="muted">{say("overview_not_redeemed")}</span>
  );
}

/** The `state` that came back, held against the one that was sent where that is known. */
function StateState({ login: { request }, returned }: { readonly login: Login; readonly returned: string }) {
  const sent = request && !request.hidden ? (request.state ?? "") : null;
  if (sent === null || (sent === "" && returned === "")) return <Value name="state" value={returned} />;
  if (returned === sent) return <Sign weight="pass" words={say("overview_same")} />;
  const words = returned === "" ? "overview_absent" : sent === "" ? "overview_none_sent" : "overview_differs";
  return <Sign weight="high" words={say(words)} />;
}
