/** @jest-environment jsdom */
import { findTokens } from "../../../background/injected/find-tokens.js";

const token = { tokenId: "t", raw: "a-token-that-is-long+enough" };

beforeEach(() => {
  history.replaceState(null, "", "/");
  localStorage.clear();
  sessionStorage.clear();
  document.head.replaceChildren();
  performance.getEntriesByType = () => [];
});

it("finds tokens in URL, storage and cookies, raw and encoded, and names places only", () => {
  history.replaceState(null, "", `/cb#access_token=${encodeURIComponent(token.raw)}`);
  localStorage.setItem("user", JSON.stringify({ token: token.raw }));
  sessionStorage.setItem("encoded", encodeURIComponent(token.raw));
  sessionStorage.setItem("other", "nothing");
  const cookies = jest.spyOn(document, "cookie", "get").mockReturnValue(`a=b; c=${token.raw}`);
  const { found, ...rest } = findTokens([token, { tokenId: "elsewhere", raw: "another-long-token" }]);
  cookies.mockRestore();
  expect(found).toEqual([
    { tokenId: "t", where: "url", key: "" },
    { tokenId: "t", where: "localStorage", key: "user" },
    { tokenId: "t", where: "sessionStorage", key: "encoded" },
    { tokenId: "t", where: "cookie", key: "c" },
  ]);
  expect(rest).toEqual({ url: location.href, foreignContent: [], keys: [] });
});

it("passes over what is so short that it would be found by chance", () => {
  localStorage.setItem("a", "fifteen-letters");
  expect(findTokens([{ tokenId: "short", raw: "fifteen-letters" }]).found).toEqual([]);
});

it("reads no more than 1,000 items", () => {
  for (let index = 0; index < 1_200; index++) localStorage.setItem(`k${index}`, token.raw);
  let read = 0;
  const getItem = jest.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    read++;
    return "";
  });
  findTokens([token]);
  getItem.mockRestore();
  expect(read).toBe(1_000);
});

it("reads no more than 4 MB", () => {
  const key = jest.spyOn(Storage.prototype, "key").mockReturnValue("k");
  const length = jest.spyOn(Storage.prototype, "length", "get").mockReturnValue(10);
  const value = "x".repeat(3_000_000);
  const getItem = jest.spyOn(Storage.prototype, "getItem").mockReturnValue(value + token.raw);
  expect(findTokens([token]).found).toEqual([{ tokenId: "t", where: "localStorage", key: "k" }]);
  expect(getItem).toHaveBeenCalledTimes(2);
  for (const mock of [key, length, getItem]) mock.mockRestore();
});

it("names the origins of what other sites brought in, also of what is gone from the document", () => {
  performance.getEntriesByType = () =>
    [
      { name: "https://gone.example/x.js", initiatorType: "script", startTime: 12 },
      { name: "https://gone.example/y.js", initiatorType: "script", startTime: 13 },
      { name: "https://image.example/x.png", initiatorType: "img", startTime: 20 },
    ] as unknown as PerformanceEntryList;
  for (const src of ["/own.js", "https://cdn.example/a.js", "https://cdn.example/b.js", "data:,1"]) {
    const script = document.createElement("script");
    script.type = "text/plain";
    script.src = src;
    document.head.append(script);
  }
  const since = (ms: number) => Math.round(performance.timeOrigin + ms);
  expect(findTokens([]).foreignContent).toEqual([
    { origin: "https://gone.example", type: "script", at: since(12) },
    { origin: "https://image.example", type: "img", at: since(20) },
    { origin: "https://cdn.example", type: "script", at: null },
  ]);
});

it("finds private keys in storage and tells of them the public part alone", () => {
  const jwk = { kty: "EC", crv: "P-256", x: "the-x", y: "the-y", d: "the-secret" };
  localStorage.setItem("dpop", JSON.stringify({ keys: [jwk] }));
  sessionStorage.setItem("public", JSON.stringify({ ...jwk, d: undefined }));
  const { keys } = findTokens([token]);
  expect(keys).toEqual([
    {
      where: "localStorage",
      key: "dpop",
      extractable: true,
      publicKey: { kty: "EC", crv: "P-256", x: "the-x", y: "the-y" },
    },
  ]);
  expect(JSON.stringify(keys)).not.toContain("the-secret");
});

it("reads the page's own referrer policy, the last of them", () => {
  document.head.innerHTML = `<meta name="referrer" content="origin"><meta name="Referrer" content="unsafe-url">`;
  expect(findTokens([]).referrerPolicy).toBe("unsafe-url");
});
