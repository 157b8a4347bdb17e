import { acceptanceOf, clientKindOf, lowerIfRejected } from "../../../extension/checks/acceptance.js";
import { fired, silent } from "../../../extension/checks/verdict.js";
import { callback, encode, requestUrl, state } from "../../fixtures/login.js";
import { accessToken, idToken, opaqueToken } from "../../fixtures/tokens.js";
import {
  api,
  app,
  authorize,
  call,
  code,
  codeResponse,
  committed,
  cookie,
  loginSeen,
  look,
  redemption,
  redirect,
  request,
  response,
  server,
  toCallback,
  tokenCall,
} from "../../fixtures/traffic.js";
import { summaryOf } from "../../fixtures/verdict.js";

const implicit = requestUrl({ response_type: "id_token token" });
const inFragment = `${callback}#${encode({ access_token: accessToken(), token_type: "Bearer", id_token: idToken(), state })}`;
const fragment = toCallback(inFragment, implicit);

/** The client's server answers the callback by a redirect, after which a page is shown. */
const redirected = (
  to: string,
  setCookies = [cookie("sid=x; Secure; HttpOnly")],
  cookiesSent: string[] = [],
) => [
  request(0, "1", authorize(), { initiator: app }),
  redirect(90, "1", authorize(), codeResponse),
  request(100, "1", codeResponse),
  redirect(110, "1", codeResponse, to, { setCookies, cookiesSent }),
  request(111, "1", to),
  response(140, "1", to),
  committed(150, to),
];

describe("acceptanceOf", () => {
  it.each([
    [
      "a token sent to an API",
      loginSeen(fragment, call(900, `${api}/me`, { Authorization: `Bearer ${accessToken()}` })),
      "accepted",
    ],
    [
      "a token put into storage",
      loginSeen(
        fragment,
        look(900, `${app}/`, { found: [{ tokenId: "id_token", where: "localStorage", key: "id" }] }),
      ),
      "accepted",
    ],
    [
      "a code redeemed",
      loginSeen(toCallback(), tokenCall(300, redemption, { access_token: opaqueToken })),
      "accepted",
    ],
    [
      "another code redeemed",
      loginSeen(toCallback(), tokenCall(300, { ...redemption, code: "other" }, {})),
      "unknown",
    ],
    ["a new cookie and a page of the client", loginSeen(redirected(`${app}/inbox`)), "accepted"],
    ["a cookie that was there before", loginSeen(redirected(`${app}/inbox`, undefined, ["sid"])), "unknown"],
    ["a cookie taken away", loginSeen(redirected(`${app}/inbox`, [cookie("txn=; Max-Age=0", 0)])), "unknown"],
    ["a redirect to an error page", loginSeen(redirected(`${app}/login?error=bad_state`)), "rejected"],
    [
      "a redirect to the authorization endpoint",
      loginSeen(redirected(authorize({ state: "next" }))),
      "rejected",
    ],
    ["status 400", loginSeen(toCallback(codeResponse, authorize(), { status: 400 })), "rejected"],
    [
      "status 400 for a code that is redeemed all the same",
      loginSeen(
        toCallback(codeResponse, authorize(), { status: 400 }),
        tokenCall(300, redemption, { access_token: opaqueToken }),
      ),
      "accepted",
    ],
    [
      "a login that the client's server began by a redirect",
      loginSeen(
        request(0, "1", `${app}/login`),
        redirect(50, "1", `${app}/login`, authorize()),
        request(51, "1", authorize()),
        redirect(90, "1", authorize(), codeResponse),
        request(100, "1", codeResponse),
        redirect(110, "1", codeResponse, `${app}/inbox`, { setCookies: [cookie("sid=x")] }),
        request(111, "1", `${app}/inbox`),
        response(140, "1", `${app}/inbox`),
        committed(150, `${app}/inbox`),
      ),
      "accepted",
    ],
    ["a token left in the URL", loginSeen(fragment), "unknown"],
    ["no response", loginSeen(request(0, "1", authorize())), "unknown"],
  ])("%s: %s", (_, login, acceptance) => {
    expect(acceptanceOf(login)).toBe(acceptance);
  });
});

describe("clientKindOf", () => {
  const formPost = [
    request(0, "1", authorize({ response_mode: "form_post" }), { initiator: app }),
    request(100, "2", callback, { initiator: server, form: { code, state } }),
  ];

  it.each([
    ["a token in the fragment", loginSeen(fragment), "browser"],
    ["a code redeemed by the page", loginSeen(toCallback(), tokenCall(300, redemption, {})), "browser"],
    ["a code answered by a redirect", loginSeen(redirected(`${app}/inbox`)), "server"],
    ["a code in a form", loginSeen(formPost), "server"],
    ["a code, and nothing after it", loginSeen(toCallback()), "unknown"],
    ["no response", loginSeen(request(0, "1", authorize())), "unknown"],
  ])("%s: %s", (_, login, kind) => {
    expect(clientKindOf(login)).toBe(kind);
  });
});

describe("lowerIfRejected", () => {
  const rejected = loginSeen(toCallback(codeResponse, authorize(), { status: 400 }));
  const verdict = fired("high", [["state", "none"]]);

  it("makes a finding on something refused no more than info", () => {
    expect(lowerIfRejected(verdict, rejected)).toEqual({
      outcome: "fired",
      severity: "info",
      evidence: [
        { label: "state", value: "none" },
        { label: "client", value: "refused it" },
      ],
    });
  });

  it.each([
    ["what was not refused", verdict, loginSeen(toCallback())],
    ["a pass", fired("pass", []), rejected],
    ["an info", fired("info", []), rejected],
    ["silence", silent, rejected],
  ])("leaves %s as it is", (_, given, login) => {
    expect(lowerIfRejected(given, login)).toBe(given);
  });

  it("is applied to what the response holds, not to what was asked for", () => {
    const asked = requestUrl({ response_type: "code", state: undefined, nonce: undefined });
    const login = loginSeen(toCallback(`${callback}?code=${code}&state=x`, asked, { status: 400 }));
    const accepted = loginSeen(
      toCallback(`${callback}?code=${code}&state=x`, asked),
      tokenCall(300, redemption, { access_token: opaqueToken }),
    );
    expect(summaryOf("state-mismatch", login)).toBe("fired info");
    expect(summaryOf("state-mismatch", accepted)).toBe("fired low");
    expect(summaryOf("state-missing", login)).toBe("fired high");
  });
});
