import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { allSites } from "../gateway.js";
import { wouldShow } from "../site-access.js";
import { say } from "../text/say.js";
import { Notice } from "./notice.js";
import { WireText } from "./wire-text.js";

/** What of this login could not be seen, and the clicks that would show it next time. */
export function AccessOffer({ login }: { readonly login: Login }) {
  const { access, imports } = useApp();
  const { summary } = login.visibility;
  if (summary === null) return null;
  const isOfFile = imports.fileOf(login.id) !== null;
  if (!isOfFile && wouldShow(access.value ?? [], login.visibility)) {
    return <Notice weight="info">{say("overview_access_given")}</Notice>;
  }
  return (
    <Notice weight="undetermined">
      <p>
        <WireText text={summary} />
      </p>
      {isOfFile ? null : <AccessButtons login={login} />}
    </Notice>
  );
}

/** The clicks that give access to what a login left hidden. */
export function AccessButtons({ login: { visibility } }: { readonly login: Login }) {
  const { allow } = useApp();
  const { patterns } = visibility;
  return (
    <p class="actions">
      {patterns.length > 0 ? (
        <button type="button" title={patterns.join("\n")} onClick={() => allow(patterns)}>
          {say("overview_allow_these")}
        </button>
      ) : null}
      <button type="button" onClick={() => allow([allSites])}>
        {say("overview_allow_all")}
      </button>
    </p>
  );
}
