import { originOf, splitUrl } from "../oauth/parameter.js";
import type { Committed, Observation, PageLeft } from "./observation.js";
import { place, seen, type UnnumberedStep, unseen } from "./step.js";
import type { StepSource } from "./steps.js";

/** Step 3: a page of the server, or of one it led on to, between the request and the response. */
export function promptStep(source: StepSource): UnnumberedStep {
  const title = "The server leads to its login and authorization prompt";
  const [prompt] = promptsOf(source);
  if (prompt) {
    const redirect = source.observations.find(
      (fact) => fact.kind === "redirect" && fact.redirectUrl === prompt.url,
    );
    const status = redirect?.kind === "redirect" ? `redirected (${redirect.status}) to ` : "";
    return seen(title, redirect ?? prompt, [`${status}${place(prompt.url)}`]);
  }
  if (source.request === null) {
    return unseen(title, "not-visible", "What came before the response was not visible.");
  }
  return source.response
    ? unseen(title, "not-seen", "The server answered at once, without showing a page.")
    : unseen(title, "not-seen", "No page of the server has been shown so far.");
}

/** Step 4: what was sent from those pages. Their content is never read, only whether one holds a password field. */
export function authenticationStep(source: StepSource): UnnumberedStep {
  const title = "The person authenticates and consents";
  const prompts = promptsOf(source);
  const sent = prompts.flatMap((prompt, index) => {
    const next = prompts[index + 1]?.at ?? source.response?.at ?? Number.POSITIVE_INFINITY;
    const step = submissionFrom(prompt, next, source.observations);
    return step ? [step] : [];
  });
  const [first] = sent;
  if (first) {
    return seen(
      title,
      first.fact,
      sent.map(({ detail }) => detail),
    );
  }
  if (prompts.length === 0) {
    return source.request === null
      ? unseen(title, "not-visible", "What came before the response was not visible.")
      : unseen(title, "not-seen", "No page asked the person for anything.");
  }
  if (source.response === null)
    return unseen(title, "not-seen", "Nothing has been sent from the prompt so far.");
  return unseen(title, "not-visible", "What the prompt sent shows only with access to the server's site.");
}

/** Documents shown in between, reloads counted once; the page that posts the response by itself is none of them. */
function promptsOf({ observations, request, response, client }: StepSource): readonly Committed[] {
  if (request === null) return [];
  const until = response?.at ?? Number.POSITIVE_INFINITY;
  const shown = observations.filter(
    (fact): fact is Committed =>
      fact.kind === "committed" && fact.at >= request.at && fact.at <= until && originOf(fact.url) !== client,
  );
  if (response && /^(?:form_post|web_message)/.test(response.channel)) shown.pop();
  return shown.filter(
    (fact, index) => splitUrl(fact.url).base !== splitUrl(shown[index - 1]?.url ?? "").base,
  );
}

/** What shows how a prompt was left: a form sent, a click, or the browser's word for the next page. */
function submissionFrom(prompt: Committed, until: number, observations: readonly Observation[]) {
  const posted = observations.find(
    (fact) =>
      fact.kind === "request" &&
      fact.resource === "page" &&
      fact.method === "POST" &&
      fact.at > prompt.at &&
      fact.at <= until,
  );
  const left = observations.find(
    (fact): fact is PageLeft => fact.kind === "page-left" && fact.url === prompt.url && fact.at >= prompt.at,
  );
  const next = observations.find((fact) => fact.kind === "committed" && fact.at > prompt.at);
  const submitted =
    posted ?? (next?.kind === "committed" && next.transition === "form_submit" ? next : undefined);
  const fact = submitted ?? (left?.click ? left : undefined);
  if (!fact) return null;
  const page =
    left && (left.passwordField ? "a page with a password field" : "a page without a password field");
  const what = [page, left?.click?.label && `“${left.click.label}” clicked`, submitted && "form sent"];
  return { fact, detail: `${place(prompt.url)}: ${what.filter(Boolean).join(", ")}` };
}
