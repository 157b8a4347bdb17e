import type { Sighted } from "../flow/login.js";
import { mask } from "../mask.js";
import type { AuthorizationResponse } from "../oauth/authorization-response.js";
import { type Parameter, parametersOf, splitUrl } from "../oauth/parameter.js";
import type { Case } from "./case.js";
import type { Verdict } from "./check.js";
import { type Seen, undetermined } from "./verdict.js";

/** A parameter with a value, and the channel through which the browser carried it. */
export interface Delivery {
  readonly name: string;
  readonly value: string;
  readonly channel: string;
}

type Judge = (response: Sighted<AuthorizationResponse>, theCase: Case) => Verdict;

/** A verdict on how the authorization response came; undetermined while none was visible. */
export const onAnyResponse =
  (judge: Judge) =>
  (theCase: Case): Verdict =>
    theCase.login.response === null
      ? undetermined("No authorization response was visible.")
      : judge(theCase.login.response, theCase);

/** A verdict on what the authorization response holds; undetermined too where that is encrypted. */
export const onResponse = (judge: Judge) =>
  onAnyResponse((response, theCase) =>
    response.jarm?.format === "encrypted"
      ? undetermined("The authorization response is encrypted.")
      : judge(response, theCase),
  );

/**
 * Everything of that name that arrived with a response, its own channel first.
 *
 * A response in a fragment or form can have a query beside it, which is exposed as any query is.
 */
export function deliveries(response: AuthorizationResponse, names: readonly string[]): readonly Delivery[] {
  const through = (channel: string, parameters: readonly Parameter[]) =>
    parameters
      .filter(({ name, value }) => names.includes(name) && value !== "")
      .map(({ name, value }): Delivery => ({ name, value, channel }));
  return [
    ...through(response.channel, response.parameters),
    ...through("query", parametersOf(splitUrl(response.receivedAt).query)),
  ];
}

/** Those that came through a channel, in a JWT (`fragment.jwt`) or not. */
export const deliveredBy = (
  channel: string,
  response: AuthorizationResponse,
  names: readonly string[],
): readonly Delivery[] =>
  deliveries(response, names).filter((delivery) => delivery.channel.split(".", 1)[0] === channel);

/** Names in the query of the redirect URI itself, which every response there bears. */
export const namesInQuery = (redirectUri: string | null): ReadonlySet<string> =>
  new Set(parametersOf(splitUrl(redirectUri ?? "").query).map(({ name }) => name));

/** The deliveries as evidence, their values masked. */
export const masked = (found: readonly Delivery[]): readonly Seen[] =>
  found.map(({ name, value }) => [name, mask(value)]);

/** Address that received the response, without any value. */
export const addressOf = (response: AuthorizationResponse): string => splitUrl(response.receivedAt).base;
