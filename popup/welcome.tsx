import { render } from "preact";
import { browserGateway } from "./browser-gateway.js";
import { markLanguage, say, speakBy } from "./text/say.js";
import { Welcome } from "./views/welcome.js";
import "./welcome.css";

speakBy(browserGateway.text);
markLanguage(document.documentElement);
document.title = say("welcome_page_title");
render(<Welcome gateway={browserGateway} />, document.getElementById("app") ?? document.body);
