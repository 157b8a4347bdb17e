import { existsSync } from "node:fs";
import { join } from "node:path";
import { showBadges } from "../../../background/badge.js";
import type { Finding, Severity } from "../../../extension/checks/check.js";
import type { Flow } from "../../../extension/flow/flow.js";
import * as judge from "../../../extension/judge.js";
import { committedLogin } from "../../fixtures/committed-login.js";
import { callback, encode, state } from "../../fixtures/login.js";
import { accessToken } from "../../fixtures/tokens.js";

/** What a browser shows on its toolbar button: a tab's own before that of all tabs. */
const mockButton = {
  texts: new Map<number | undefined, string>(),
  icons: new Map<number | undefined, string>(),
  gone: new Set<number>(),
};

let mockJudge: typeof judge = judge;

jest.mock("webextension-polyfill", () => {
  const existing = (tabId?: number) => {
    if (mockButton.gone.has(tabId ?? -1)) throw new Error(`No tab with id: ${tabId}.`);
  };
  return {
    __esModule: true,
    default: {
      action: {
        setBadgeText: async ({ tabId, text }: { tabId?: number; text: string | null }) => {
          existing(tabId);
          if (text === null) mockButton.texts.delete(tabId);
          else mockButton.texts.set(tabId, text);
        },
        setBadgeBackgroundColor: async () => undefined,
        setIcon: async ({ tabId, path }: { tabId?: number; path: Record<string, string> }) => {
          existing(tabId);
          mockButton.icons.set(tabId, Object.values(path).join());
        },
      },
    },
  };
});

jest.mock("../../../background/load-judge.js", () => ({ loadJudge: async () => mockJudge }));

const iconsOf = (name: string) => `/icons/${name}-16.png,/icons/${name}-32.png`;
const shownOn = (tabId: number) => [
  mockButton.texts.get(tabId) ?? mockButton.texts.get(undefined),
  mockButton.icons.get(tabId) ?? mockButton.icons.get(undefined),
];
/** What the browser does with what a tab has of its own. */
const navigate = (tabId: number) => [mockButton.texts.delete(tabId), mockButton.icons.delete(tabId)];

const sound = committedLogin("sound");
const [found] = judge.evaluate(judge.caseOf(judge.readLogin(sound))) as [Finding];
const base = sound.observations[1];
/** An access token in the fragment, without PKCE to be had: at least medium. */
const faulty = (tabId: number): Flow => ({
  ...sound,
  id: `faulty-${tabId}`,
  tabId,
  observations: sound.observations.map((one) => ({
    ...one,
    tabId,
    ...(one === base
      ? { url: `${callback}#${encode({ access_token: accessToken(), token_type: "Bearer", state })}` }
      : {}),
  })) as Flow["observations"],
});
const none = ["", iconsOf("icon")];

beforeEach(() => {
  mockJudge = judge;
  for (const map of [mockButton.texts, mockButton.icons, mockButton.gone]) map.clear();
});

test("a tab whose latest login has findings of medium or above shows their number and the icon for them", async () => {
  await showBadges([faulty(2)], [2, 3]);
  expect(shownOn(2)).toEqual([expect.stringMatching(/^[1-9]\d*$/), iconsOf("findings")]);
  expect(shownOn(3)).toEqual(none);
  expect(shownOn(99)).toEqual(none);
});

test.each<[Severity, string]>([
  ["medium", "findings"],
  ["low", "icon"],
  ["info", "icon"],
])("a finding of severity %s shows the icon %s", async (severity, icon) => {
  mockJudge = {
    ...judge,
    evaluate: () => [{ ...found, verdict: { outcome: "fired", severity, evidence: [] } }],
  };
  await showBadges([sound], [1]);
  expect(shownOn(1)).toEqual([icon === "findings" ? "1" : "", iconsOf(icon)]);
});

test("findings of an earlier login of the tab do not show", async () => {
  await showBadges([{ ...sound, observations: [] }, faulty(1)], [1]);
  expect(shownOn(1)).toEqual(none);
});

test("once the findings have gone, so has their icon", async () => {
  await showBadges([faulty(2)], [2]);
  await showBadges([], [2]);
  expect(shownOn(2)).toEqual(none);
});

test("while nothing is observed every tab shows that, and after it what it showed before", async () => {
  const flows = [faulty(2)];
  await showBadges(flows, [2]);
  const before = shownOn(2);
  await showBadges(flows, [2], true);
  for (const tabId of [2, 3]) expect(shownOn(tabId)).toEqual(["II", iconsOf("paused")]);
  await showBadges(flows, [2]);
  expect(shownOn(2)).toEqual(before);
  expect(shownOn(3)).toEqual(none);
});

test.each([false, true])(
  "a tab that navigates falls back to what all tabs show (paused: %s)",
  async (paused) => {
    await showBadges([faulty(2)], [2], paused);
    navigate(2);
    expect(shownOn(2)).toEqual(paused ? ["II", iconsOf("paused")] : none);
  },
);

test("a tab that is gone keeps nothing from the others", async () => {
  mockButton.gone.add(2);
  await showBadges([faulty(2), faulty(3)], [2, 3]);
  expect(shownOn(3)[1]).toBe(iconsOf("findings"));
});

test("every icon that is shown is there", async () => {
  await showBadges([faulty(2)], [2]);
  await showBadges([], [3], true);
  const paths = [...mockButton.icons.values()].flatMap((icons) => icons.split(","));
  expect(new Set(paths).size).toBe(4);
  for (const path of paths) expect(existsSync(join("popup", path))).toBe(true);
});
