import type { Judge } from "../extension/judge-script.js";
import type { Messages } from "../extension/messages.js";
import type { ServerKnowledge } from "../extension/oauth/server-knowledge.js";
import { learnServer, type Network } from "./keys.js";
import type { Store } from "./store.js";

const pending: ServerKnowledge = { metadata: { state: "pending" }, keys: { state: "pending" } };

/** Answers `learn`. Of questions about one server that come together the later ones wait for the first. */
export function createLearner(store: Store, network: Network, loadJudge: () => Promise<Judge>) {
  const running = new Map<string, Promise<void>>();
  return async ({ flowId, issuer, again }: Messages["learn"]["parameters"]): Promise<void> => {
    const flow = (await store.flows()).find(({ id }) => id === flowId);
    if (!flow) return;
    const { readLogin, inquiryOf, inquiryOfIssuer } = await loadJudge();
    const login = readLogin(flow);
    const inquiry = issuer === undefined ? inquiryOf(login) : inquiryOfIssuer(issuer, login);
    if (inquiry === null) return;
    const { subject } = inquiry;
    const learn = async () => {
      const known = (await store.servers()).get(subject) ?? null;
      if (known?.metadata.state !== "known") await store.keepServer(subject, pending);
      const server = await learnServer(inquiry, again ? null : known, network);
      if (JSON.stringify(server) !== JSON.stringify(known)) await store.keepServer(subject, server);
    };
    const work = (running.get(subject) ?? Promise.resolve()).then(learn, learn);
    running.set(subject, work);
    await work.finally(() => running.get(subject) === work && running.delete(subject));
  };
}
