import { useEffect, useState } from "preact/hooks";
import { coversAllSites } from "../../extension/flow/access.js";
import { Notice } from "../components/notice.js";
import { SayWith } from "../components/say-with.js";
import { allSites, type Gateway } from "../gateway.js";
import { useOpenKey } from "../keys/open-key.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

/** What is seen with which access: words, then without and with access to the site. */
const sights: readonly (readonly [what: TextName, without: boolean])[] = [
  ["welcome_sight_requests", true],
  ["welcome_sight_responses", true],
  ["welcome_sight_redirects", false],
  ["welcome_sight_form_post", false],
  ["welcome_sight_click", false],
  ["welcome_sight_calls", false],
];

/** The page of the first run: what this is, and the choice of site access. */
export function Welcome({ gateway }: { readonly gateway: Gateway }) {
  const [granted, setGranted] = useState<readonly string[]>([]);
  const [later, setLater] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => gateway.watchAccess(setGranted, () => setGranted([])), [gateway]);
  const allow = () => {
    gateway.requestAccess([allSites]).then(
      (given) => setLater(!given),
      (error) => setFault(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <main class="welcome">
      <h1>Token Inspector</h1>
      <p>{say("welcome_what")}</p>
      <h2>{say("welcome_first_login")}</h2>
      <FirstLogin gateway={gateway} />
      <p class="muted">{say("welcome_secrets")}</p>
      <h2>{say("welcome_sights")}</h2>
      <SightTable />
      {coversAllSites(granted) ? (
        <Notice weight="pass" role="status">
          {say("welcome_allowed")}
        </Notice>
      ) : (
        <>
          <p class="actions">
            <button type="button" class="primary" onClick={allow}>
              {say("welcome_all_sites")}
            </button>
            <button type="button" onClick={() => setLater(true)}>
              {say("welcome_later")}
            </button>
          </p>
          {later ? (
            <Notice weight="info" role="status">
              {say("welcome_not_given")}
            </Notice>
          ) : null}
        </>
      )}
      {fault === null ? null : (
        <Notice weight="high" role="alert">
          {say("welcome_not_asked", fault)}
        </Notice>
      )}
    </main>
  );
}

/** What to do, in the order in which it is done. */
function FirstLogin({ gateway }: { readonly gateway: Gateway }) {
  const openKey = useOpenKey(gateway);
  return (
    <ol class="first-login">
      <li>{say("welcome_step_login")}</li>
      <li>
        {openKey ? (
          <SayWith name="welcome_step_open_key" parts={[<kbd key="key">{openKey}</kbd>]} />
        ) : (
          say("welcome_step_open")
        )}
      </li>
      <li>{say("welcome_step_read")}</li>
    </ol>
  );
}

function SightTable() {
  return (
    <table aria-label={say("welcome_sights")}>
      <thead>
        <tr>
          <th scope="col">{say("welcome_sight")}</th>
          <th scope="col">{say("welcome_without")}</th>
          <th scope="col">{say("welcome_with")}</th>
        </tr>
      </thead>
      <tbody>
        {sights.map(([what, without]) => (
          <tr key={what}>
            <th scope="row">{say(what)}</th>
            <td>{say(without ? "welcome_yes" : "welcome_no")}</td>
            <td>{say("welcome_yes")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
