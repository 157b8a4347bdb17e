import type { Observation } from "../flow/observation.js";
import { parseAuthorizationRequest } from "../oauth/authorization-request.js";
import { parseWebMessage } from "../oauth/authorization-response.js";
import { originOf } from "../oauth/parameter.js";
import { contentOf } from "./entry.js";
import type { Hop } from "./redirects.js";

/** The longest page that is searched, characters. */
const pageLimit = 65_536;

type Posted = Pick<Extract<Observation, { kind: "message" }>, "kind" | "url" | "origin" | "data">;

/**
 * The authorization response that a page of the server posts to the client's window (`response_mode=web_message`).
 *
 * A HAR file holds no messages between windows, but the page that posts this one has it in its script. Finds it only where it
 * is plain JSON, and does not prove that it was posted.
 *
 * @see OAuth 2.0 Web Message Response Mode (draft-sakimura-oauth-wmrm-00), section 4.1
 */
export function postedMessage(url: string, method: string, { raw }: Hop): Posted | null {
  if (!url.includes("web_message")) return null;
  const request = parseAuthorizationRequest(url, method, null);
  const client = originOf(request?.redirectUri ?? null);
  const origin = originOf(url);
  if (!request?.responseMode.resolved.startsWith("web_message") || client === null || origin === null)
    return null;
  const page = contentOf(raw.response)?.text.slice(0, pageLimit) ?? "";
  // Objects without others inside them: the parameters stand in one.
  for (const [object] of page.matchAll(/\{[^{}]*\}/g)) {
    const data = `{"type":"authorization_response","response":${object}}`;
    if (parseWebMessage(origin, data)?.state === request.state)
      return { kind: "message", url: `${client}/`, origin, data };
  }
  return null;
}
