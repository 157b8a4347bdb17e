import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { allSites } from "../gateway.js";
import { wouldShow } from "../site-access.js";
import { Notice } from "./notice.js";
import { WireText } from "./wire-text.js";

/** What of this login could not be seen, and the clicks that would show it next time. */
export function AccessOffer({ login }: { readonly login: Login }) {
  const { access, allow, imports } = useApp();
  const { summary, patterns } = login.visibility;
  if (summary === null) return null;
  if (imports.fileOf(login.id) !== null) {
    return (
      <Notice weight="undetermined">
        <WireText text={summary} />
      </Notice>
    );
  }
  if (wouldShow(access.value ?? [], login.visibility)) {
    return (
      <Notice weight="info">Access was given after this login: log in again to see what was hidden.</Notice>
    );
  }
  return (
    <Notice weight="undetermined">
      <p>
        <WireText text={summary} />
      </p>
      <p class="actions">
        {patterns.length > 0 ? (
          <button type="button" title={patterns.join("\n")} onClick={() => allow(patterns)}>
            Allow for these sites
          </button>
        ) : null}
        <button type="button" onClick={() => allow([allSites])}>
          Allow all sites
        </button>
      </p>
    </Notice>
  );
}
