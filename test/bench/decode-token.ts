import { decodeJwt, decodeProtectedHeader } from "jose";
import { decode } from "../../extension/token/decode.js";
import { accessToken, idToken } from "../fixtures/tokens.js";
import type { Entry, Figure, Setting } from "./entry.js";
import { inRounds, type Subject } from "./rounds.js";

/** Tokens in one measurement, each another one, so that nothing can be remembered. */
const tokens = 1000;

/**
 * Decoding JWTs beside what jose's own functions take for header and claims. Ours also tells what is wrong with a token, where
 * theirs throw, and keeps the texts as they are.
 */
export const decodeToken: Entry = {
  name: "decode-token",
  where: "node",
  async measure({ pairs }: Setting): Promise<readonly Figure[]> {
    const { ours, theirs } = await inRounds(
      {
        ours: timed(decode),
        theirs: timed((token) => [decodeProtectedHeader(token), decodeJwt(token)]),
      },
      pairs,
    );
    return [
      {
        what: `decoding ${tokens} tokens / jose's decodeJwt`,
        kind: "ratio",
        goal: null,
        values: ours,
        base: theirs,
      },
    ];
  },
};

function timed(read: (token: string) => unknown): Subject {
  let round = 0;
  return {
    measure() {
      round += 1;
      const given = Array.from({ length: tokens }, (_, index) =>
        (index % 2 === 0 ? idToken : accessToken)({ sub: `auth0|${round}-${index}`, name: "Jane Döe" }),
      );
      const before = performance.now();
      for (const token of given) read(token);
      return Promise.resolve(performance.now() - before);
    },
  };
}
