import { hostOf } from "../../extension/flow/access.js";
import type { Login, Trace } from "../../extension/flow/login.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { traceName } from "../places/scene.js";
import { reportedBy } from "../text/provenance.js";

const places: Readonly<Record<Trace["where"], string>> = {
  "url-after-settling": "still in the URL",
  history: "earlier entry of the tab's history",
  localStorage: "localStorage",
  sessionStorage: "sessionStorage",
  indexedDB: "IndexedDB",
  cookie: "cookie that scripts can read",
  referer: "Referer to another site",
  "other-site-url": "URL of another site",
  "other-site-header": "header sent to another site",
  "other-site-body": "body sent to another site",
  "any-origin": "posted to any origin (target *)",
};

/** Where tokens and the code were found besides the way they should go, and who else ran beside them. */
export function TokenTraces({ login }: { readonly login: Login }) {
  const { traces, surroundings, tokens, response } = login;
  if (tokens.length === 0 && response === null) return null;
  return (
    <section class="traces" aria-label="What became of the tokens">
      <h2>What became of the tokens</h2>
      {traces.length > 0 ? <TraceTable traces={traces} /> : <p class="muted">{emptyLine(login)}</p>}
      {surroundings.foreignScripts.length > 0 ? (
        <p data-foreign-scripts>
          Scripts of other sites in the callback page:{" "}
          {surroundings.foreignScripts.map((origin, index) => (
            <span key={origin}>
              {index > 0 ? ", " : ""}
              <WireText text={origin} />
            </span>
          ))}
        </p>
      ) : null}
    </section>
  );
}

function TraceTable({ traces }: { readonly traces: readonly Trace[] }) {
  return (
    <table aria-label="Where tokens were found">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Where</th>
          <th scope="col">Place</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => (
          <tr key={traceName(trace)} data-trace={trace.where} data-trace-of={traceName(trace)}>
            <th scope="row" class="wire">
              {trace.tokenId}
            </th>
            <td>{places[trace.where]}</td>
            <td>
              <WireText text={trace.place} />
            </td>
            <td>
              <ClockTime at={trace.at} /> <span class="muted">{reportedBy[trace.provenance]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function emptyLine({ client, surroundings, visibility }: Login): string {
  const host = hostOf(client.origin);
  const blind = host === null || (!visibility.allSites && !visibility.visibleHosts.includes(host));
  if (blind) {
    return `Not looked for: the client's pages and what they send show only with access to ${host ?? "its site"}.`;
  }
  return surroundings.lookedAt === null
    ? "Not looked for: no page of the client could be looked into since the tokens came."
    : "Found nowhere but where they belong: no storage of the page, no readable cookie, no other site, as far as it was seen.";
}
