import type { Observation } from "../../../extension/flow/observation.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import {
  access,
  app,
  assembled,
  authorize,
  callback,
  implicitLogin,
  inTab,
  login,
  noon,
} from "../../fixtures/browsing.js";

const flowsOf = (observations: readonly Observation[]) => assembled(observations).flows;
const only = (observations: readonly Observation[]) => {
  const flows = flowsOf(observations);
  expect(flows).toHaveLength(1);
  return flows[0] as NonNullable<(typeof flows)[0]>;
};

/** A fixed sequence of orders, made by a small linear congruential generator. */
function* shuffles(items: readonly Observation[], count: number): Generator<Observation[]> {
  let seed = 1;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (let n = 0; n < count; n++) {
    yield items
      .map((item) => ({ item, key: next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}

describe("assemble", () => {
  it("makes one flow of a login, every observation in it", () => {
    const observations = [access("*://*/*"), ...implicitLogin()];
    expect(only(observations).observations).toHaveLength(observations.length);
  });

  it("gives the same flow whatever the order of arrival, as after a sleep of the background", () => {
    const all = implicitLogin();
    const isAnswer = ({ kind }: Observation) => kind === "response";
    const expected = only(all);
    for (const order of shuffles(
      all.filter((fact) => !isAnswer(fact)),
      50,
    )) {
      expect(only([...order, ...all.filter(isAnswer)]).observations).toEqual(expected.observations);
    }
  });

  it("gives the same flow when events come grouped by listener", () => {
    const all = implicitLogin();
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    const grouped = kinds.flatMap((kind) => all.filter((fact) => fact.kind === kind));
    expect(only(grouped).observations).toEqual(only(all).observations);
  });

  it("gives each of two logins in one tab its own response, whatever the order of arrival", () => {
    const second = implicitLogin(1, "s-2", "second-access-token").map((fact) => ({
      ...fact,
      at: fact.at + 8500,
    }));
    const both = [...implicitLogin(), ...second].filter(({ kind }) => kind !== "response");
    for (const order of shuffles(both, 50)) {
      const logins = flowsOf(order).map(readLogin);
      expect(
        logins.map(({ request, response, furtherResponses }) => [
          request?.state,
          response?.state,
          furtherResponses.length,
        ]),
      ).toEqual([
        ["s-2", "s-2", 0],
        ["s-1", "s-1", 0],
      ]);
    }
  });

  it("keeps two logins apart that run interleaved in two tabs", () => {
    const one = implicitLogin(1, "s-1", "token-of-tab-one");
    const two = implicitLogin(2, "s-2", "token-of-tab-two");
    const flows = flowsOf([...one, ...two].sort((a, b) => a.at - b.at));
    expect(flows.map((flow) => flow.observations.filter(({ tabId }) => tabId !== flow.tabId))).toEqual([
      [],
      [],
    ]);
    expect(flows.map(({ observations }) => observations.length)).toEqual([one.length, two.length]);
  });

  it("starts a new flow for a second login in the same tab", () => {
    const again = implicitLogin(1, "s-2", "second-access-token").map((fact) => ({
      ...fact,
      at: fact.at + 9000,
    }));
    const flows = flowsOf([...implicitLogin(), ...again]);
    expect(flows.map((flow) => readLogin(flow).request?.state)).toEqual(["s-2", "s-1"]);
    expect(flows.map((flow) => readLogin(flow).response?.state)).toEqual(["s-2", "s-1"]);
    expect(flows.map((flow) => readLogin(flow).calls.length)).toEqual([1, 1]);
  });

  it("starts a new flow when a person went back to the app and tried again with the very same request", () => {
    const tab = inTab(1);
    const flows = flowsOf([
      tab.started(0, authorize("fixed")),
      tab.committed(40, `${login}/u/login`),
      tab.committed(5000, `${app}/`),
      tab.started(9000, authorize("fixed")),
    ]);
    expect(flows).toHaveLength(2);
  });

  it("takes a server that enters its own authorization endpoint again for the same login", () => {
    const tab = inTab(1);
    const flow = only([
      tab.started(0, authorize("s-1")),
      tab.committed(40, `${login}/u/login`),
      tab.redirect(5000, "9", `${login}/u/login`, authorize("s-1", "&resumed=1")),
      tab.committed(5050, callback("s-1")),
    ]);
    expect(readLogin(flow).response?.state).toBe("s-1");
  });

  it("takes an API call by its token, in whatever tab", () => {
    const flow = only([
      ...implicitLogin(),
      inTab(7).call(9000, "77", "https://x.example/", "Bearer opaque-access-token-1"),
    ]);
    expect(readLogin(flow).calls.map(({ url }) => url)).toEqual([
      "https://api.example/contacts",
      "https://x.example/",
    ]);
  });

  it("keeps a response at the redirect URI whose state differs", () => {
    const tab = inTab(1);
    const flow = only([tab.started(0, authorize("s-1")), tab.committed(50, callback("other"))]);
    expect(readLogin(flow).response?.state).toBe("other");
  });

  it("knows the redirect URI of an origin without a path when the browser adds the slash", () => {
    const tab = inTab(1);
    const request = authorize("s-1").replace(encodeURIComponent(`${app}/callback`), encodeURIComponent(app));
    const flow = only([tab.started(0, request), tab.committed(50, `${app}/#error=access_denied`)]);
    expect(readLogin(flow).response?.error).toBe("access_denied");
  });

  it("shows a token response as a flow of its own where no request was visible", () => {
    const flow = only([inTab(1).committed(0, callback("s-1"))]);
    expect(readLogin(flow)).toMatchObject({
      request: null,
      name: { flow: "Implicit Flow", responseType: null, channel: "fragment" },
    });
  });

  it.each([
    ["a code of another kind", "https://shop.example/cart?code=SPRING&state=open"],
    ["an error page", "https://shop.example/?error=404"],
    ["a path that says authorize", "https://shop.example/authorize?client_id=7"],
    ["a route with access_token but no companion", "https://shop.example/#access_token=x"],
  ])("starts no flow for %s", (_, url) => {
    const tab = inTab(1);
    expect(flowsOf([tab.started(0, url), tab.request(1, "1", url), tab.committed(9, url)])).toEqual([]);
  });

  it("forgets what led to nothing: pending observations are bounded", () => {
    const tab = inTab(1);
    const many = Array.from({ length: 500 }, (_, n) => tab.committed(n, `https://news.example/${n}`));
    expect(assembled(many).pending).toHaveLength(100);
  });

  describe("a change of access", () => {
    const change = (ms: number, ...origins: string[]) => ({ ...access(...origins), at: noon + ms });
    const allSites = (observations: readonly Observation[]) =>
      readLogin(only(observations)).visibility.allSites;

    it("that comes while a login is under way shows nothing of what came before it", () => {
      expect(allSites([access(), inTab(1).started(0, authorize("s-1")), change(10, "*://*/*")])).toBe(false);
    });

    it("that takes access back while a login is under way hides what comes after it", () => {
      expect(allSites([access("*://*/*"), inTab(1).started(0, authorize("s-1")), change(10)])).toBe(false);
    });

    it("leaves finished logins as they were", () => {
      expect(allSites([access("*://*/*"), ...implicitLogin(), change(60_000)])).toBe(true);
    });
  });
});
