/** @jest-environment jsdom */
import { findTokens } from "../../../background/injected/find-tokens.js";

const token = { id: "t", raw: "a-token-that-is-long+enough" };

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
  const { found, ...rest } = findTokens([token, { id: "elsewhere", raw: "another-long-token" }]);
  cookies.mockRestore();
  expect(found).toEqual([
    { tokenId: "t", where: "url", key: "" },
    { tokenId: "t", where: "localStorage", key: "user" },
    { tokenId: "t", where: "sessionStorage", key: "encoded" },
    { tokenId: "t", where: "cookie", key: "c" },
  ]);
  expect(rest).toEqual({ url: location.href, foreignScripts: [] });
});

it("passes over what is so short that it would be found by chance", () => {
  localStorage.setItem("a", "fifteen-letters");
  expect(findTokens([{ id: "short", raw: "fifteen-letters" }]).found).toEqual([]);
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

it("names the origins of scripts of other sites, also of those that are gone from the document", () => {
  performance.getEntriesByType = () =>
    [
      { name: "https://gone.example/x.js", initiatorType: "script" },
      { name: "https://image.example/x.png", initiatorType: "img" },
    ] as unknown as PerformanceEntryList;
  for (const src of ["/own.js", "https://cdn.example/a.js", "https://cdn.example/b.js", "data:,1"]) {
    const script = document.createElement("script");
    script.type = "text/plain";
    script.src = src;
    document.head.append(script);
  }
  expect(findTokens([]).foreignScripts).toEqual(["https://cdn.example", "https://gone.example"]);
});
