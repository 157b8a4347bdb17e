import type { Page } from "puppeteer-core";
import type { FailureName } from "../../lab/failures/failures.js";
import { closePopup, deny } from "./failing.js";
import type { World } from "./world.js";

/** What has to be told of a failure. */
export interface Told {
  readonly id: string;
  /** Likely unless `seen`. */
  readonly certainty?: "likely";
  /** Certainty and words of the first cause; nothing where none can be told. */
  readonly cause?: string;
  /** Some of the evidence, by label. */
  readonly seen?: Readonly<Record<string, string>>;
}

export interface Way {
  readonly name: FailureName;
  /** What the person does after the click, other than to answer prompts until it is over. */
  readonly act?: (page: Page, world: World) => Promise<unknown>;
  /**
   * Whether there is a session at the server: none, or that of an earlier login, which is still settling then, so that the
   * background does not change its listeners in the middle of a request; else neither matters.
   */
  readonly session?: "none" | "earlier login";
  readonly told: Told;
  /** What is told in Firefox where it shows more: Chromium keeps an answer from extensions that it keeps from the page. */
  readonly inFirefox?: Told;
}

const nothing = async () => {};

const noPageInFrame =
  "likely: The server has a page to show where prompt=none asks for an answer without one; often the app's origin is not registered.";

/** Ways for a login to fail before the app can redeem what it got. */
export const waysToTheApp: readonly Way[] = [
  {
    name: "access-denied",
    act: deny,
    told: {
      id: "authorization-access_denied",
      cause: "likely: The person cancelled or did not consent.",
      seen: { error: "access_denied" },
    },
  },
  {
    name: "no-pkce",
    told: {
      id: "authorization-invalid_request",
      cause: "likely: The server demands PKCE of this client.",
    },
  },
  {
    name: "unauthorized-client",
    told: {
      id: "authorization-invalid_request",
      cause: "likely: The client may not use response_type token.",
      seen: { error_description: "requested response_type is not allowed for this client" },
    },
  },
  {
    name: "login-required",
    session: "none",
    told: {
      id: "authorization-login_required",
      cause: "likely: There is no session at the server for this browser.",
      seen: { prompt: "none" },
    },
  },
  { name: "server-error", told: { id: "authorization-server_error", seen: { error: "server_error" } } },
  {
    name: "temporarily-unavailable",
    told: { id: "authorization-temporarily_unavailable", seen: { error: "temporarily_unavailable" } },
  },
  {
    name: "error-of-its-own",
    told: { id: "authorization-error-unregistered", seen: { error: "tenant_locked" } },
  },
  {
    name: "unknown-client",
    session: "earlier login",
    act: nothing,
    told: { id: "server-error-page", seen: { status: "400", "client_id sent": "nobody" } },
  },
  {
    name: "unregistered-redirect-uri",
    session: "earlier login",
    act: nothing,
    told: {
      id: "server-error-page",
      cause:
        "likely: The redirect URI FAILING/unregistered-redirect-uri/callback is not registered for this client.",
      seen: { status: "400", "redirect_uri sent": "FAILING/unregistered-redirect-uri/callback" },
    },
  },
  {
    name: "loop",
    session: "earlier login",
    act: nothing,
    told: { id: "login-loop", seen: { client_id: "failing", answers: "no error" } },
  },
  {
    name: "loop-by-script",
    session: "earlier login",
    told: { id: "login-loop", seen: { client_id: "failing", answers: "no error" } },
  },
  {
    name: "frame-login-required",
    session: "none",
    act: nothing,
    told: { id: "silent-login-required", seen: { error: "login_required" } },
  },
  {
    name: "frame-cookies-blocked",
    session: "earlier login",
    act: nothing,
    told: {
      id: "silent-login-required",
      cause:
        "likely: The browser keeps third-party cookies from the frame, or the session's cookie says SameSite=Lax or Strict.",
      seen: { "cookies sent": "none" },
    },
  },
  {
    name: "frame-x-frame-options",
    session: "earlier login",
    act: nothing,
    told: { id: "frame-refused", cause: noPageInFrame, seen: { "X-Frame-Options": "DENY" } },
  },
  {
    name: "frame-ancestors",
    session: "earlier login",
    act: nothing,
    told: {
      id: "frame-refused",
      cause: noPageInFrame,
      seen: { "frame-ancestors": "'self'" },
    },
  },
  {
    name: "popup-closed",
    act: (_page, world) => closePopup(world),
    told: { id: "window-closed", cause: "likely: The person closed it." },
  },
  {
    name: "other-tab",
    act: async (page) => {
      await page.waitForSelector("#mail");
      await page.click("#mail");
    },
    told: {
      id: "state-other-tab",
      cause:
        "likely: The app keeps its state in the session storage of the tab that asked, which no other tab sees.",
    },
  },
  {
    name: "other-origin",
    session: "earlier login",
    told: {
      id: "state-other-origin",
      cause:
        "likely: The app keeps its state in the storage or cookie of the first origin, which the second does not see.",
      seen: { "began on": "WWW", "came back to": "FAILING" },
    },
  },
  {
    name: "same-site-cookie",
    session: "earlier login",
    act: nothing,
    told: {
      id: "state-cookie-lost",
      cause:
        "seen: Browsers do not send a cookie with SameSite=Lax along with a form that another site posts.",
      seen: { cookie: "login", callback: "POST FAILING/same-site-cookie/callback" },
    },
  },
];
