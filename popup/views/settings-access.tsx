import { coversAllSites } from "../../extension/flow/access.js";
import { useApp } from "../app-context.js";
import { WireText } from "../components/wire-text.js";
import { allSites } from "../gateway.js";

/** The sites that may be read, each with a button that takes it back. */
export function SettingsAccess() {
  const { access, allow, removeAccess } = useApp();
  const granted = access.value ?? [];
  return (
    <section aria-label="Site access">
      <h2>Site access</h2>
      <p class="muted">
        {granted.length === 0
          ? "No site may be read. Requests and responses in URLs show all the same; redirects, posted forms and API calls do not."
          : "Of these sites redirects, posted forms, clicks, token requests and API calls are seen."}
      </p>
      {granted.length > 0 ? (
        <ul class="entries" aria-label="Sites that may be read">
          {granted.map((pattern) => (
            <li key={pattern} data-access={pattern}>
              <span class="entry">
                <WireText text={pattern} />
                {coversAllSites([pattern]) ? <span class="muted"> all sites</span> : null}
              </span>
              <button type="button" aria-label={`Remove ${pattern}`} onClick={() => removeAccess([pattern])}>
                Remove
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {coversAllSites(granted) ? null : (
        <p class="actions">
          <button type="button" onClick={() => allow([allSites])}>
            Allow all sites
          </button>
        </p>
      )}
    </section>
  );
}
