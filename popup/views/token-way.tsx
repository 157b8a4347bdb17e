import type { Login } from "../../extension/flow/login.js";
import { type Blind, type Stage, type Stop, tokenWayOf } from "../../extension/flow/token-way.js";
import { FoldedText } from "../components/folded-text.js";
import { Mark } from "../components/mark.js";
import { SayWith } from "../components/say-with.js";
import { Tag } from "../components/tag.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { reportedBy } from "../text/provenance.js";
import { say, sayCount } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

/** More stops of one stage are not drawn. */
const most = 12;

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

/** Who got the tokens and the code, and where else they lay or went: a map of their way, in the order of its stages. */
export function TokenWayMap({ login }: { readonly login: Login }) {
  const { surroundings, tokens, response } = login;
  if (tokens.length === 0 && response === null) return null;
  const { lookedAt, foreignScripts } = surroundings;
  return (
    <section class="token-way" aria-label={say("tokens_way")}>
      <h2>
        {say("tokens_way")}{" "}
        {lookedAt === null ? null : (
          <span class="muted">
            <SayWith name="tokens_way_looked_at" parts={[<ClockTime key="at" at={lookedAt} />]} />
          </span>
        )}
      </h2>
      <ol class="way">
        {tokenWayOf(login).map((stage) => (
          <StageOfWay key={stage.id} stage={stage} />
        ))}
      </ol>
      {foreignScripts.length > 0 ? (
        <p data-foreign-scripts>
          {say("tokens_foreign_scripts")}{" "}
          {foreignScripts.map((origin, index) => (
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

function StageOfWay({ stage: { id, stops, blind } }: { readonly stage: Stage }) {
  return (
    <li data-stage={id} data-blind={blind?.why}>
      <h3>{say(`tokens_way_${id}`)}</h3>
      {stops.length > 0 ? (
        <ul>
          {stops.slice(0, most).map((stop) => (
            <StopOfWay
              key={`${stop.what} ${stop.channel} ${stop.place}`}
              stop={stop}
              isTrace={id === "stored" || id === "leaked"}
            />
          ))}
        </ul>
      ) : null}
      {stops.length > most ? <p class="muted">{sayCount("tokens_way_more", stops.length - most)}</p> : null}
      {blind ? (
        <p class="blind">
          <Mark weight="undetermined" /> {blindText(blind)}
        </p>
      ) : stops.length === 0 ? (
        <p class="muted">{say(`tokens_way_none_${id}`)}</p>
      ) : null}
    </li>
  );
}

interface StopProps {
  readonly stop: Stop;
  /** Whether each of its tokens is a trace of its own, to which findings lead. */
  readonly isTrace: boolean;
}

function StopOfWay({ stop, isTrace }: StopProps) {
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
        <FoldedText text={place.replace(/^https?:\/\//, "")} most={48} />
      </p>
      <p class="muted">
        <span class="wire" title={tokens.join(", ")}>
          {isTrace ? <Traces stop={stop} /> : namesOf(tokens)}
        </span>
        {times > tokens.length ? ` · ${say("tokens_way_times", times)}` : null} · <ClockTime at={at} />
        {provenance === "browser" ? "" : `, ${reportedBy[provenance]}`}
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

function blindText({ why, hosts }: Blind): string {
  switch (why) {
    case "no-access":
      return hosts.length > 0
        ? say("tokens_way_no_access", hosts.join(", "))
        : say("tokens_way_no_access_others");
    case "no-response":
      return say("tokens_none_response");
    case "no-body":
      return say("tokens_way_no_body");
    case "not-looked":
      return say("tokens_way_not_looked");
    case "looked-before":
      return say("tokens_way_looked_before");
    case "back-channel":
      return say("tokens_way_back_channel");
  }
}
