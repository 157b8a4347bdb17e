import { onClick, readConfig, show } from "../shared/in-page.js";
import type { SendingWay } from "./sending.js";

const { way, url } = readConfig<{ way: SendingWay; url: string }>();

const POPUP = "width=480,height=640";

function openPopup(): void {
  open(url, "login", POPUP);
}

/** What the button of each way does; the others are links and forms. */
const actions: Partial<Readonly<Record<SendingWay, () => void>>> = {
  script: () => location.assign(url),
  popup: openPopup,
  opener: openPopup,
  "blank-popup": () => {
    const popup = open("about:blank", "login", POPUP);
    // As a client does that prepares its request meanwhile.
    crypto.subtle.digest("SHA-256", new Uint8Array(32)).then(() => popup?.location.assign(url));
  },
  frame: () => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = url;
    document.body.append(frame);
  },
};

const action = actions[way];
if (action) onClick("go", action);

addEventListener("message", ({ data, origin }) => {
  const isOwn = origin === location.origin && data?.type === "received";
  if (isOwn || data?.type === "authorization_response") show("status", "received");
});
addEventListener("hashchange", () => show("status", "received"));
