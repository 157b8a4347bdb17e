import { useEffect, useState } from "preact/hooks";
import { coversAllSites } from "../../extension/flow/access.js";
import { Notice } from "../components/notice.js";
import { allSites, type Gateway } from "../gateway.js";

/** What is seen with which access: words, then without and with access to the site. */
const sights: readonly (readonly [what: string, without: boolean])[] = [
  ["Authorization requests that a page sends by navigation", true],
  ["Responses in the query or the fragment, and the tokens in them", true],
  ["Logins begun by a server's redirect", false],
  ["Responses by form_post", false],
  ["The click on Log in, and how the prompt was left", false],
  ["API calls with a token, and replaying them", false],
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
      <p>
        Shows what an OAuth 2.0 or OpenID Connect login did: the request, the response, the tokens in it, what
        was called with them, and what is wrong with it.
      </p>
      <p>
        Log in to any application, then open the inspector from the toolbar. Tokens are kept in memory, never
        on disk, and no token leaves this browser unless you send it.
      </p>
      <h2>What is seen with which access</h2>
      <SightTable />
      {coversAllSites(granted) ? (
        <Notice weight="pass" role="status">
          All sites are allowed. The next login is seen in full.
        </Notice>
      ) : (
        <>
          <p class="actions">
            <button type="button" class="primary" onClick={allow}>
              All sites
            </button>
            <button type="button" onClick={() => setLater(true)}>
              Later, per login
            </button>
          </p>
          {later ? (
            <Notice weight="info" role="status">
              No access was given. Each login says what it hid and offers access to just its sites. You can
              close this page.
            </Notice>
          ) : null}
        </>
      )}
      {fault === null ? null : (
        <Notice weight="high" role="alert">
          Access could not be asked for: {fault}
        </Notice>
      )}
    </main>
  );
}

function SightTable() {
  return (
    <table aria-label="What is seen with which access">
      <thead>
        <tr>
          <th scope="col">Seen</th>
          <th scope="col">Without access</th>
          <th scope="col">With access to the site</th>
        </tr>
      </thead>
      <tbody>
        {sights.map(([what, without]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{without ? "yes" : "no"}</td>
            <td>yes</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
