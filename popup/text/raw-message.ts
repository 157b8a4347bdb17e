import type { TokenAnswer, TokenCall } from "../../extension/flow/login.js";
import type { Header } from "../../extension/flow/observation.js";
import type { AuthorizationResponse } from "../../extension/oauth/authorization-response.js";
import type { Parameter } from "../../extension/oauth/parameter.js";
import { say } from "./say.js";

/** Messages as text, in the form of HTTP: request or status line, headers where they were seen, body. */

/** A message of the front channel that carries its parameters in the query, or, sent by POST, as a form. */
export const rawRequest = (method: string, endpoint: string, parameters: readonly Parameter[]): string =>
  method === "POST"
    ? text(`POST ${endpoint}`, [], encoded(parameters))
    : text(`${method} ${withQuery(endpoint, parameters)}`);

/** An authorization response by the channel that it took. */
export function rawResponse({ channel, receivedAt, outer }: AuthorizationResponse): string {
  if (channel.startsWith("form_post")) return rawRequest("POST", receivedAt, outer);
  if (channel.startsWith("query")) return rawRequest("GET", receivedAt, outer);
  if (channel.startsWith("fragment")) {
    // Behind the route of a hash router.
    const separator = receivedAt.includes("#") ? (receivedAt.endsWith("/") ? "" : "?") : "#";
    return text(receivedAt + separator + encoded(outer));
  }
  return text(say("messages_raw_post_message", receivedAt), [], outer.map(({ raw }) => raw).join("\n"));
}

export const rawTokenRequest = ({ endpoint, request, requestHeaders }: TokenCall): string =>
  text(`POST ${endpoint}`, requestHeaders ?? [], encoded(request.parameters));

export const rawTokenAnswer = ({ status, error, headers, response }: TokenAnswer): string =>
  text(String(status ?? error ?? ""), headers, response?.body ?? "");

const encoded = (parameters: readonly Parameter[]): string => parameters.map(({ raw }) => raw).join("&");

const withQuery = (endpoint: string, parameters: readonly Parameter[]): string =>
  parameters.length === 0 ? endpoint : `${endpoint}?${encoded(parameters)}`;

const text = (first: string, headers: readonly Header[] = [], body = ""): string =>
  [first, ...headers.map(({ name, value }) => `${name}: ${value}`), ...(body === "" ? [] : ["", body])].join(
    "\n",
  );
