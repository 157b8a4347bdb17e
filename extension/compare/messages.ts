import type { Login } from "../flow/login.js";
import type { Parameter } from "../oauth/parameter.js";
import { type Fact, namedFact, termed, textFact } from "./fact.js";
import { type Facts, factsOf, nothing, unseen } from "./rows.js";

const inOrder = (parameters: readonly Parameter[]): readonly (readonly [string, Fact])[] =>
  parameters.map(({ name, value }) => [name, namedFact(name, value)]);

/** The authorization request: endpoint, method, and its parameters with those of a readable Request Object. */
export function requestFacts({ request }: Login): Facts {
  if (request === null) return unseen;
  const { endpoint, method, effective, hidden: wrapped } = request;
  return factsOf(
    [termed("endpoint", textFact(endpoint)), termed("method", textFact(method)), ...inOrder(effective)],
    wrapped ? "hidden" : "absent",
  );
}

/** The authorization response: channel, where it was received, and its parameters. */
export function responseFacts(login: Login): Facts {
  const { response } = login;
  if (response === null) return awaitsResponse(login) ? unseen : nothing;
  const { channel, receivedAt, parameters, jarm } = response;
  return factsOf(
    [
      termed("channel", textFact(channel)),
      termed("received_at", textFact(receivedAt)),
      ...inOrder(parameters),
    ],
    jarm?.format === "encrypted" ? "hidden" : "absent",
  );
}

/** Whether a response may have come that could not be seen. */
export const awaitsResponse = ({ steps, request, tokenCalls }: Login): boolean =>
  steps[responseStep]?.status === "not-visible" || (request === null && tokenCalls.length > 0);

/** Place of the authorization response among the steps of every login. */
const responseStep = 4;

/** Whether the client may have redeemed a code where the browser does not see it. */
export const redeemsUnseen = ({ response }: Login): boolean =>
  response?.parameters.some(({ name }) => name === "code") ?? false;
