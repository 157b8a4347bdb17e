import { render } from "preact";
import { browserGateway } from "./browser-gateway.js";
import { App } from "./components/app.js";
import { doorOf } from "./door.js";
import { browserIdle } from "./idle.js";
import { loadJudge } from "./load-judge.js";
import { createApp } from "./state.js";
import { markLanguage, speakBy } from "./text/say.js";
import "./popup.css";

speakBy(browserGateway.text);
markLanguage(document.documentElement);
const door = doorOf(location.search);
document.documentElement.dataset.door = door.kind;
const reading = {
  loadReader: () => import("../extension/flow/read-login.js"),
  idle: browserIdle,
  loadJudge,
  loadViews: () => import("./views/rest.js"),
};
render(
  <App app={createApp(browserGateway, reading, door)} />,
  document.getElementById("app") ?? document.body,
);
