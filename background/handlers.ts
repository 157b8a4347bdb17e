import { coversHost, hostOf } from "../extension/flow/access.js";
import type { MessageName, Messages } from "../extension/messages.js";
import { currentAccess } from "./access.js";
import { fetchKeySet, type Network, ownNetwork } from "./keys.js";
import { createLearner } from "./learner.js";
import { loadJudge } from "./load-judge.js";
import { lookForTokensOf } from "./look-around.js";
import { limitMs, replay } from "./replay.js";
import type { Store } from "./store.js";

/** One function a message. */
export type Handlers = {
  readonly [Name in MessageName]: (
    parameters: Messages[Name]["parameters"],
  ) => Promise<Messages[Name]["result"]>;
};

export function createHandlers(store: Store, network: Network = ownNetwork, judge = loadJudge): Handlers {
  const running = new Map<string, AbortController>();
  const learn = createLearner(store, network, judge);
  return {
    async replay({ id, ...request }) {
      const controller = new AbortController();
      running.set(id, controller);
      const { origins } = await currentAccess();
      const covered = coversHost(origins, hostOf(request.url) ?? "");
      const limit = AbortSignal.timeout(limitMs);
      return replay(request, { abort: controller.signal, limit, covered }).finally(() => running.delete(id));
    },
    async "abort-replay"({ id }) {
      running.get(id)?.abort();
      return null;
    },
    async clear({ all = false }) {
      await store.clear(all);
      return null;
    },
    pin: ({ id, pinned }) => store.pin(id, pinned),
    async look({ flowId }) {
      await lookForTokensOf(store, flowId);
      return null;
    },
    async learn(parameters) {
      await learn(parameters);
      return null;
    },
    "fetch-keys": ({ url }) => fetchKeySet(url, url, network),
    async pause() {
      await store.pause();
      return null;
    },
    async resume() {
      await store.resume();
      return null;
    },
    async "dismiss-notice"() {
      await store.dismissNotice();
      return null;
    },
    access: async () => (await currentAccess()).origins,
    async remember({ slot, place }) {
      await store.remember(slot, place);
      return null;
    },
    async "save-settings"(settings) {
      await store.saveSettings(settings);
      return null;
    },
  };
}
