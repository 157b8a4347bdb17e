import { coversAllSites } from "../../extension/flow/access.js";
import { useApp } from "../app-context.js";
import { allSites } from "../gateway.js";
import { OpenFiles } from "../import/open-files.js";

/** No login was seen yet: what to do, and what would be seen with the access given so far. */
export function Empty() {
  const { access, allow, door } = useApp();
  const granted = access.value ?? [];
  const everything = coversAllSites(granted);
  return (
    <section class="empty" aria-label="No login yet">
      <h1>No login seen yet</h1>
      <p>Log in to an application in any tab, then look here. A login that is already over cannot be read.</p>
      <h2>Visible now</h2>
      <ul>
        <li>authorization requests that a page sends by navigation</li>
        <li>responses in the query or the fragment of a URL, and the tokens in them</li>
        {door.kind === "panel" ? (
          <li>token requests of the inspected tab and its workers, with their answers</li>
        ) : null}
        {everything ? (
          <li>on all sites: redirects of servers, responses by form_post, clicks, and API calls</li>
        ) : null}
        {!everything && granted.length > 0 ? (
          <li>
            redirects, responses by form_post, clicks and API calls on{" "}
            <span class="wire">{granted.join(", ")}</span>
          </li>
        ) : null}
      </ul>
      {everything ? null : (
        <>
          <h2>Not visible {granted.length > 0 ? "on other sites" : "without site access"}</h2>
          <ul>
            <li>a login begun by a server's redirect, or answered by form_post</li>
            <li>the click, the login prompt's form, and API calls with their tokens</li>
          </ul>
          <p class="actions">
            <button type="button" class="primary" onClick={() => allow([allSites])}>
              Allow all sites
            </button>
            <span class="muted">No token leaves this browser. Tokens are kept in memory only.</span>
          </p>
        </>
      )}
      <h2>From a file</h2>
      <p>
        {door.kind === "popup"
          ? "The inspector reads the logins of a HAR file, or of a report."
          : "Drop a HAR file or a report anywhere on this page to see its logins."}
      </p>
      <p class="actions">
        <OpenFiles />
      </p>
    </section>
  );
}
