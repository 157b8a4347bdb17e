import { onClick, show } from "../shared/in-page.js";

const MESSAGES = 10_000;
const FRAMES = 2_000;
/** One in so many frames looks like a login, which makes more logins than anybody can hold. */
const LOGIN_EVERY = 8;
/** How many frames are open at the same time. */
const AT_ONCE = 50;
const FRAGMENT = 10 * 1024 * 1024;
const FIREFOX_FRAGMENT = 1_000_000;

const callback = `${location.origin}/callback`;

function flood(): void {
  for (let index = 0; index < MESSAGES; index += 1) {
    const response = {
      access_token: `made-up-token-${index}`,
      token_type: "Bearer",
      state: `flood-${index}`,
    };
    postMessage({ type: "authorization_response", response }, location.origin);
  }
}

/**
 * Everything that a page could say to a script of the extension in its own world or in the isolated one: messages, and
 * events under the names that such scripts are likely to use.
 */
function forge(): void {
  const body = JSON.stringify({
    access_token: "forged-access-token-1",
    token_type: "Bearer",
    expires_in: 3600,
  });
  const fact = {
    kind: "response-body",
    url: `${location.origin}/oauth/token`,
    method: "POST",
    status: 200,
    text: body,
    provenance: "browser",
    at: Date.now(),
  };
  for (const name of ["response-body", "message", "page-left", "asks", "offers"]) {
    const detail = { ...fact, name, body };
    for (const target of [window, document, document.documentElement]) {
      target.dispatchEvent(new CustomEvent(name, { detail }));
      target.dispatchEvent(new CustomEvent(`token-inspector-${name}`, { detail }));
      const { port1, port2 } = new MessageChannel();
      target.dispatchEvent(new MessageEvent(`token-inspector-${name}`, { data: detail, ports: [port2] }));
      port1.postMessage(fact);
    }
    postMessage({ source: "token-inspector", ...detail }, location.origin);
  }
}

function goFar(): void {
  const parameters = (length: number) =>
    new URLSearchParams({ access_token: "A".repeat(length), token_type: "Bearer", state: "huge" }).toString();
  try {
    location.hash = parameters(FRAGMENT);
  } catch {
    // Firefox takes no URL of more than 1 MB.
    location.hash = parameters(FIREFOX_FRAGMENT);
  }
}

/** A request and its response whose parameters are named as members of every object are. */
async function useNames(): Promise<void> {
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) => [name, "odd"]);
  const request = new URLSearchParams([
    ["response_type", "token"],
    ["client_id", "ways"],
    ["redirect_uri", callback],
    ["state", "names"],
    ...odd,
  ]);
  const response = new URLSearchParams([
    ["access_token", "token-among-odd-names"],
    ["token_type", "Bearer"],
    ["state", "names"],
    ...odd,
  ]);
  await openFrame(`${location.origin}/attack/frame?${request}`);
  await openFrame(`${callback}#${response}`);
}

async function openFrames(): Promise<void> {
  for (let first = 0; first < FRAMES; first += AT_ONCE) {
    const urls = Array.from({ length: AT_ONCE }, (_, index) => {
      const state = `frame-${first + index}`;
      const request = { response_type: "token", client_id: "ways", redirect_uri: callback, state };
      const looksLikeLogin = index % LOGIN_EVERY === 0;
      return looksLikeLogin
        ? `${location.origin}/attack/frame?${new URLSearchParams(request)}`
        : "about:blank";
    });
    await Promise.all(urls.map(openFrame));
    show("status", `${first + AT_ONCE} frames`);
  }
}

async function openFrame(src: string): Promise<void> {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = src;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  frame.remove();
}

/** Once the page can act again, all that was posted has been delivered. */
function delivered(): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    addEventListener("message", ({ data }) => data === "last" && port2.postMessage(null));
    postMessage("last", location.origin);
  });
}

const attacks: Readonly<Record<string, () => unknown>> = {
  flood,
  forge,
  huge: goFar,
  names: useNames,
  frames: openFrames,
};

for (const [id, run] of Object.entries(attacks)) {
  onClick(id, async () => {
    show("status", "busy");
    await run();
    await delivered();
    show("status", `done: ${id}`);
  });
}
