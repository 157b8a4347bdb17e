import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import { hostOf } from "./access.js";
import type { Sighted } from "./login.js";
import type { Observation, PageLeft } from "./observation.js";
import { place, seen, type UnnumberedStep, unseen } from "./step.js";
import type { StepSource } from "./steps.js";

/**
 * Step 1: the click in the app, reported by the page watch of the page that was left for the server. A page can be gone
 * before a sleeping background hears of it; then the browser's word that a person acted remains.
 */
export function clickStep({ observations, request, server, client, visibility }: StepSource): UnnumberedStep {
  const title = "The person clicks Log in";
  const left = observations.findLast(
    (fact): fact is PageLeft & { click: NonNullable<PageLeft["click"]> } =>
      fact.kind === "page-left" &&
      fact.click !== null &&
      fact.click.at <= (request?.at ?? 0) &&
      originOf(fact.url) !== server,
  );
  if (left) {
    const { at, label } = left.click;
    return seen(title, { at, provenance: left.provenance }, [
      `${label ? `“${label}”` : "A click"} on ${place(left.url)}`,
    ]);
  }
  const acted = observations.find((fact) => fact.kind === "person-acted");
  if (acted) return seen(title, acted, ["a click or key in the app; which one was not reported"]);
  if (request?.provenance === "har") return unseen(title, "not-visible", "A HAR file shows no clicks.");
  const host = hostOf(client);
  if (host === null || !visibility.visibleHosts.includes(host)) {
    return unseen(title, "not-visible", `Clicks show only with access to ${host ?? "the app's site"}.`);
  }
  return unseen(
    title,
    "not-seen",
    "No click was seen just before: the app may have started the login by itself.",
  );
}

/** Step 2: the authorization request. */
export function requestStep({ observations, request }: StepSource): UnnumberedStep {
  const title = "The app redirects to the authorization endpoint";
  if (request === null) {
    return unseen(
      title,
      "not-visible",
      "A request sent by a server's redirect shows only with access to the sites.",
    );
  }
  const { value, source } = request.responseMode;
  return seen(title, request, [
    `${request.method} ${place(request.endpoint)}${senderOf(request, observations)}`,
    `response_type ${request.responseTypes.join(" ") || "empty"}`,
    source === "sent" ? `response_mode ${value}` : `response_mode ${value} (default, not sent)`,
  ]);
}

/** Where the request came from, as far as the browser told. */
function senderOf(request: Sighted<AuthorizationRequest>, observations: readonly Observation[]): string {
  const first = observations.find((fact) => fact.at === request.at && fact.kind === "redirect");
  if (first?.kind === "redirect") return `, redirected (${first.status}) from ${place(first.url)}`;
  const sent = observations.find(
    (fact) => fact.kind === "request" && splitUrl(fact.url).base === request.endpoint,
  );
  return sent?.kind === "request" && sent.initiator ? `, sent by a page of ${place(sent.initiator)}` : "";
}
