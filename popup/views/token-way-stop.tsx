import type { Stop } from "../../extension/flow/token-way.js";
import { Folded } from "../components/folded.js";
import { Mark } from "../components/mark.js";
import { Tag } from "../components/tag.js";
import { ClockTime } from "../components/time.js";
import { reportedBy } from "../text/provenance.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

const what: Readonly<Record<Exclude<Stop["what"], "received">, TextName>> = {
  redeemed: "tokens_way_redeemed",
  header: "tokens_way_header",
  query: "tokens_way_query",
  body: "tokens_way_body",
  "url-after-settling": "tokens_way_url",
  history: "tokens_way_history",
  localStorage: "tokens_way_local_storage",
  sessionStorage: "tokens_way_session_storage",
  indexedDB: "tokens_way_indexed_db",
  cookie: "tokens_way_cookie",
  referer: "tokens_way_referer",
  "other-site-url": "tokens_way_other_url",
  "other-site-header": "tokens_way_other_header",
  "other-site-body": "tokens_way_other_body",
  "any-origin": "tokens_way_any_origin",
};

interface StopProps {
  readonly stop: Stop;
  /** Whether each of its tokens is a trace of its own, to which findings lead. */
  readonly isTrace: boolean;
}

/** One place on the way of the tokens: what it is, which of them were there, when, and by whom that is known. */
export function StopOfWay({ stop, isTrace }: StopProps) {
  const { at, channel, place, provenance, risk, times, tokens, what: how } = stop;
  return (
    <li data-trace={how} data-risk={risk ?? undefined}>
      <p>
        {risk ? (
          <>
            <Mark weight={risk} />
            <span class="hidden-words">{say("tokens_way_risky")}: </span>{" "}
          </>
        ) : null}
        {how === "received" ? <Tag text={channel ?? ""} /> : <span>{say(what[how])}</span>}
      </p>
      <p class="place">
        <Folded text={place.replace(/^https?:\/\//, "")} limit={80} />
      </p>
      <p class="muted">
        <span class="wire" title={tokens.join(", ")}>
          {isTrace ? <Traces stop={stop} /> : namesOf(tokens)}
        </span>
        {times > tokens.length ? ` · ${say("tokens_way_times", times)}` : null} · <ClockTime at={at} />
        {provenance === "browser" ? "" : `, ${reportedBy(provenance)}`}
      </p>
    </li>
  );
}

function Traces({ stop: { place, tokens, what: where } }: Pick<StopProps, "stop">) {
  return (
    <>
      {tokens.map((token, index) => (
        <span key={token} data-trace-of={`${token} ${where} ${place}`}>
          {index > 0 ? ", " : ""}
          {token}
        </span>
      ))}
    </>
  );
}

/** `access_token ×3, id_token@1`. */
function namesOf(tokens: readonly string[]): string {
  const kindOf = (token: string) => token.replace(/[@-].*$/, "");
  const kinds = [...new Set(tokens.map(kindOf))];
  return kinds
    .map((kind) => {
      const some = tokens.filter((token) => kindOf(token) === kind);
      return some.length > 1 ? `${kind} ×${some.length}` : some[0];
    })
    .join(", ");
}
