import type { Login } from "../flow/login.js";
import { remember } from "../flow/remember.js";
import { type Parameter, splitUrl } from "../oauth/parameter.js";

/** How much of one value can be found, characters. */
const valueCap = 2000;

/** A name and its value, as a person may look for them. */
type Entry = readonly [name: string, value: unknown];

/**
 * What a login is found by, in lower case: a line `name=value` for each host, parameter, claim, header of a token, status,
 * error and id, with a line break before the first and after the last.
 *
 * Made once for each login. Holds no token: those are long, and {@link foundBy} looks for them where they are. Of a long
 * value it holds the beginning.
 */
export const haystackOf = remember((login: Login): string => {
  const tokens = new Set(login.tokens.map(({ raw }) => raw));
  const lines = entriesOf(login).map(([name, value]) => {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    // The last of these wrap requests and responses, whose parameters stand by themselves.
    return `${name}=${tokens.has(text) || text.startsWith("eyJ") ? "" : text.slice(0, valueCap).replace(/[\r\n]/g, " ")}`;
  });
  return `\n${lines.join("\n")}\n`.toLowerCase();
});

function entriesOf(login: Login): readonly Entry[] {
  const { name, client, server, request, response, surroundings } = login;
  return [
    ["id", login.id],
    ["flow", name.flow],
    ["channel", name.channel ?? ""],
    ["client", client.origin ?? ""],
    ["server", server.origin ?? ""],
    ["container", surroundings.container ?? ""],
    ...(request ? inMessage(request.endpoint, request.effective, request.parameters) : []),
    ...(response ? inMessage(response.receivedAt, response.parameters, response.outer) : []),
    ...login.furtherResponses.flatMap((one) => inMessage(one.receivedAt, one.parameters)),
    ...login.scriptedRequests.flatMap(({ endpoint, parameters, answer }) => [
      ...inMessage(endpoint, parameters),
      ...inAnswer(answer),
    ]),
    ...login.tokenCalls.flatMap(({ endpoint, request: sent, answer }) => [
      ...inMessage(endpoint, sent.parameters),
      ...inAnswer(answer),
      ...Object.entries(answer?.response?.members ?? {}),
    ]),
    ...login.tokens.flatMap(({ id, decoded }) => [
      ["token", id] as const,
      ...(decoded.format === "opaque" ? [] : Object.entries(decoded.header.value ?? {})),
      ...(decoded.format === "jws" ? Object.entries(decoded.payload.value ?? {}) : []),
    ]),
    ...login.documents.flatMap(({ url, error, exchanges }) => [
      ["url", splitUrl(url).base] as const,
      ...exchanges.map(({ status }) => ["status", status ?? ""] as const),
      ["error", error ?? ""] as const,
    ]),
    ...login.calls.flatMap(({ method, url, answer }) => [
      ["call", `${method} ${splitUrl(url).base}`] as const,
      ...inAnswer(answer),
    ]),
    ...login.logouts.flatMap(({ endpoint, parameters }) => inMessage(endpoint, parameters)),
  ];
}

/** The address of a message and its parameters, those that it has in two readings once. */
function inMessage(url: string, ...readings: readonly (readonly Parameter[])[]): readonly Entry[] {
  return [["url", url], ...[...new Set(readings.flat())].map(({ name, value }) => [name, value] as const)];
}

interface Answer {
  readonly status: number | null;
  readonly error: string | null;
}

const inAnswer = (answer: Answer | null): readonly Entry[] => [
  ["status", answer?.status ?? ""],
  ["error", answer?.error ?? ""],
];
