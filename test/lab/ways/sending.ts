import { type Html, html } from "../shared/html.js";

/** An authorization request that a page may send. */
export interface Outgoing {
  readonly endpoint: string;
  readonly parameters: URLSearchParams;
  readonly url: string;
}

interface Way {
  readonly note: string;
  /** Parameters that go with this way unless others are asked for. */
  readonly defaults: Readonly<Record<string, string>>;
  /** The control with the id `go`; `send.ts` gives the buttons their action. */
  readonly control: (request: Outgoing) => Html;
}

const button = (words: string) => () => html`<button id="go">${words}</button>`;

/** Every way of sending an authorization request. */
export const SENDING = {
  link: {
    note: "A link.",
    defaults: { response_type: "code" },
    control: ({ url }) => html`<a class="button" id="go" href="${url}">Log in</a>`,
  },
  script: {
    note: "location.assign.",
    defaults: { response_type: "id_token token" },
    control: button("Log in"),
  },
  redirect: {
    note: "A redirect of the client's server.",
    defaults: { response_type: "id_token" },
    control: ({ parameters }) =>
      html`<a class="button" id="go" href="/redirect?${parameters.toString()}">Log in</a>`,
  },
  post: {
    note: "A form posted to the authorization endpoint.",
    defaults: { response_type: "code id_token" },
    control: ({ endpoint, parameters }) => html`
<form method="post" action="${endpoint}">
  ${[...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  <button id="go">Log in</button>
</form>`,
  },
  popup: {
    note: "A pop-up that answers its opener.",
    defaults: { response_type: "token", landing: "/callback/popup" },
    control: button("Log in by pop-up"),
  },
  "blank-popup": {
    note: "A pop-up that is opened empty and sent to the server afterwards.",
    defaults: { response_type: "code", landing: "/callback/popup" },
    control: button("Log in by pop-up"),
  },
  opener: {
    note: "A pop-up whose server answers by the hash of the page that opened it.",
    defaults: { as: "idp", answer: "opener", response_type: "token", landing: "/send/opener" },
    control: button("Log in by pop-up"),
  },
  frame: {
    note: "A hidden frame, silently.",
    defaults: { response_type: "id_token", prompt: "none", landing: "/callback/frame" },
    control: button("Renew"),
  },
  tab: {
    note: "A link into a new tab.",
    defaults: { response_type: "id_token token" },
    control: ({ url }) =>
      html`<a class="button" id="go" href="${url}" target="_blank" rel="noopener">Log in in a new tab</a>`,
  },
} as const satisfies Readonly<Record<string, Way>>;

export type SendingWay = keyof typeof SENDING;

export const isSendingWay = (name: string): name is SendingWay => Object.hasOwn(SENDING, name);
