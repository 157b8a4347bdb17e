import { lookedForIn } from "../../../extension/flow/looks.js";
import { app, assembled, implicitLogin, inTab, login, noon } from "../../fixtures/browsing.js";

const [flow] = assembled(implicitLogin()).flows;
const wanted = (url: string, ms: number, tabId = 1) =>
  flow && lookedForIn(flow, { url, tabId }, noon + ms)?.map(({ tokenId }) => tokenId);

it.each([
  ["the client's page", `${app}/home`, 9000, ["access_token"]],
  ["the client's page an hour later", `${app}/home`, 3_600_000, ["access_token"]],
  ["the server's page during the login: for no token", `${login}/u/login`, 9000, []],
  ["the server's page after it", `${login}/account`, 60_000, undefined],
  ["another site", "https://news.example/", 9000, undefined],
])("looks into %s", (_, url, ms, tokens) => {
  expect(wanted(url, ms)).toEqual(tokens);
});

it("leaves the server's pages in other tabs alone", () => {
  expect(wanted(`${login}/u/login`, 9000, 2)).toBeUndefined();
});

it("looks for a code for a minute, raw, as a page would hold it", () => {
  const tab = inTab(1);
  const code = "code-0123456789-abcdef";
  const asked = `${login}/authorize?client_id=spa&response_type=code&redirect_uri=${app}/cb&state=s`;
  const [codeFlow] = assembled([
    tab.started(0, asked),
    tab.committed(900, `${app}/cb?code=${code}&state=s`),
  ]).flows;
  const at = (ms: number) => codeFlow && lookedForIn(codeFlow, { url: `${app}/`, tabId: 1 }, noon + ms);
  expect(at(2000)).toEqual([{ tokenId: "code", raw: code }]);
  expect(at(62_000)).toBeNull();
});
