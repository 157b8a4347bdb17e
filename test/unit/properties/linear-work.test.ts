import fc from "fast-check";
import { caseOf } from "../../../extension/checks/case.js";
import { evaluate } from "../../../extension/checks/catalogue.js";
import { compare } from "../../../extension/compare/compare.js";
import { diagnose } from "../../../extension/failure/diagnose.js";
import { askedAndReceived } from "../../../extension/flow/asked-and-received.js";
import { historyOf } from "../../../extension/flow/history.js";
import type { Observation } from "../../../extension/flow/observation.js";
import { verifyLogin } from "../../../extension/flow/verify-login.js";
import { readHar } from "../../../extension/har/read-har.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { createRedactor } from "../../../extension/redact.js";
import { readReport } from "../../../extension/report/read-report.js";
import { decode } from "../../../extension/token/decode.js";
import { wayOutOf } from "../../../extension/way-out.js";
import { form, text, token, url } from "../../fixtures/hostile.js";
import { serverWith } from "../../fixtures/issuer.js";
import { callback, encode, loginOf, requestUrl, state } from "../../fixtures/login.js";
import { parsers } from "../../fixtures/parsers.js";
import { accessToken, idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  changed,
  code,
  codeResponse,
  cookie,
  loginSeen,
  look,
  message,
  page,
  posted,
  redemption,
  redirect,
  request,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { expectLinear } from "../../fixtures/work.js";

const repeated = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length));
const piece = fc.oneof(text, form, url, token).filter(({ length }) => length > 0);

const har = (entry: string) =>
  `{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[${entry.replace(/,$/, "")}]}}`;

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...parsers,
  token: decode,
  "token, as parts": (text) => decode(`${text}.${text}.${text}`),
  "token, as claims": (text) => decode(`eyJhbGciOiJSUzI1NiJ9.${Buffer.from(text).toString("base64url")}.AA`),
  "HAR file": readHar,
  "HAR entry": (text) =>
    readHar(har(JSON.stringify({ request: { url: text, method: "POST", postData: { text } } }))),
  report: readReport,
  "text to be redacted": (text) =>
    createRedactor({ text, name: "authorization", value: text }).redact({ text }),
};

describe("twice the text takes no more than twice the work", () => {
  it.each(Object.entries(readers))("as a %s", async (_, read) => {
    const property = fc.asyncProperty(piece, (part) =>
      expectLinear((size) => {
        const input = repeated(part, size);
        return () => read(input);
      }, 6000),
    );
    await fc.assert(property, { numRuns: 5 });
  });
});

type Facts = readonly (Observation | readonly Observation[])[];

const range = (size: number) => Array.from({ length: size }, (_, index) => index);
const many = (size: number, make: (index: number) => Observation | readonly Observation[]): Facts =>
  range(size).map(make);
const bearer = { Authorization: `Bearer ${opaqueToken}`, DPoP: idToken() };
const implicit = toCallback(
  `${callback}#${encode({ access_token: opaqueToken, token_type: "Bearer", id_token: idToken(), state })}`,
  requestUrl(),
);
const words = (size: number, prefix = "w") => range(size).map((index) => `${prefix}${index}`);
const headers = (size: number) => Object.fromEntries(words(size, "X-").map((name) => [name, "a, b; c"]));
const redeemed = (answer: object) => [toCallback(), tokenCall(300, redemption, answer)];

