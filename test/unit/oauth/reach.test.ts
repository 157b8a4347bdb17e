import { isLoopback, reachOf, whyNotFetched } from "../../../extension/oauth/reach.js";

describe("reachOf (RFC 6890, section 2.2)", () => {
  it.each([
    ["https://127.0.0.1/", "loopback"],
    ["https://127.9.8.7/", "loopback"],
    ["https://[::1]/", "loopback"],
    ["https://localhost/", "loopback"],
    ["https://localhost./", "loopback"],
    ["https://login.localhost:4100/", "loopback"],
    ["https://2130706433/", "loopback"],
    ["https://0x7f.1/", "loopback"],
    ["https://[::ffff:127.0.0.1]/", "loopback"],
    ["https://[::127.0.0.1]/", "loopback"],
    ["https://10.0.0.1/", "private"],
    ["https://172.16.0.1/", "private"],
    ["https://172.31.255.255/", "private"],
    ["https://192.168.1.1/", "private"],
    ["https://169.254.169.254/", "private"],
    ["https://100.64.0.1/", "private"],
    ["https://198.18.0.1/", "private"],
    ["https://0.0.0.0/", "private"],
    ["https://224.0.0.1/", "private"],
    ["https://[fd00::1]/", "private"],
    ["https://[fe80::1]/", "private"],
    ["https://[::]/", "private"],
    ["https://[::ffff:10.0.0.1]/", "private"],
    ["https://[64:ff9b::c0a8:101]/", "private"],
    ["https://intranet/", "private"],
    ["https://printer.local/", "private"],
    ["https://idp.corp.internal/", "private"],
    ["https://login.example.com/", "public"],
    ["https://93.184.216.34/", "public"],
    ["https://172.32.0.1/", "public"],
    ["https://192.169.0.1/", "public"],
    ["https://[2606:2800:220:1::1]/", "public"],
    ["https://[::ffff:93.184.216.34]/", "public"],
    ["https://localhost.example.com/", "public"],
    ["https://local.example.com/", "public"],
  ])("%s is %s", (url, reach) => {
    expect(reachOf(new URL(url).hostname)).toBe(reach);
  });
});

describe("whyNotFetched", () => {
  const server = "https://login.example.com/authorize";
  const nearer = (reach: string) => `blocked, as its address is ${reach} and that of the server is not`;
  it.each([
    ["https://keys.example.com/jwks", server, null],
    ["http://keys.example.com/jwks", server, "not over https"],
    ["http://127.0.0.1/jwks", server, nearer("loopback")],
    ["https://localhost/jwks", server, nearer("loopback")],
    ["https://192.168.1.1/jwks", server, nearer("private")],
    ["https://[::ffff:192.168.1.1]/jwks", server, nearer("private")],
    ["https://127.0.0.1/jwks", "https://192.168.1.1/authorize", nearer("loopback")],
    ["https://192.168.1.2/jwks", "https://192.168.1.1/authorize", null],
    ["http://192.168.1.1/jwks", "http://192.168.1.1/authorize", "not over https"],
    ["http://127.0.0.1:4100/jwks", "http://login.localhost:4100/authorize", null],
    ["https://keys.example.com/jwks", "http://127.0.0.1/authorize", null],
    ["https://u:p@keys.example.com/jwks", server, "its address holds a password"],
    ["file:///etc/passwd", server, "not over https"],
    ["data:application/json,{}", server, "not over https"],
    ["jwks", server, "its address is no URL"],
  ])("%s from %s: %s", (url, from, why) => {
    expect(whyNotFetched(url, from)).toBe(why);
  });
});

describe("isLoopback", () => {
  it.each([
    ["localhost", true],
    ["app.localhost", true],
    ["127.0.0.1", true],
    ["127.255.0.9", true],
    ["[::1]", true],
    ["APP.LOCALHOST", true],
    ["localhost.example", false],
    ["127.0.0.1.example", false],
    ["10.0.0.1", false],
    ["", false],
  ])("%s: %s", (host, is) => {
    expect(isLoopback(host)).toBe(is);
  });
});
