import type { Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { documentMessages } from "./documents.js";
import { brought, path, rowsOf, said, wire } from "./label.js";
import type { Lanes } from "./lanes.js";
import { requestMessage } from "./request.js";
import { aboutResponse, deliveryOf, isError } from "./response.js";
import type { Draft } from "./sequence.js";

/** What passed through the browser: the click, requests, redirects, prompts, and the response with its delivery. */
export function frontChannel(login: Login, lanes: Lanes): readonly Draft[] {
  const documents = documentMessages(login, lanes);
  const has = (kind: Draft["kind"]) => documents.some((draft) => draft.kind === kind);
  return [
    ...clickMessage(login),
    ...(has("request") ? [] : requestMessage(login)),
    ...documents,
    ...(has("response") ? [] : responseMessage(login)),
    ...(has("delivery") ? [] : deliveryMessage(login)),
    ...login.furtherResponses.map(
      (further, index): Draft => ({
        id: `further-${index}`,
        kind: "delivery",
        from: "browser",
        to: "client",
        label: wire(`→ ${path(further.receivedAt)} ${brought(further.parameters)}`),
        at: further.at,
        channel: further.channel,
        provenance: further.provenance,
        rows: rowsOf(further.parameters),
        view: "messages",
        fault: isError(further.parameters),
        place: splitUrl(further.receivedAt).base,
      }),
    ),
  ];
}

function clickMessage({ steps: [click] }: Login): readonly Draft[] {
  if (click?.status !== "seen") return [];
  const [label] = /^“.*”/s.exec(click.details[0] ?? "") ?? [];
  return [
    {
      id: "click",
      kind: "click",
      step: 1,
      from: "browser",
      to: "client",
      label: label === undefined ? said("acted") : said("click", label),
      at: click.at,
      provenance: click.provenance,
      rows: [{ name: click.title, value: click.details.join(" · ") }],
    },
  ];
}

/** How the server handed out the response, where the exchange itself was not visible. */
function responseMessage(login: Login): readonly Draft[] {
  const { response } = login;
  if (response === null || response.channel.startsWith("form_post")) return [];
  const about = { ...aboutResponse(login), id: "response", kind: "response", from: "server" } as const;
  const names = brought(response.parameters);
  if (response.channel.startsWith("web_message")) {
    return [{ ...about, to: "client", label: wire(`postMessage ${names}`), at: response.at }];
  }
  const mark = response.channel.startsWith("fragment") ? "#" : "?";
  return [
    {
      ...about,
      to: "browser",
      label: wire(`→ ${path(response.receivedAt)}${mark}${names}`),
      at: response.at,
    },
  ];
}

/** How the response came to the client, where the exchange itself was not visible. */
function deliveryMessage(login: Login): readonly Draft[] {
  const { response } = login;
  if (response === null || response.channel.startsWith("web_message")) return [];
  return [deliveryOf(login, "GET", response.receivedAt, response.at)];
}
