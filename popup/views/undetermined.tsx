import type { Finding } from "../../extension/checks/check.js";
import type { Login } from "../../extension/flow/login.js";
import type { ServerKnowledge } from "../../extension/oauth/server-knowledge.js";
import { useApp } from "../app-context.js";
import { AccessButtons } from "../components/access-offer.js";
import { Prose } from "../components/prose.js";
import { inTokens } from "../places/place.js";
import { wouldShow } from "../site-access.js";
import { say } from "../text/say.js";
import { type DecidingClick, decidingClickFor, decidingClicks } from "./deciding-click.js";
import { FindingGroup, GroupedFindings } from "./finding-group.js";

interface Props {
  readonly login: Login;
  readonly findings: readonly Finding[];
  /** null as long as nothing is known of it. */
  readonly server: ServerKnowledge | null;
  readonly open: boolean;
}

/** Checks that could not be decided, by the click that would decide them. */
export function Undetermined({ login, findings, server, open }: Props) {
  const { imports } = useApp();
  const isOfFile = imports.fileOf(login.id) !== null;
  const clickOf = ({ verdict }: Finding) =>
    verdict.outcome === "undetermined" && server
      ? decidingClickFor(verdict.reason, login, server, isOfFile)
      : "nothing";
  return (
    <FindingGroup group="undetermined" weight="undetermined" findings={findings} open={open}>
      {decidingClicks.map((click) => {
        const some = findings.filter((finding) => clickOf(finding) === click);
        if (some.length === 0) return null;
        return (
          <section key={click} class="by-click" data-click={click}>
            <Offer click={click} login={login} server={server} count={some.length} />
            <GroupedFindings findings={some} />
          </section>
        );
      })}
    </FindingGroup>
  );
}

interface OfferProps {
  readonly click: DecidingClick;
  readonly login: Login;
  readonly server: ServerKnowledge | null;
  readonly count: number;
}

function Offer({ click, login, server, count }: OfferProps) {
  const { access, verdicts, lookForTokens, jumps } = useApp();
  const isGiven = click === "access" && wouldShow(access.value ?? [], login.visibility);
  return (
    <>
      <h3>
        {count} · <Prose text={say(isGiven ? "findings_by_access_given" : `findings_by_${click}`)} />
      </h3>
      {click === "access" && !isGiven ? <AccessButtons login={login} /> : null}
      {click === "keys" ? (
        <p class="actions">
          {server?.keys.state === "pending" ? (
            <span role="status">{say("findings_fetching")}</span>
          ) : (
            <button type="button" onClick={() => verdicts.fetchKeys(login)}>
              {say("findings_fetch_keys")}
            </button>
          )}
        </p>
      ) : null}
      {click === "secret" ? (
        <p class="actions">
          <button type="button" onClick={() => jumps.goTo(inTokens(["panel", "keys"]))}>
            {say("findings_to_keys")}
          </button>
        </p>
      ) : null}
      {click === "look" ? (
        <p class="actions">
          <button type="button" onClick={() => lookForTokens(login.id)}>
            {say("findings_look")}
          </button>
        </p>
      ) : null}
    </>
  );
}
