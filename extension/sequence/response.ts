import type { Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { brought, path, rowsOf, said, wire } from "./label.js";
import type { Draft } from "./sequence.js";

/** Facts of the response that each of its arrows has. */
export function aboutResponse({ response }: Login) {
  const parameters = response?.parameters ?? [];
  return {
    step: 5,
    channel: response?.channel ?? null,
    provenance: response?.provenance ?? null,
    rows: rowsOf(parameters),
    view: "messages",
    fault: isError(parameters),
    place: splitUrl(response?.receivedAt ?? "").base,
  } as const;
}

/** The arrival of the response at the client. */
export function deliveryOf(login: Login, method: string, url: string, at: number): Draft {
  const { channel = "", parameters = [] } = login.response ?? {};
  const names = brought(parameters);
  return {
    ...aboutResponse(login),
    id: "delivery",
    kind: "delivery",
    from: "browser",
    to: "client",
    label: channel.startsWith("fragment")
      ? said("fragment", `#${names}`)
      : channel.startsWith("form_post")
        ? wire(`POST ${path(url)} ${names}`)
        : wire(`${method} ${path(url)}?${names}`),
    at,
  };
}

/** Whether parameters are those of an error response. */
export const isError = (parameters: readonly { readonly name: string }[]): boolean =>
  parameters.some(({ name }) => name === "error");
