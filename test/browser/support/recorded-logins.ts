import type { Page } from "puppeteer-core";
import type { Origins } from "../../lab/origins.js";
import { until } from "../harness/until.js";
import { authenticate, consent, waitForText } from "./person.js";

/** A login of the lab, from an empty tab to its last call. */
export interface RecordedLogin {
  readonly name: string;
  /** How many logins come of it, silent renewals included. */
  readonly logins: number;
  perform(page: Page, origins: Origins): Promise<void>;
  /** Whether a look into the client's storage finds its tokens. */
  readonly isStored?: true;
}

/** Logins by as many ways as the lab has: each as a person goes through it, with prompts where the server shows them. */
export const recordedLogins: readonly RecordedLogin[] = [
  {
    name: "auth0-js: id_token token in the fragment, and a call",
    logins: 1,
    async perform(page, { app }) {
      await logIn(page, `${app}/`, "#login-token-id_token");
      await act(page, "#call-api", "HTTP 200");
    },
  },
  {
    name: "express-openid-connect: id_token by form_post",
    logins: 1,
    perform: (page, { web }) => logIn(page, `${web}/`, "#login", "logged in"),
  },
  {
    name: "auth0-spa-js: code and PKCE, calls, rotation of the refresh token",
    logins: 1,
    isStored: true,
    async perform(page, { code }) {
      await logIn(page, `${code}/stored`, "#login");
      await act(page, "#call-api", "HTTP 200");
      await act(page, "#renew", '"renewed": true');
      await act(page, "#call-api", "HTTP 200");
    },
  },
  {
    name: "auth0-spa-js: silent renewal by web_message in a hidden frame",
    logins: 2,
    async perform(page, { code }) {
      await logIn(page, `${code}/iframe`, "#login");
      await act(page, "#renew", '"renewed": true');
    },
  },
  {
    name: "auth0-spa-js: refresh tokens in a worker",
    logins: 1,
    async perform(page, { code }) {
      await logIn(page, `${code}/`, "#login");
      await act(page, "#renew", '"renewed": true');
    },
  },
  {
    name: "auth0-spa-js: DPoP",
    logins: 1,
    async perform(page, { code }) {
      await logIn(page, `${code}/dpop`, "#login");
      await act(page, "#call-api", "HTTP 200");
    },
  },
  {
    name: "hybrid: code and id_token in the fragment, then the code for an access token, and a call",
    logins: 1,
    async perform(page, { hybrid }) {
      await logIn(page, `${hybrid}/`, "#login");
      await act(page, "#call-api", "HTTP 200");
    },
  },
  workbench("code by query.jwt (JARM)", { response_type: "code", response_mode: "query.jwt" }),
  workbench("code id_token token by form_post", {
    response_type: "code id_token token",
    response_mode: "form_post",
    api: "1",
  }),
  workbench("code, pushed (PAR)", { response_type: "code", par: "1" }),
  workbench("an error response: token by query", { response_type: "token", response_mode: "query" }),
  workbench("none: the state alone", { response_type: "none" }),
  {
    name: "a token that is sent to another site as referrer",
    logins: 1,
    async perform(page, { ways }) {
      const query = "as=idp&response_type=token&response_mode=query&landing=/callback/leaky";
      await page.goto(`${ways}/send/link?${query}`);
      await page.click("#go");
      await answerPrompts(page, "received");
    },
  },
  {
    name: "a request that is sent as a form",
    logins: 1,
    async perform(page, { ways }) {
      await page.goto(`${ways}/send/post`);
      await page.click("#go");
      await answerPrompts(page, "received");
    },
  },
];

function workbench(name: string, parameters: Readonly<Record<string, string>>): RecordedLogin {
  return {
    name,
    logins: 1,
    async perform(page, { hybrid }) {
      await page.goto(`${hybrid}/any/start?${new URLSearchParams(parameters)}`);
      await answerPrompts(page, "received");
    },
  };
}

async function logIn(page: Page, url: string, button: string, words = "logged in"): Promise<void> {
  await page.goto(url);
  await page.waitForSelector(button);
  await waitForText(page, "#status", "logged out");
  await page.click(button);
  await answerPrompts(page, words);
}

/** Clicks in the client's page, and waits for what comes of it. */
async function act(page: Page, button: string, words: string): Promise<void> {
  await page.$eval("#result", (result) => {
    result.textContent = "";
  });
  await page.click(button);
  await waitForText(page, "#result", words);
}

/** Answers whatever the server asks until the client says that it has its response. */
async function answerPrompts(page: Page, words: string): Promise<void> {
  for (;;) {
    const asked = await until(() => askedIn(page, words), { what: "a prompt or the response" });
    if (asked === "nothing") return;
    await Promise.all([page.waitForNavigation(), asked === "password" ? authenticate(page) : consent(page)]);
  }
}

const askedIn = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    if (document.querySelector("#status")?.textContent?.includes(wanted)) return "nothing";
    if (document.querySelector("#username")) return "password";
    return document.querySelector("#allow") ? "consent" : null;
  }, words);
