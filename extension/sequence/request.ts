import type { Login } from "../flow/login.js";
import { path, rowsOf, wire } from "./label.js";
import type { Draft } from "./sequence.js";

/** The authorization request; nothing where it was not visible. */
export function requestMessage({ request }: Login): readonly Draft[] {
  if (request === null) return [];
  const { method, endpoint, responseTypes, requestUri, at, provenance, parameters } = request;
  const types = responseTypes.join(" ");
  const asked = types !== "" ? `response_type=${types}` : requestUri === null ? "" : "request_uri=…";
  return [
    {
      id: "request",
      kind: "request",
      step: 2,
      from: "browser",
      to: "server",
      label: wire(`${method} ${path(endpoint)}${asked && "?"}${asked}`),
      at,
      provenance,
      rows: rowsOf(parameters),
      view: "messages",
      place: endpoint,
    },
  ];
}
