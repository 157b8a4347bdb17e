import { callCap, flowBytes, flowsCap, sizeOfFlow, storageCap } from "../../extension/flow/bounds.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import type { TextName } from "../text/text-name.js";

/** What is held at most and how much is held now, and what is kept where. */
export function SettingsHeld() {
  const { flows, pinned } = useApp();
  const size = flows.value.reduce((sum, flow) => sum + sizeOfFlow(flow), 0);
  return (
    <section aria-label={say("settings_held")}>
      <h2>{say("settings_held")}</h2>
      <table aria-label={say("settings_held")}>
        <thead>
          <tr>
            <th scope="col">{say("settings_held_what")}</th>
            <th scope="col">{say("settings_held_now")}</th>
            <th scope="col">{say("settings_held_most")}</th>
          </tr>
        </thead>
        <tbody>
          <Row what="settings_held_logins" now={String(flows.value.length)} most={String(flowsCap)} />
          <Row what="settings_held_pinned" now={String(pinned.value.size)} most={String(flowsCap / 2)} />
          <Row what="settings_held_memory" now={megabytes(size)} most={megabytes(storageCap)} />
        </tbody>
      </table>
      <p class="muted">{say("settings_held_about", megabytes(flowBytes), callCap)}</p>
      <Places />
    </section>
  );
}

/** 8 MB are 8 × 1,048,576 bytes, as browsers count what an extension may hold. */
const megabytes = (bytes: number): string =>
  say("settings_megabytes", Math.round((bytes / 1_048_576) * 100) / 100);

function Row({ what, now, most }: { readonly what: TextName; readonly now: string; readonly most: string }) {
  return (
    <tr data-held={what}>
      <th scope="row">{say(what)}</th>
      <td>{now}</td>
      <td>{most}</td>
    </tr>
  );
}

const places = ["logins", "private", "place", "settings", "access"] as const;

function Places() {
  return (
    <>
      <h2>{say("settings_places")}</h2>
      <table aria-label={say("settings_places")}>
        <thead>
          <tr>
            <th scope="col">{say("settings_held_what")}</th>
            <th scope="col">{say("settings_places_where")}</th>
            <th scope="col">{say("settings_places_until")}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place}>
              <th scope="row">{say(`settings_place_${place}`)}</th>
              <td>{say(`settings_place_${place}_where`)}</td>
              <td>{say(`settings_place_${place}_until`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">{say("settings_places_about")}</p>
    </>
  );
}
