import type { Evidence } from "../../extension/checks/check.js";
import type { ApiCall, Login, Trace } from "../../extension/flow/login.js";
import { type Parameter, parametersOfObject, splitUrl } from "../../extension/oauth/parameter.js";
import type { ReceivedToken } from "../../extension/token/received-token.js";
import { inCall, inMessage, inStep, inTokens, type Place } from "./place.js";

/** A message of a login under the name by which places know it. */
export interface Message {
  readonly name: string;
  /** Endpoint that it went to, or URL that received it. */
  readonly url: string;
  readonly parameters: readonly Parameter[];
}

/** A login with the evidence of which one piece is looked for; what stands nearest to the piece is what it speaks of. */
export interface Scene {
  readonly login: Login;
  /** Id of the check or rule. */
  readonly id: string;
  readonly messages: readonly Message[];
  /** The evidence from the piece to the first, then what comes after it. */
  readonly nearest: readonly Evidence[];
}

export const sceneOf = (login: Login, id: string, evidence: readonly Evidence[], index: number): Scene => ({
  login,
  id,
  messages: messagesOf(login),
  nearest: [...evidence.slice(0, index + 1).toReversed(), ...evidence.slice(index + 1)],
});

function messagesOf({ request, response, furtherResponses, tokenCalls, logouts }: Login): readonly Message[] {
  return [
    ...(request ? [{ name: "request", url: request.endpoint, parameters: request.parameters }] : []),
    ...(request && request.effective !== request.parameters
      ? [{ name: "effective", url: request.endpoint, parameters: request.effective }]
      : []),
    ...[response, ...furtherResponses].flatMap((one, index) =>
      one ? [{ name: responseName(index), url: one.receivedAt, parameters: one.parameters }] : [],
    ),
    ...tokenCalls.flatMap(({ endpoint, request: sent, answer }, index) => [
      { name: `token-request-${index + 1}`, url: endpoint, parameters: sent.parameters },
      ...(answer?.response
        ? [
            {
              name: `token-answer-${index + 1}`,
              url: endpoint,
              parameters: parametersOfObject(answer.response.members ?? {}),
            },
          ]
        : []),
    ]),
    ...logouts.map(({ endpoint, parameters }, index) => ({
      name: `logout-${index + 1}`,
      url: endpoint,
      parameters,
    })),
  ];
}

/** `response`, and `response-2` for the first further one. */
export const responseName = (index: number): string => (index === 0 ? "response" : `response-${index + 1}`);

/** What tells a trace from all others of its login. */
export const traceName = ({ tokenId, where, place }: Trace): string => `${tokenId} ${where} ${place}`;

/** The token that the evidence names, as in `token: access_token@1` and `lifetime of access_token`. */
export const tokenNamed = ({ login, nearest }: Scene): ReceivedToken | undefined => {
  for (const { label, value } of nearest) {
    const named = /^(?:token|credential)$/.test(label) ? value.split(":", 1)[0] : / (\S+)$/.exec(label)?.[1];
    const token = login.tokens.find(({ id }) => id === named);
    if (token) return token;
  }
  return undefined;
};

export const traceNamed = ({ login, nearest }: Scene): Trace | undefined => {
  for (const { value } of nearest) {
    const trace = login.traces.find(({ place, from }) => value !== "" && (place === value || from === value));
    if (trace) return trace;
  }
  return undefined;
};

/** The API call that the evidence names by its URL. */
export function callNamed({ login, nearest }: Scene): ApiCall | undefined {
  const status = nearest.find(({ label }) => label === "status")?.value;
  for (const { value } of nearest) {
    const url = urlIn(value);
    const calls = url ? login.calls.filter((call) => isSame(call.url, url)) : [];
    const call = calls.find(({ answer }) => String(answer?.status) === status) ?? calls[0];
    if (call) return call;
  }
  return undefined;
}

/** The place of the message, the call or the page that had a URL; null for a URL that is shown nowhere. */
export function placeOfUrl(scene: Scene, value: string): Place | null {
  const url = urlIn(value);
  if (url === null) return null;
  const { login, messages } = scene;
  const at = (wanted: string) => messages.find((message) => isSame(message.url, wanted));
  const message = messages.find(({ name, url: own }) => name.startsWith(kindOf(scene)) && isSame(own, url));
  if (message) return inMessage(message.name);
  const call = login.calls.find((one) => isSame(one.url, url));
  if (call) return inCall(call.requestId);
  const found = at(url);
  if (found) return inMessage(found.name);
  const trace = login.traces.find(({ place, from }) => isSame(place, url) || from === url);
  if (trace) return inTokens(["traceOf", traceName(trace)]);
  const document = login.documents.find(({ url: shown, exchanges }) =>
    [shown, ...exchanges.map((exchange) => exchange.url)].some((own) => isSame(own, url)),
  );
  return document ? inStep(document.at > (login.endedAt ?? Infinity) ? 5 : 3) : null;
}

/** Which messages a check speaks of, where several had the same URL. */
const kindOf = ({ id }: Scene): string => (/^(logout|frontchannel)/.test(id) ? "logout" : "token-request");

const urlIn = (value: string): string | null =>
  /^(?:[A-Z]+ )?([a-z][a-z0-9+.-]*:\S+)/.exec(value)?.[1] ?? null;

const isSame = (url: string, wanted: string): boolean =>
  url === wanted || splitUrl(url).base === splitUrl(wanted).base;
