import { place, seen, type UnnumberedStep, unseen } from "./step.js";
import type { StepSource } from "./steps.js";

/** Step 6: the first API call that carried a token of this login. */
export function apiCallStep(source: StepSource): UnnumberedStep {
  const title = "The app calls an API with the access token";
  const [call, ...more] = source.calls;
  if (call) {
    const first = `${call.method} ${place(call.url)}, ${call.scheme || `in the ${call.via}`} ${call.tokenId}`;
    return seen(title, call, more.length > 0 ? [first, `and ${more.length} more`] : [first]);
  }
  return noCall(title, source, "No call with a token of this login has been seen.");
}

/** Step 7: the first answer to such a call. */
export function apiAnswerStep(source: StepSource): UnnumberedStep {
  const title = "The API answers";
  for (const { at, answer, method, url, provenance } of source.calls) {
    if (!answer) continue;
    const took = `${Math.round(answer.at - at)} ms after ${method} ${place(url)}`;
    const outcome = answer.status === null ? `failed: ${answer.error}` : `${answer.status}`;
    return seen(title, { at: answer.at, provenance }, [`${outcome}, ${took}`]);
  }
  if (source.calls.length > 0) return unseen(title, "not-seen", "No answer has come so far.");
  return noCall(title, source, "There was no call to answer.");
}

function noCall(
  title: string,
  { response, tokens, visibility }: StepSource,
  notSeen: string,
): UnnumberedStep {
  const expected = response?.parameters.some(({ name }) => name === "code");
  if (response && !expected && !tokens.some(({ kind }) => kind === "access_token")) {
    return unseen(
      title,
      "not-seen",
      "No access token came back with the response: there is none to call an API with.",
    );
  }
  if (visibility.allSites) return unseen(title, "not-seen", notSeen);
  const hosts = visibility.visibleHosts;
  return unseen(
    title,
    "not-visible",
    hosts.length > 0
      ? `Only calls among ${hosts.join(", ")} were visible; none carried a token of this login.`
      : "API calls show only with access to the sites.",
  );
}
