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
  const [, header = "", rest = ""] =
    /(?:^|["'])\s*([A-Za-z][\w-]{1,40})\s*:\s*(?!\/\/)([^"']*)$/.exec(line) ?? [];
  if (parameter !== undefined) return parameterPlace(line, header, parameter);
  if (header !== "") {
    const [, scheme] = /^([\w-]{1,20})\s+$/.exec(rest) ?? [];
    return scheme === undefined ? `${header} header` : `${header} header, scheme ${scheme}`;
  }
  return "pasted text";
}

function parameterPlace(line: string, header: string, name: string): string {
  if (/^(?:set-)?cookie$/i.test(header) || /(?:^|\s)(?:-b|--cookie)\s+["']?[^"']*$/.test(line))
    return `cookie ${name}`;
  const word = line.slice(line.search(/[^\s"']*$/));
  const [query, fragment] = [word.lastIndexOf("?"), word.lastIndexOf("#")];
  if (fragment > query) return `fragment parameter ${name}`;
  return query >= 0 ? `query parameter ${name}` : `parameter ${name}`;
}
