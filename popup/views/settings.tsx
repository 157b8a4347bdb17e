import { useApp } from "../app-context.js";
import { SettingsAccess } from "./settings-access.js";
import { SettingsPatterns } from "./settings-patterns.js";

/** What a person can choose once for all logins, and what is kept where. */
export function SettingsView() {
  const { page } = useApp();
  return (
    <section class="settings" aria-label="Settings">
      <h1>
        Settings{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          Back to the logins
        </button>
      </h1>
      <SettingsAccess />
      <SettingsPatterns />
      <Places />
    </section>
  );
}

const places: readonly (readonly [what: string, where: string, until: string])[] = [
  ["Logins, with their tokens", "memory of the browser", "Clear, or the end of the browser"],
  ["Logins of private windows", "memory of the browser", "the last private window closes"],
  ["These settings", "this browser profile, on disk", "the extension is removed"],
  ["Site access", "the browser's own permissions", "it is removed here or in the browser"],
];

function Places() {
  return (
    <section aria-label="Where things are kept">
      <h2>Where things are kept</h2>
      <table aria-label="Where things are kept">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          {places.map(([what, where, until]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{where}</td>
              <td>{until}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">
        Tokens never go to disk. Nothing leaves this browser but the requests that you send with Replay;
        authorization servers are asked for their public metadata and keys, without cookies.
      </p>
    </section>
  );
}
