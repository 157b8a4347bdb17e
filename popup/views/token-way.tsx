import type { Login } from "../../extension/flow/login.js";
import { type Blind, type Stage, tokenWayOf } from "../../extension/flow/token-way.js";
import { Mark } from "../components/mark.js";
import { SayWith } from "../components/say-with.js";
import { ClockTime } from "../components/time.js";
import { WireText } from "../components/wire-text.js";
import { say, sayCount } from "../text/say.js";
import { StopOfWay } from "./token-way-stop.js";

/** More stops of one stage are not drawn. */
const most = 12;

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
