import type { Login, PostedResponse } from "../flow/login.js";
import { textOf } from "../oauth/metadata.js";
import { firstValue, originOf } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import type { Check, Verdict } from "./check.js";
import { cited } from "./citation.js";
import { type Fault, firedBy } from "./faults.js";
import { metadataOf } from "./server-facts.js";
import { isSameSite } from "./sites.js";
import { excerpt, notApplicable, silent, undetermined } from "./verdict.js";

/**
 * @severity high
 * @fires A message with an authorization response was received by a page of another origin than the redirect URI's; or a script
 *   in a page of the server posts the response to any origin, `*`.
 * @silent Messages between frames of one origin, or within the client's site; messages without credentials. The target that a
 *   sender names is not visible where the right page received it (undetermined), unless the sender's page could be looked into.
 */
const postmessageTargetUnsafe: Check = {
  id: "postmessage-target-unsafe",
  title: "An authorization response is posted to any origin, or to the wrong one.",
  citations: cited("RFC 9700 §4.17.1.1, §4.17.1.2, §4.17.2; BBA-27 §6.3.3.3; Session §3.1"),
  remedy: "Post only to the exact registered client origin.",
  evaluate: ({ login }) => {
    if (!usesMessages(login)) return withoutMessages(login);
    const target = originOf(login.request?.redirectUri ?? null) ?? login.client.origin;
    const ofServer = (url: string) => originOf(url) === login.server.origin;
    const faults: readonly Fault[] = [
      ...login.messages
        .filter((message) => isMisdirected(message, target, login))
        .map(
          ({ from, to, names }): Fault => ({
            severity: "high",
            seen: [
              ["sender", from],
              ["received by", to ?? "unknown"],
              ["expected", target ?? "unknown"],
              ["parameters", excerpt(names.join(", "))],
            ],
          }),
        ),
      ...login.traces
        .filter(({ where, place }) => where === "any-origin" && ofServer(place))
        .map(
          ({ place, tokenId }): Fault => ({
            severity: "high",
            seen: [
              ["sender", place],
              ["target", "*"],
              ["credential", tokenId],
            ],
          }),
        ),
    ];
    // Where a page may be looked into, it was watched as well.
    const isWatched = login.looks.some(({ url, reach }) => reach === "page" && ofServer(url));
    return firedBy(
      faults,
      isWatched ? silent : undetermined("The target that the sender named was not visible."),
    );
  },
};

const holdsCredential = ({ names }: PostedResponse): boolean =>
  names.some((name) => ["code", "access_token", "id_token", "response"].includes(name));

function isMisdirected(message: PostedResponse, target: string | null, { client }: Login): boolean {
  const { from, to } = message;
  if (!holdsCredential(message) || to === null || target === null || to === target || to === from)
    return false;
  // The client's own page that passes a response on may know other pages of its site.
  return !(isSameSite(from, client.origin) && isSameSite(to, client.origin));
}

/**
 * @severity high
 * @fires The response came by a message from another origin than the server's, and the client then redeemed its code, stored its
 *   token or called an API with it.
 * @silent An origin that the server's metadata name, as with a domain of its own; the client's own pages, which pass a response
 *   on. The listeners' source is not looked at.
 * @differs The catalogue also judges the source of listeners, which no API of the browser shows.
 */
const postmessageSenderUnverified: Check = {
  id: "postmessage-sender-unverified",
  title: "The client processed a response message from an unexpected origin.",
  citations: cited("RFC 9700 §4.17.1.3, §4.17.2; BBA-27 §6.3.3.3; Session §3.2, §6"),
  remedy: "Compare the event origin with the exact server origin before reading data.",
  evaluate: ({ login, server }) => {
    if (!usesMessages(login)) return withoutMessages(login);
    if (login.server.origin === null) return undetermined("The server's origin was not visible.");
    const expected = [login.server.origin, login.client.origin, ...publishedOrigins(server)];
    const { response } = login;
    if (!response?.channel.startsWith("web_message") || expected.includes(originOf(response.receivedAt)))
      return silent;
    const action = followUp(login);
    return firedBy(
      action === null
        ? []
        : [
            {
              severity: "high",
              seen: [
                ["sender", response.receivedAt],
                ["expected", login.server.origin],
                ["the client then", action],
              ],
            },
          ],
    );
  },
};

/** What the client did with the response; null if nothing was seen. */
function followUp({ response, tokens, tokenCalls, calls, traces }: Login): string | null {
  const code = firstValue(response?.parameters ?? [], "code");
  if (code !== null && tokenCalls.some(({ request }) => request.code === code)) return "redeemed its code";
  const received = tokens.filter(({ channel }) => channel.startsWith("web_message")).map(({ id }) => id);
  if (calls.some(({ tokenId }) => received.includes(tokenId))) return "called an API with its token";
  const isStored = traces.some(
    ({ where, tokenId }) => /Storage$|DB$/.test(where) && received.includes(tokenId),
  );
  return isStored ? "stored its token" : null;
}

const publishedOrigins = (server: ServerKnowledge): readonly (string | null)[] =>
  ["issuer", "authorization_endpoint"].map((name) => originOf(textOf(metadataOf(server), name)));

const usesMessages = ({ response, messages }: Login): boolean =>
  messages.length > 0 || (response?.channel.startsWith("web_message") ?? false);

const withoutMessages = ({ response, request }: Login): Verdict =>
  response === null && (request === null || request.responseMode.value.startsWith("web_message"))
    ? undetermined("No authorization response was visible.")
    : notApplicable;

/** Checks of messages between windows. */
export const webMessageChecks: readonly Check[] = [postmessageTargetUnsafe, postmessageSenderUnverified];
