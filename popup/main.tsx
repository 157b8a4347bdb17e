import { render } from "preact";
import { readLogin } from "../extension/flow/read-login.js";
import { browserGateway } from "./browser-gateway.js";
import { App } from "./components/app.js";
import { doorOf } from "./door.js";
import { createApp } from "./state.js";
import "./popup.css";

const door = doorOf(location.search);
document.documentElement.dataset.door = door.kind;
render(
  <App app={createApp(browserGateway, { readLogin, loadJudge: () => import("./judge.js") }, door)} />,
  document.getElementById("app") ?? document.body,
);
