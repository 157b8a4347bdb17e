import { isPlainHttp, isSameSite, siteOf } from "../../../extension/checks/sites.js";

describe("isPlainHttp", () => {
  it.each([
    ["http://app.example/cb", true],
    ["HTTP://app.example/cb", true],
    ["https://app.example/cb", false],
    ["http://127.0.0.1:3000/cb", false],
    ["com.example.app:/cb", false],
    ["", false],
  ])("%s: %s", (url, is) => {
    expect(isPlainHttp(url)).toBe(is);
  });
});

describe("siteOf", () => {
  it.each([
    ["app.example", "app.example"],
    ["a.b.App.example", "app.example"],
    ["www.shop.co.uk", "shop.co.uk"],
    ["shop.co.uk", "shop.co.uk"],
    ["login.bank.com.au", "bank.com.au"],
    ["localhost", "localhost"],
    ["app.localhost", "app.localhost"],
    ["192.168.0.1", "192.168.0.1"],
    ["[2001:db8::1]", "[2001:db8::1]"],
  ])("%s is of %s", (host, site) => {
    expect(siteOf(host)).toBe(site);
  });
});

describe("isSameSite", () => {
  it.each([
    ["https://app.example/x", "https://api.app.example", true],
    ["http://app.example", "https://app.example:8443", true],
    ["https://app.example", "https://evil.example", false],
    ["https://a.co.uk", "https://b.co.uk", false],
    ["com.example.app:/x", "com.example.app:/x", false],
    [null, null, false],
  ])("%s and %s: %s", (a, b, is) => {
    expect(isSameSite(a, b)).toBe(is);
  });
});
