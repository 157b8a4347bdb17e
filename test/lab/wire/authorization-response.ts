import type { AuthorizationResponseEntry, Parameters, WireResponseMode } from "../log.js";

type AuthorizationResponse = Pick<AuthorizationResponseEntry, "mode" | "redirectUri" | "parameters">;

type PlainMode = "query" | "fragment" | "form_post" | "web_message";

/**
 * Reads an authorization response from a redirect's `Location`.
 *
 * Takes every query parameter for one of the response: the lab registers no redirect URI with a query.
 */
export function readRedirect(location: string): AuthorizationResponse {
  const [withQuery = "", fragment] = split(location, "#");
  if (fragment !== undefined) return response("fragment", withQuery, parseForm(fragment));
  const [redirectUri = "", query = ""] = split(withQuery, "?");
  return response("query", redirectUri, parseForm(query));
}

/** Reads an authorization response from a page that posts it, or hands it to another window; else gives null. */
export function readPage(markup: string): AuthorizationResponse | null {
  return readFormPost(markup) ?? readWebMessage(markup);
}

/** Decodes application/x-www-form-urlencoded text, keeping order and repeated names. */
export function parseForm(text: string): Parameters {
  return [...new URLSearchParams(text)];
}

function readFormPost(markup: string): AuthorizationResponse | null {
  const action = /<form method="post" action="([^"]*)">/.exec(markup)?.[1];
  if (action === undefined) return null;
  const inputs = markup.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g);
  const parameters = [...inputs].map(
    ([, name = "", value = ""]) => [unescapeHtml(name), unescapeHtml(value)] as const,
  );
  return response("form_post", unescapeHtml(action), parameters);
}

function readWebMessage(markup: string): AuthorizationResponse | null {
  const data = /\bvar data = (\{.*\});/.exec(markup)?.[1];
  if (data === undefined) return null;
  const parsed = JSON.parse(data) as { response: Record<string, unknown>; redirect_uri: string };
  const parameters = Object.entries(parsed.response).map(([name, value]) => [name, String(value)] as const);
  return response("web_message", parsed.redirect_uri, parameters);
}

function response(mode: PlainMode, redirectUri: string, parameters: Parameters): AuthorizationResponse {
  const isJarm = parameters.length === 1 && parameters[0]?.[0] === "response";
  const wireMode: WireResponseMode = isJarm ? `${mode}.jwt` : mode;
  return { mode: wireMode, redirectUri, parameters };
}

function split(text: string, mark: string): [string, string?] {
  const index = text.indexOf(mark);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number.parseInt(decimal, 10));
    return NAMED[name] ?? whole;
  });
}
