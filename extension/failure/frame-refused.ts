import { cited } from "../checks/citation.js";
import { excerpt } from "../checks/verdict.js";
import { headerOf } from "../flow/documents.js";
import type { DocumentExchange } from "../flow/login.js";
import type { Header } from "../flow/observation.js";
import { originOf, splitUrl } from "../oauth/parameter.js";
import { type FailureRule, type Lead, reading } from "./diagnosis.js";
import { citePage, isFramed, isSilent, requestDocument, serverDocuments } from "./facts.js";

/** How browsers put it that a page may not be in a frame; Chromium says so of other policies too. */
export const framing = /BLOCKED_BY_RESPONSE|XFO_VIOLATION|FRAME_ANCESTOR/i;

/**
 * @fires A page of the server came for a frame of another origin, and its X-Frame-Options or frame-ancestors forbid that; likely
 *   where no header was visible and the browser says that it blocked the page.
 * @silent An answer came; an error page, which `server-error-page` tells of.
 */
export const frameRefused: FailureRule = {
  id: "frame-refused",
  title: "The browser did not show the server's page in the frame, as the page forbids that.",
  citations: [
    ...citePage("RFC 7034, section 2.1", "Content Security Policy Level 3, frame-ancestors"),
    ...cited("RFC 9700 §4.16"),
  ],
  read: ({ login }) => {
    if (login.response !== null || !isFramed(login)) return null;
    const parent = originOf(requestDocument(login)?.initiator ?? login.client.origin);
    const refused = serverDocuments(login).find(({ frameId, exchanges, error }) => {
      const answer = exchanges.at(-1);
      if (frameId === 0 || parent === null || (answer?.status ?? 0) >= 400) return false;
      return (answer !== undefined && forbids(answer, parent)) || framing.test(error ?? "");
    });
    if (refused === undefined) return null;
    const { headers = [] } = refused.exchanges.at(-1) ?? {};
    const isVisible = headers.some(({ name }) => /^(?:x-frame-options|content-security-policy)$/i.test(name));
    return reading(
      [
        ["page", splitUrl(refused.url).base],
        ["page around the frame", parent ?? ""],
        ["X-Frame-Options", excerpt(headerOf(headers, "x-frame-options") ?? "absent")],
        ["frame-ancestors", excerpt(ancestorsIn(headers).join(", ")) || "absent"],
        ...(refused.error === null ? [] : [["error", excerpt(refused.error)] as const]),
      ],
      leadsOf(isSilent(login)),
      isVisible ? {} : { certainty: "likely", against: ["Neither header was visible."] },
    );
  },
};

const leadsOf = (silent: boolean): readonly Lead[] => [
  {
    what: "The server has a page to show where prompt=none asks for an answer without one; often the app's origin is not registered.",
    because: [silent && "The request has prompt=none."],
    against: [!silent && "The request does not have prompt=none."],
    tryThis:
      "Register the app's origin for silent logins (allowed web origins), and look at the page in a tab of its own.",
  },
  {
    what: "The app shows a login that asks the person in a frame.",
    because: [!silent && "The request does not have prompt=none."],
    against: [silent && "The request has prompt=none."],
    tryThis: "Send the whole page to the server, or open a pop-up.",
  },
];

/** The lists of frame-ancestors, one for each policy that has it. */
const ancestorsIn = (headers: readonly Header[]): readonly string[] =>
  (headerOf(headers, "content-security-policy")?.split(",") ?? []).flatMap(
    (policy) => /frame-ancestors\s*([^;]*)/i.exec(policy)?.[1] ?? [],
  );

/** Whether an answer may not be shown in a frame of a page; a policy's frame-ancestors goes before X-Frame-Options. */
function forbids({ url, headers }: DocumentExchange, parent: string): boolean {
  const own = originOf(url) === parent;
  const lists = ancestorsIn(headers);
  if (lists.length > 0) {
    const allows = (list: string) =>
      list.split(/\s+/).some((source) => admits(source.toLowerCase(), parent, own));
    return !lists.every(allows);
  }
  const options = headerOf(headers, "x-frame-options")?.trim().toLowerCase() ?? "";
  return options.startsWith("deny") || (options.startsWith("sameorigin") && !own);
}

/** @see Content Security Policy Level 3, section 6.7.2.8 (does a URL match a source expression) */
function admits(source: string, parent: string, own: boolean): boolean {
  if (source === "*" || source === "'self'") return source === "*" || own;
  const { protocol, host } = new URL(parent);
  if (source === protocol) return true;
  const name = source
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/.*/s, "")
    .replace(/:\*$/, "");
  const isScheme = !source.includes("://") || source.startsWith(`${protocol}//`);
  return isScheme && (name.startsWith("*.") ? host.endsWith(name.slice(1)) : name === host);
}