/** Logins of which one part is as large as one likes. */
const logins: Readonly<Record<string, (size: number) => Facts>> = {
  "API calls": (size) => [implicit, ...many(size, (index) => call(900 + index, `${api}/${index}`, bearer))],
  "token requests": (size) => [
    toCallback(),
    ...many(size, (index) => tokenCall(300 + index, redemption, {})),
  ],
  refreshes: (size) => [
    toCallback(),
    ...many(size, (index) =>
      tokenCall(
        300 + 60 * index,
        { grant_type: "refresh_token", refresh_token: `r-${index}-${opaqueToken}` },
        {
          access_token: `a-${index}-${opaqueToken}`,
          token_type: "Bearer",
          refresh_token: `r-${index + 1}-${opaqueToken}`,
        },
      ),
    ),
  ],
  "pages of the server": (size) => [
    ...many(size, (index) => page(index, `p${index}`, `${server}/u/${index}`)),
    toCallback(),
  ],
  redirects: (size) => [
    request(0, "1", authorize(), { initiator: app }),
    ...many(size, (index) => redirect(1 + index, "1", `${server}/${index}`, `${server}/${index + 1}`)),
    ...toCallback(),
  ],
  "changes of the URL": (size) => [
    toCallback(),
    ...many(size, (index) => changed(200 + index, `${codeResponse}&${index}`)),
  ],
  messages: (size) => [
    implicit,
    ...many(size, (index) => message(200 + index, server, app, { code, state })),
  ],
  "posted forms": (size) => [
    implicit,
    ...many(size, (index) => posted(900 + index, "https://t.example/", { a: opaqueToken })),
  ],
  looks: (size) => [
    implicit,
    ...many(size, (index) =>
      look(900 + index, `${app}/`, {
        found: [{ tokenId: "access_token", where: "localStorage", key: `${index}` }],
      }),
    ),
  ],
  cookies: (size) => [
    toCallback(codeResponse, authorize(), {
      setCookies: words(size).map((name) => cookie(`${name}=x; Path=/`)),
      cookiesSent: words(size, "sent"),
    }),
  ],
  headers: (size) => [
    implicit,
    call(900, `${api}/me`, { ...bearer, ...headers(size) }, { headers: headers(size) }),
  ],
  "values of scope": (size) => [
    toCallback(codeResponse, authorize({ scope: words(size).join(" ") })),
    tokenCall(300, redemption, { access_token: opaqueToken, scope: words(size, "g").join(" ") }),
  ],
  audiences: (size) => [
    ...redeemed({
      access_token: accessToken({ aud: words(size, "https://a.example/") }),
      id_token: idToken({ aud: words(size) }),
    }),
    call(900, `${api}/me`, {
      Authorization: `Bearer ${accessToken({ aud: words(size, "https://a.example/") })}`,
    }),
  ],
  claims: (size) =>
    redeemed({ id_token: idToken(Object.fromEntries(words(size).map((name) => [name, name]))) }),
};

const judge = (facts: Facts) => () => {
  const theCase = caseOf(loginSeen(...facts));
  diagnose(theCase);
  wayOutOf(theCase);
  askedAndReceived(theCase.login);
  const findings = evaluate(theCase);
  return compare({ login: theCase.login, findings }, { login, findings });
};

const login = loginSeen(
  toCallback(),
  tokenCall(300, redemption, { access_token: accessToken(), id_token: idToken() }),
);
const knowing = (make: (size: number) => ServerKnowledge) => (size: number) => {
  const server = make(size);
  return async () => evaluate(caseOf(login, { server, verifications: await verifyLogin(login, server) }));
};

describe("a login with twice as many takes no more than twice the work", () => {
  it.each(Object.entries(logins))("%s", async (_, make) => {
    await expectLinear((size) => judge(make(size)), 100);
  });

  it.each(
    Object.entries({
      keys: knowing((size) =>
        serverWith(words(size).map((kid) => ({ kid, kty: "RSA", n: "AQAB", e: "AQAB" }))),
      ),
      "algorithms in the metadata": knowing((size) =>
        serverWith([], {
          id_token_signing_alg_values_supported: words(size),
          code_challenge_methods_supported: words(size),
        }),
      ),
      "logins before it": (size: number) => {
        const history = historyOf(
          words(size).map((id, index) => loginOf({ id, earlier: (index + 1) * 60_000 })),
        );
        return () => {
          const theCase = caseOf(login, { history });
          return [evaluate(theCase), diagnose(theCase)];
        };
      },
    }),
  )("%s", async (_, run) => {
    await expectLinear(run, 200);
  });
});
