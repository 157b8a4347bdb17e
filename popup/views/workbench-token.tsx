import { useMemo } from "preact/hooks";
import { numericDate } from "../../extension/token/claim-time.js";
import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import { useApp } from "../app-context.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime, RelativeTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { createTrial } from "../workbench/trial.js";
import { certaintyOf, formatOf, TokenBody } from "./token-body.js";
import { WorkbenchKey } from "./workbench-key.js";
import { WorkbenchOutcome } from "./workbench-outcome.js";
import { WorkbenchThumbprints } from "./workbench-thumbprints.js";

interface Props {
  readonly token: PastedToken;
  readonly name: string;
}

/** One token: what it is, the key to try on it, what came of that, and what it holds. */
export function WorkbenchToken({ token, name }: Props) {
  const { gateway } = useApp();
  const trial = useMemo(
    () => createTrial(token, (url) => gateway.send("fetch-keys", { url })),
    [token, gateway],
  );
  const { decoded, raw, notes, place } = token;
  const attempt = trial.attempt.value;
  // A key that does not fit says nothing of the signature: it may be the wrong key.
  const fits = attempt.stage === "verified" && attempt.judgement.outcome === "passed";
  const opened = attempt.stage === "decrypted" && attempt.decryption.outcome === "opened";
  return (
    <section class="token" data-format={decoded.format} aria-label={name}>
      <h2>
        <WireText text={place} />{" "}
        <span class="token-format">
          <WireText text={formatOf(decoded)} />
        </span>{" "}
        {attempt.stage === "none" ? <span class="certainty">{certaintyOf(decoded)}</span> : null}
      </h2>
      <Times token={token} />
      {notes.map((note) => (
        <p key={note} class="muted">
          <WireText text={note} />
        </p>
      ))}
      {decoded.format === "opaque" ? null : <WorkbenchKey token={token} trial={trial} />}
      <WorkbenchOutcome attempt={attempt} trial={trial} name={name} />
      <TokenBody
        decoded={decoded}
        raw={raw}
        name={name}
        signature={fits ? attempt.judgement : null}
        opened={opened}
      />
      <WorkbenchThumbprints token={token} keys={trial.reading.value?.keys ?? []} name={name} />
    </section>
  );
}

/** Whether the token's own times say that it is valid now. */
function Times({ token: { decoded } }: { readonly token: PastedToken }) {
  const claims = decoded.format === "jws" ? decoded.payload.value : null;
  const [expiry, start] = [numericDate(claims?.exp), numericDate(claims?.nbf)];
  const isEarly = start !== null && start > Date.now();
  if (expiry === null && !isEarly) return null;
  return (
    <p class="token-life">
      {expiry === null ? null : (
        <SayWith
          name={expiry > Date.now() ? "workbench_expires" : "workbench_expired"}
          parts={[<ClockTime key="at" at={expiry} />, <RelativeTime key="from-now" at={expiry} />]}
        />
      )}
      {isEarly ? (
        <>
          {" "}
          <SayWith
            name="workbench_not_before"
            parts={[<ClockTime key="at" at={start} />, <RelativeTime key="from-now" at={start} />]}
          />
        </>
      ) : null}
    </p>
  );
}
