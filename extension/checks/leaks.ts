import type { Check } from "./check.js";
import { openRedirectCallback } from "./leaks-by-redirect.js";
import { authzPageLeaksRequest, tokenInReferer } from "./leaks-by-referer.js";
import { sessionCookieFlags, tokenInScriptCookie, tokenInWebStorage } from "./leaks-in-storage.js";
import { thirdPartyContentOnCallback, tokenLeftInUrl } from "./leaks-on-callback.js";
import { accessTokenInApiQuery, tokenOutsideAudience, tokenToThirdParty } from "./leaks-to-others.js";

/** Checks of where tokens leak. */
export const leakChecks: readonly Check[] = [
  tokenInReferer,
  tokenLeftInUrl,
  thirdPartyContentOnCallback,
  tokenToThirdParty,
  tokenOutsideAudience,
  accessTokenInApiQuery,
  tokenInWebStorage,
  tokenInScriptCookie,
  sessionCookieFlags,
  openRedirectCallback,
  authzPageLeaksRequest,
];
