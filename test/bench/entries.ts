import { decodeToken } from "./decode-token.js";
import type { Entry } from "./entry.js";
<<<<<<< HEAD
import { har } from "./har.js";
=======
import { evaluateChecks } from "./evaluate-checks.js";
>>>>>>> ea62a28 (Benchmarks: all checks on logins of three sizes, and decoding beside jose; what the checks computed again and again is computed once)
import { implicitLogin } from "./implicit-login.js";
import { pageLoad } from "./page-load.js";
import { responseReadable } from "./response-readable.js";

/** All that `npm run bench` measures, in its order. */
<<<<<<< HEAD
export const entries: readonly Entry[] = [pageLoad, implicitLogin, responseReadable, har];
=======
export const entries: readonly Entry[] = [
  pageLoad,
  implicitLogin,
  responseReadable,
  evaluateChecks,
  decodeToken,
];
>>>>>>> ea62a28 (Benchmarks: all checks on logins of three sizes, and decoding beside jose; what the checks computed again and again is computed once)
