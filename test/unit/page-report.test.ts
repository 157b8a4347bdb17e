import * as v from "valibot";
import { pageReport } from "../../extension/page-report.js";

describe("the copy of an answer", () => {
  const copy = {
    name: "response-body",
    at: Date.UTC(2026, 10, 21, 12),
    url: "https://login.example/userinfo",
    method: "GET",
    status: 200,
    text: '{"sub":"1"}',
    truncated: false,
  };

  it.each(["GET", "POST"])("may be to a %s, as token and UserInfo endpoints take it", (method) => {
    expect(v.parse(pageReport, { ...copy, method })).toEqual({ ...copy, method });
  });

  it.each<[string, object]>([
    ["another method", { method: "PUT" }],
    ["more text than is copied", { text: "x".repeat(524_289) }],
    ["a status that is none", { status: 1000 }],
  ])("is refused with %s", (_, wrong) => {
    expect(v.is(pageReport, { ...copy, ...wrong })).toBe(false);
  });
});
