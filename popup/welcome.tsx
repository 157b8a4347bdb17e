import { render } from "preact";
import { browserGateway } from "./browser-gateway.js";
import { Welcome } from "./views/welcome.js";
import "./welcome.css";

render(<Welcome gateway={browserGateway} />, document.getElementById("app") ?? document.body);
