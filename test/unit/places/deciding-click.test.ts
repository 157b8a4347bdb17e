import type { Login } from "../../../extension/flow/login.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { decidingClickFor } from "../../../popup/views/deciding-click.js";
import { loginOf, requestUrl } from "../../fixtures/login.js";

const unknown: ServerKnowledge = {
  metadata: { state: "unknown", reason: "Not fetched." },
  keys: { state: "unknown", reason: "Not fetched." },
};
const open = loginOf({ request: requestUrl() });
const hidden = loginOf({ request: requestUrl(), access: [] });
const looked: Login = { ...open, surroundings: { ...open.surroundings, lookedAt: 1 } };

test.each<[reason: string, login: Login, click: string]>([
  ["The authorization request was not visible.", hidden, "access"],
  ["The authorization request was not visible.", open, "nothing"],
  ["API calls were visible only at the sites that may be read.", hidden, "access"],
  ["The storage of the client's pages was not visible.", hidden, "access"],
  ["The storage of the client's pages was not visible.", open, "look"],
  ["The storage of the client's pages was not visible.", looked, "nothing"],
  ["The server's metadata was not fetched.", open, "keys"],
  ["The signature has not been verified yet.", open, "keys"],
  ["It fits no key, but the key set is older than the token.", open, "keys"],
  ["No key of the issuer bears this kid.", open, "keys"],
  ["The client's secret is needed to verify a MAC.", open, "secret"],
  ["The token endpoint's response was not visible.", open, "devtools"],
  ["The token endpoint's response was not visible.", hidden, "access"],
  ["The ID Token is encrypted.", hidden, "nothing"],
  ["The Request Object cannot be read.", hidden, "nothing"],
  ["No hash is fixed for this algorithm.", hidden, "nothing"],
])("%s is decided by a click", (reason, login, click) => {
  expect(decidingClickFor(reason, login, unknown, false)).toBe(click);
});

test("nothing shows more of a login that came from a file", () => {
  expect(decidingClickFor("The authorization request was not visible.", hidden, unknown, true)).toBe(
    "nothing",
  );
});
