import type { RequestTemplate } from "./request.js";
import { command, printed, setByTools, shellWord, urlWord } from "./shell.js";

/**
 * A request as a `curl` command, for shells as of {@link shellWord}.
 *
 * Names the method only where curl would choose another, as browsers' "Copy as cURL" does. Leaves out headers that curl sets
 * itself; a URL's brackets and braces are taken as they are.
 */
export function curlOf(request: RequestTemplate): string {
  const { method, url, headers, body } = request;
  const input = body && printed(body);
  const isHead = method === "HEAD" && body === null;
  const globs = url.some((piece) => typeof piece === "string" && /[[\]{}]/.test(piece));
  const sent = headers.filter(({ name }) => !setByTools(name));
  return command([
    `${input ?? ""}curl ${urlWord(url)}`,
    ...(globs ? ["--globoff"] : []),
    // With -X HEAD curl would wait for a body.
    ...(isHead
      ? ["--head"]
      : method === (body === null ? "GET" : "POST")
        ? []
        : [`-X ${shellWord([method])}`]),
    ...sent.map(({ name, value }) =>
      value.join("").trim() === ""
        ? `-H ${shellWord([`${name};`])}`
        : `-H ${shellWord([`${name}: `, ...value])}`,
    ),
    // Else curl says that the body is a form.
    ...(body && !headers.some(({ name }) => /^content-type$/i.test(name)) ? ["-H 'Content-Type:'"] : []),
    ...(body === null ? [] : [input ? "--data-binary @-" : `--data-raw ${shellWord(body)}`]),
    ...(headers.some(({ name }) => /^accept-encoding$/i.test(name)) ? ["--compressed"] : []),
  ]);
}
