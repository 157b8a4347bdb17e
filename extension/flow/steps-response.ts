import { hostOf } from "./access.js";
import { place, seen, type UnnumberedStep, unseen } from "./step.js";
import type { StepSource } from "./steps.js";

/** Step 5: the authorization response, wherever it was seen first. */
export function responseStep({ request, response, client, visibility }: StepSource): UnnumberedStep {
  if (response) {
    const names = response.parameters.map(({ name }) => name);
    return seen(`The server redirects back with ${broughtBack(names)}`, response, [
      `by ${response.channel} to ${place(response.receivedAt)}`,
      `parameters ${[...new Set(names)].join(", ")}`,
    ]);
  }
  const title = "The server redirects back to the app";
  const host = hostOf(client);
  const mode = request?.responseMode.value ?? "";
  const needsAccess = mode !== "query" && mode !== "fragment";
  return needsAccess && (host === null || !visibility.visibleHosts.includes(host))
    ? unseen(
        title,
        "not-visible",
        `A response by ${mode} shows only with access to ${host ?? "the app's site"}.`,
      )
    : unseen(title, "not-seen", "No response has come back so far.");
}

const credentials: readonly (readonly [name: string, words: string])[] = [
  ["id_token", "an ID Token"],
  ["access_token", "an access token"],
  ["refresh_token", "a refresh token"],
  ["code", "an authorization code"],
];

function broughtBack(names: readonly string[]): string {
  const words = credentials.filter(([name]) => names.includes(name)).map(([, word]) => word);
  if (words.length === 0) return "an error";
  return words.length === 1 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
