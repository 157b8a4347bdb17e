import type { TokenCall } from "./login.js";
import { place, seen, type UnnumberedStep, unseen } from "./step.js";
import type { StepSource } from "./steps.js";

/** Whether a login has the steps of the token endpoint: it may bring a code, or a token request was seen. */
export const hasTokenSteps = ({ request, response, tokenCalls }: StepSource): boolean =>
  tokenCalls.length > 0 ||
  (request?.responseTypes.includes("code") ?? false) ||
  (response?.parameters.some(({ name }) => name === "code") ?? false);

/** The code's way to the token endpoint (RFC 6749, section 4.1.3). */
export function tokenRequestStep(source: StepSource): UnnumberedStep {
  const title = "The app redeems the code at the token endpoint";
  const call = firstCall(source.tokenCalls);
  if (call) {
    const pkce = {
      match: "code_verifier fits the challenge",
      mismatch: "code_verifier does not fit the challenge",
    };
    const verifier =
      call.pkce === "match" || call.pkce === "mismatch" ? pkce[call.pkce] : `code_verifier ${call.pkce}`;
    return seen(title, call, [
      `POST ${place(call.endpoint)}`,
      `grant_type ${call.request.grantType}`,
      verifier,
    ]);
  }
  return noCall(title, source);
}

/** The answer of the token endpoint (RFC 6749, section 5). */
export function tokenAnswerStep(source: StepSource): UnnumberedStep {
  const title = "The token endpoint answers";
  const call = firstCall(source.tokenCalls);
  const answer = call?.answer;
  if (call && answer) {
    const outcome = answer.status === null ? `failed: ${answer.error}` : `${answer.status}`;
    const members = answer.response?.members ? Object.keys(answer.response.members).join(", ") : null;
    const body = members ? `members ${members}` : "its body was not visible";
    const fact = { at: answer.at, provenance: answer.provenance ?? call.provenance };
    return seen(title, fact, [`${outcome}, ${Math.round(answer.at - call.at)} ms after the request`, body]);
  }
  return call ? unseen(title, "not-seen", "No answer has come so far.") : noCall(title, source);
}

const firstCall = (calls: readonly TokenCall[]): TokenCall | undefined =>
  calls.find(({ request }) => request.grantType === "authorization_code") ?? calls[0];

function noCall(title: string, { response, visibility }: StepSource): UnnumberedStep {
  if (!response?.parameters.some(({ name }) => name === "code")) {
    return unseen(title, "not-seen", "No code has come back to redeem.");
  }
  return visibility.hiddenHosts.length > 0
    ? unseen(
        title,
        "not-visible",
        "Token requests of the browser show only with access to the sites or with DevTools open.",
      )
    : unseen(
        title,
        "not-seen",
        "The browser sent no token request: the client's server may redeem the code itself.",
      );
}
