import { isCheckSession } from "../../../extension/oauth/check-session.js";

describe("isCheckSession", () => {
  it.each([
    ["https://as.example/check_session"],
    ["https://as.example/oidc/checksession"],
    ["https://as.example/connect/check-session?x=y#z"],
    ["https://as.example/session/check"],
    ["https://as.example/session/check-iframe"],
    ["https://as.example/check_session_iframe/"],
    ["https://as.example/check-iframe"],
    ["https://as.example/realms/x/protocol/openid-connect/login-status-iframe.html"],
  ])("knows %s", (url) => {
    expect(isCheckSession(url)).toBe(true);
  });

  it.each([
    ["https://as.example/"],
    ["https://check_session/"],
    ["https://as.example/check"],
    ["https://as.example/session/checkout"],
    ["https://as.example/precheck_session"],
    ["https://as.example/check_session/page"],
    ["https://as.example/?x=/check_session"],
    ["https://as.example/#/check_session"],
    [""],
  ])("does not take %j for one", (url) => {
    expect(isCheckSession(url)).toBe(false);
  });
});
