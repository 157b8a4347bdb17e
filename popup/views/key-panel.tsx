import type { Login } from "../../extension/flow/login.js";
import { issuersNamedBy } from "../../extension/flow/servers.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";
import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { isImported } from "../import/imported-file.js";
import { say } from "../text/say.js";
import type { Told } from "../verdicts.js";
import { SecretField } from "./secret-field.js";

interface Props {
  readonly login: Login;
  /** null as long as nothing is verified; the panel's place is kept. */
  readonly theCase: Told["theCase"] | null;
}

/** With whose keys tokens are verified, and how to get those of others. */
export function KeyPanel({ login, theCase }: Props) {
  if (theCase) return <Keys login={login} theCase={theCase} />;
  if (!login.tokens.some(({ decoded }) => decoded.format === "jws")) return null;
  return (
    <section class="keys" aria-label={say("tokens_keys")}>
      <p class="muted">{say("tokens_being_verified")}</p>
    </section>
  );
}

function Keys({
  login,
  theCase: { server, verifications },
}: {
  readonly login: Login;
  readonly theCase: Told["theCase"];
}) {
  const { verdicts } = useApp();
  const issuer = server.metadata.state === "known" ? server.metadata.value.issuer : null;
  const others = issuersNamedBy(login).filter((named) => named !== issuer && URL.canParse(named));
  const steps = [...verifications.values()].flatMap((verification) => verification.steps);
  if (!steps.some(({ id }) => id === "signature")) return null;
  const isMac = verdicts.secretOf(login) !== "" || steps.some(({ fault }) => fault === "no-secret");
  return (
    <section class="keys" data-panel="keys" aria-label={say("tokens_keys")}>
      <p data-keys={server.keys.state}>
        <KeyState server={server} />{" "}
        {login.request === null || isImported(login) || server.keys.state === "pending" ? null : (
          <button type="button" class="quiet" onClick={() => verdicts.fetchKeys(login)}>
            {say(server.keys.state === "known" ? "tokens_fetch_again" : "tokens_fetch")}
          </button>
        )}
      </p>
      {isImported(login) ? (
        <p class="muted">{say("tokens_keys_of_file")}</p>
      ) : (
        others.map((other) => <OtherIssuer key={other} login={login} issuer={other} />)
      )}
      {isMac ? <SecretField login={login} /> : null}
    </section>
  );
}

function OtherIssuer({ login, issuer }: { readonly login: Login; readonly issuer: string }) {
  const { verdicts } = useApp();
  const known = verdicts.issuerOf(issuer);
  return (
    <p data-issuer={issuer} data-keys={known?.keys.state ?? "unknown"}>
      {known ? <KeyState server={known} /> : say("tokens_other_issuer")}{" "}
      {known?.keys.state === "known" ? null : <WireText text={issuer} />}{" "}
      {known?.keys.state === "pending" ? null : (
        <button type="button" class="quiet" onClick={() => verdicts.fetchKeys(login, issuer)}>
          {say(known ? "tokens_fetch_again" : "tokens_fetch_its_keys")}
        </button>
      )}
    </p>
  );
}

function KeyState({ server: { metadata, keys, found } }: { readonly server: ServerKnowledge }) {
  if (keys.state === "pending") return <span role="status">{say("tokens_keys_pending")}</span>;
  if (keys.state === "unknown") {
    return (
      <>
        <Mark weight="undetermined" /> {say("tokens_no_keys")} {keys.reason}
      </>
    );
  }
  const issuer = metadata.state === "known" ? String(metadata.value.issuer) : (found?.issuer ?? "");
  const fetched = [<WireText key="issuer" text={issuer} />, <ClockTime key="at" at={keys.at} />];
  const count = keys.value.keys.length;
  return (
    <>
      <Mark weight="pass" />{" "}
      <SayWith name={`tokens_keys_fetched_${count === 1 ? "one" : "other"}`} parts={[count, ...fetched]} />
    </>
  );
}
