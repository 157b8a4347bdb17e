import { onClick, readConfig, show } from "../shared/in-page.js";
import type { Landing } from "./landings.js";

interface Config {
  readonly path: Landing;
  readonly posted: Readonly<Record<string, string>>;
  readonly api: string;
  readonly tracker: string;
}

const { path, posted, api, tracker } = readConfig<Config>();

/** The response, wherever it stands: posted, in the query, in the fragment, in the route of a hash router. */
const received = new URLSearchParams([
  ...Object.entries(posted),
  ...new URLSearchParams(location.search),
  ...new URLSearchParams(location.hash.replace(/^#(?:\/[^?=&]*\?|\/)?/, "")),
]);
const token = received.get("access_token") ?? "";
const inUrl = `access_token=${encodeURIComponent(token)}`;

/** What a page does with its response, by its path; the others do nothing. */
const habits: Partial<Readonly<Record<Landing, () => void>>> = {
  "/callback/popup": () => {
    (opener as Window | null)?.postMessage({ type: "received" }, location.origin);
    close();
  },
  "/callback/frame": () => parent.postMessage({ type: "received" }, location.origin),
  "/callback/router": () => history.replaceState(null, "", "#/home"),
  "/callback/local-storage": () => localStorage.setItem("kept", JSON.stringify({ token })),
  "/callback/session-storage": () => sessionStorage.setItem("kept", token),
  "/callback/cookie": () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the bad habit is what this page is for
    document.cookie = `kept=${token}; path=/`;
  },
  "/callback/leaky": () => {
    const image = new Image();
    image.referrerPolicy = "unsafe-url";
    image.src = `${tracker}/pixel.svg`;
    document.body.append(image);
  },
};

/** Every way of sending the access token to the API; each gives what the page got to see of the answer. */
const transports: Readonly<Record<string, () => Promise<string>>> = {
  fetch: async () => {
    const headers = { Authorization: `Bearer ${token}` };
    return `HTTP ${(await fetch(`${api}/contacts`, { headers })).status}`;
  },
  xhr: () =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", `${api}/contacts`);
      request.setRequestHeader("Authorization", `Bearer ${token}`);
      request.onloadend = () => resolve(`HTTP ${request.status}`);
      request.send();
    }),
  worker: () =>
    new Promise((resolve) => {
      const source = `onmessage = async ({ data: [url, init] }) => postMessage((await fetch(url, init)).status);`;
      const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
      worker.onmessage = ({ data }) => resolve(`HTTP ${data}`);
      worker.postMessage([`${api}/contacts`, { headers: { Authorization: `Bearer ${token}` } }]);
    }),
  events: () =>
    new Promise((resolve) => {
      const events = new EventSource(`${api}/events?${inUrl}`);
      events.onmessage = () => {
        events.close();
        resolve("event");
      };
    }),
  socket: () =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${api.replace(/^http/, "ws")}/socket?${inUrl}`);
      socket.onmessage = ({ data }) => resolve(`message ${data}`);
      socket.onerror = () => resolve("refused");
    }),
  form: async () => {
    const body = new URLSearchParams({ access_token: token, note: "hello" });
    return `HTTP ${(await fetch(`${api}/visits`, { method: "POST", body })).status}`;
  },
  beacon: async () =>
    navigator.sendBeacon(`${api}/visits`, new URLSearchParams({ access_token: token }))
      ? "queued"
      : "refused",
};

for (const [id, send] of Object.entries(transports)) {
  onClick(id, async () => show("result", `${id}: ${await send()}`));
}
habits[path]?.();
show("status", "received");
