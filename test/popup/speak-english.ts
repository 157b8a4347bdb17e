import { speakBy } from "../../popup/text/say.js";
import { fillIn, textsOf } from "../../scripts/locales.js";

const english = textsOf("en");

speakBy((name, values) => fillIn(english[name] ?? name, values));
