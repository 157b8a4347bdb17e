import { render } from "preact";
import { browserGateway } from "./browser-gateway.js";
import { language, speakBy } from "./text/say.js";
import { Welcome } from "./views/welcome.js";
import "./welcome.css";

speakBy(browserGateway.text);
document.documentElement.lang = language();
render(<Welcome gateway={browserGateway} />, document.getElementById("app") ?? document.body);
