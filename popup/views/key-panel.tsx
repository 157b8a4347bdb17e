import type { Login } from "../../extension/flow/login.js";
import { issuersNamedBy } from "../../extension/flow/servers.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";
import { useApp } from "../app-context.js";
import { Mark } from "../components/mark.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { isImported } from "../import/imported-file.js";
import type { Told } from "../verdicts.js";
import { SecretField } from "./secret-field.js";

interface Props {
  readonly login: Login;
  readonly theCase: Told["theCase"];
}

/** With whose keys tokens are verified, and how to get those of others. */
export function KeyPanel({ login, theCase: { server, verifications } }: Props) {
  const { verdicts } = useApp();
  const issuer = server.metadata.state === "known" ? server.metadata.value.issuer : null;
  const others = issuersNamedBy(login).filter((named) => named !== issuer && URL.canParse(named));
  const steps = [...verifications.values()].flatMap((verification) => verification.steps);
  if (!steps.some(({ id }) => id === "signature")) return null;
  const isMac = verdicts.secretOf(login) !== "" || steps.some(({ fault }) => fault === "no-secret");
  return (
    <section class="keys" data-panel="keys" aria-label="Keys">
      <p data-keys={server.keys.state}>
        <KeyState server={server} />{" "}
        {login.request === null || isImported(login) || server.keys.state === "pending" ? null : (
          <button type="button" class="quiet" onClick={() => verdicts.fetchKeys(login)}>
            {server.keys.state === "known" ? "Fetch again" : "Fetch"}
          </button>
        )}
      </p>
      {isImported(login) ? (
        <p class="muted">This login was read from a file, so nothing is fetched for it.</p>
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
      {known ? (
        <KeyState server={known} />
      ) : (
        "A token names another issuer, of which nothing is fetched unasked:"
      )}{" "}
      {known?.keys.state === "known" ? null : <WireText text={issuer} />}{" "}
      {known?.keys.state === "pending" ? null : (
        <button type="button" class="quiet" onClick={() => verdicts.fetchKeys(login, issuer)}>
          {known ? "Fetch again" : "Fetch its keys"}
        </button>
      )}
    </p>
  );
}

function KeyState({ server: { metadata, keys, found } }: { readonly server: ServerKnowledge }) {
  if (keys.state === "pending") return <span role="status">The keys are being fetched …</span>;
  if (keys.state === "unknown") {
    return (
      <>
        <Mark weight="undetermined" /> No keys, so no signature is verified. {keys.reason}
      </>
    );
  }
  const issuer = metadata.state === "known" ? String(metadata.value.issuer) : (found?.issuer ?? "");
  const count = keys.value.keys.length;
  return (
    <>
      <Mark weight="pass" /> {count} {count === 1 ? "key" : "keys"} of <WireText text={issuer} />, fetched{" "}
      <ClockTime at={keys.at} />.
    </>
  );
}
