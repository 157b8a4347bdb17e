import { describe, expect, test } from "@jest/globals";
import type { WrittenRequest } from "../../../extension/copy-as/request.js";
import { fetched, live, run } from "./run.js";

const form = { name: "Content-Type", value: "application/x-www-form-urlencoded" };

const hostile = [
  "'; touch pwned; '",
  '"; touch pwned; "',
  "$(touch pwned)",
  "`touch pwned`",
  "$" + "{IFS}$TOKEN",
  "a\ntouch pwned\n",
  "a\r\ntouch pwned",
  "\\'; touch pwned; \"",
  "\\",
  "'\\''",
  "!!",
  "--output=pwned",
  "-K/etc/passwd",
  "@/etc/passwd",
  "%s%n\\0101",
  "\u0003\u0004\u001b[201~\ntouch pwned\n\t",
  "\u009b31m \u202e \u2028 \u2029 \u{e0041}",
  "</script><script>alert(1)</script>",
  "*/ alert(1) //",
  '"},alert(1),{"',
  "snow ☃ 𝄞",
  "~ * ? [a-z] {a,b} #x",
];

describe.each(hostile)("hostile text %j", (text) => {
  const sent = text.replace(/[\r\n]+/g, " ");
  const request: WrittenRequest = {
    method: "PUT",
    url: `https://api.example/${text}`,
    headers: [
      { name: "X-Hostile", value: text },
      { name: `${text} `, value: "never" },
      { name: "Content-Type", value: "text/plain" },
    ],
    body: text,
  };

  test.each(["sh", "bash"])("is nothing but text to %s with curl", (shell) => {
    const { arguments: told } = run(shell, live("curl", request));
    expect(told.filter((word) => word !== "--globoff")).toEqual([
      request.url,
      ...["-X", "PUT", "-H", `X-Hostile: ${sent}`, "-H", "Content-Type: text/plain", "--data-raw", text],
    ]);
  });

  test.each(["sh", "bash"])("is nothing but text to %s with HTTPie", (shell) => {
    expect(run(shell, live("httpie", request)).arguments).toEqual([
      "PUT",
      request.url,
      `X-Hostile:${sent.replace(/^(?=[=@:;])/, "\\")}`,
      ...["Content-Type:text/plain", "--raw", text],
    ]);
  });

  test("is nothing but text in a form for HTTPie", () => {
    const body = new URLSearchParams({ a: text }).toString();
    const { arguments: told } = run("sh", live("httpie", { ...request, headers: [form], body }));
    expect([
      ["--form", "PUT", request.url, `a=${text}`],
      ["PUT", request.url, `Content-Type:${form.value}`, "--raw", body],
    ]).toContainEqual(told);
  });

  test("is nothing but text to JavaScript, in a page as well", async () => {
    const script = live("fetch", request);
    expect(script).not.toMatch(/[<\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u);
    expect(await fetched(script)).toEqual([
      request.url,
      {
        method: "PUT",
        headers: [
          ["X-Hostile", sent],
          ["Content-Type", "text/plain"],
        ],
        body: text,
      },
    ]);
  });
});
