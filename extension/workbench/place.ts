/** How far back the name of what holds a token is looked for. */
export const placeReach = 4_000;

/**
 * What the text before a token says it is: a header, a cookie, a parameter, a JSON member.
 *
 * @param before all that stands before the token
 */
export function placeOf(before: string): string {
  const near = before.slice(-placeReach);
  const [, member] = /"([\w.-]{1,80})"\s*:\s*"$/.exec(near) ?? [];
  if (member !== undefined) return `member ${member}`;
  const line = near.slice(near.lastIndexOf("\n") + 1);
  const [, parameter] = /([\w.~-]{1,80})=["']?[^\s=&;"']{0,20}$/.exec(line) ?? [];
  const { header, rest } = headerIn(line);
  if (parameter !== undefined) return parameterPlace(line, header, parameter);
  if (header !== "") {
    const [, scheme] = /^([\w-]{1,20})\s+$/.exec(rest) ?? [];
    return scheme === undefined ? `${header} header` : `${header} header, scheme ${scheme}`;
  }
  return "pasted text";
}

const lastQuote = (line: string): number => Math.max(line.lastIndexOf('"'), line.lastIndexOf("'"));

/** The header that a line begins with, or the quoted text that it ends with; a scheme with two slashes is none. */
function headerIn(line: string): { readonly header: string; readonly rest: string } {
  const text = line.slice(lastQuote(line) + 1).trimStart();
  const [start = "", header = ""] = /^([A-Za-z][\w-]{1,40})\s*:/.exec(text) ?? [];
  const rest = text.slice(start.length).trimStart();
  return rest.startsWith("//") ? { header: "", rest: "" } : { header, rest };
}

/** Whether a line of curl ends within the value of `-b` or `--cookie`. */
function isCookieOption(line: string): boolean {
  const quote = lastQuote(line);
  return (
    /(?:^|\s)(?:-b|--cookie)\s/.test(line.slice(quote + 1)) ||
    (quote >= 0 && /(?:^|\s)(?:-b|--cookie)$/.test(line.slice(0, quote).trimEnd()))
  );
}

function parameterPlace(line: string, header: string, name: string): string {
  if (/^(?:set-)?cookie$/i.test(header) || isCookieOption(line)) return `cookie ${name}`;
  const word = line.split(/[\s"']/).at(-1) ?? "";
  const [query, fragment] = [word.lastIndexOf("?"), word.lastIndexOf("#")];
  if (fragment > query) return `fragment parameter ${name}`;
  return query >= 0 ? `query parameter ${name}` : `parameter ${name}`;
}
