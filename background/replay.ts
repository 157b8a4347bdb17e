import type { ReplayRequest, ReplayResult } from "../extension/messages.js";

/** How long an answer may take, ms. */
export const limitMs = 30_000;
/** How much of a body is kept, in bytes. */
export const bodyLimit = 1_048_576;

/**
 * Sends one request on a person's behalf and reads its answer.
 *
 * Sends no cookies, no referrer and nothing from a cache, follows redirects. Never rejects.
 *
 * @param abort the person's wish to stop
 * @param limit fires once the answer has taken {@link limitMs}
 * @param covered whether the extension has access to the site
 */
export async function replay(
  { method, url, headers, body }: Omit<ReplayRequest, "id">,
  {
    abort,
    limit,
    covered,
  }: { readonly abort: AbortSignal; readonly limit: AbortSignal; readonly covered: boolean },
): Promise<ReplayResult> {
  const start = performance.now();
  const took = () => performance.now() - start;
  if (!covered) {
    return { outcome: "no-access", message: "There is no access to this site.", durationMs: 0 };
  }
  try {
    const answer = await fetch(url, {
      method,
      headers: headers.map(({ name, value }): [string, string] => [name, value]),
      body,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([abort, limit]),
    });
    const { text, truncated } = await readText(answer);
    return {
      outcome: "answered",
      status: answer.status,
      statusText: answer.statusText,
      headers: [...answer.headers].map(([name, value]) => ({ name, value })),
      body: text,
      truncated,
      durationMs: took(),
      url: answer.url,
    };
  } catch {
    // The browser's own error text can quote header values, so none of it is passed on.
    if (abort.aborted) return { outcome: "aborted", message: "Aborted.", durationMs: took() };
    if (limit.aborted) {
      return {
        outcome: "timed-out",
        message: `No complete answer within ${limitMs / 1000} s.`,
        durationMs: took(),
      };
    }
    const message =
      "No answer: the server could not be reached, or the request is one that a browser does not send.";
    return { outcome: "failed", message, durationMs: took() };
  }
}

/** The body as UTF-8 text, {@link bodyLimit} of it at most. */
export async function readText(answer: Response): Promise<{ text: string; truncated: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let left = bodyLimit;
  if (answer.body === null) return { text, truncated: false };
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), truncated: false };
    if (value.byteLength > left) {
      await reader.cancel();
      return { text: text + decoder.decode(value.subarray(0, left)), truncated: true };
    }
    left -= value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
}
