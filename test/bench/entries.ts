import { decodeToken } from "./decode-token.js";
import type { Entry } from "./entry.js";
import { evaluateChecks } from "./evaluate-checks.js";
import { firstPaint } from "./first-paint.js";
import { har } from "./har.js";
import { implicitLogin } from "./implicit-login.js";
import { largeFile, searchKey } from "./large-file.js";
import { pageLoad } from "./page-load.js";
import { responseReadable } from "./response-readable.js";

/** All that `npm run bench` measures, in its order. */
export const entries: readonly Entry[] = [
  pageLoad,
  implicitLogin,
  responseReadable,
  firstPaint,
  largeFile,
  searchKey,
  har,
  evaluateChecks,
  decodeToken,
];
