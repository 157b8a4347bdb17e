import type { Network } from "../../../background/keys.js";
import { createLearner } from "../../../background/learner.js";
import type { Store } from "../../../background/store.js";
import type { Flow } from "../../../extension/flow/flow.js";
import * as judge from "../../../extension/judge.js";
import type { ServerKnowledge } from "../../../extension/oauth/server-knowledge.js";
import { committedLogin } from "../../fixtures/committed-login.js";

const flow = committedLogin("1");
const endpoint = "https://login.example/authorize";
const issuer = "https://other.example";
const metadata = {
  issuer: "https://login.example/",
  authorization_endpoint: endpoint,
  jwks_uri: "https://login.example/jwks",
};

function world() {
  const kept: [string, ServerKnowledge][] = [];
  const asked: string[] = [];
  const store = {
    flows: async (): Promise<readonly Flow[]> => [flow],
    servers: async () => new Map(kept),
    keepServer: async (subject: string, server: ServerKnowledge) => void kept.push([subject, server]),
  } as unknown as Store;
  const network: Network = {
    now: () => 1,
    limit: () => new AbortController().signal,
    fetch: (async (url: string) => {
      asked.push(url);
      const isKeys = url.endsWith("/jwks");
      const own = url.startsWith(issuer) ? { issuer } : metadata;
      return new Response(JSON.stringify(isKeys ? { keys: [{ kid: "k1" }] } : own));
    }) as typeof fetch,
  };
  return { learn: createLearner(store, network, async () => judge), kept, asked };
}

describe("createLearner", () => {
  it("says that it asks, then what it found, under the authorization endpoint", async () => {
    const { learn, kept, asked } = world();
    await learn({ flowId: "1" });
    expect(
      kept.map(
        ([
          subject,
          {
            metadata: { state },
          },
        ]) => [subject, state],
      ),
    ).toEqual([
      [endpoint, "pending"],
      [endpoint, "known"],
    ]);
    expect(asked).toEqual([
      "https://login.example/.well-known/openid-configuration",
      "https://login.example/jwks",
    ]);
  });

  it("asks once, whoever else asks meanwhile or later, unless it is to ask again", async () => {
    const { learn, kept, asked } = world();
    await Promise.all([learn({ flowId: "1" }), learn({ flowId: "1" })]);
    await learn({ flowId: "1" });
    expect([asked.length, kept.length]).toEqual([2, 2]);
    await learn({ flowId: "1", again: true });
    expect(asked.length).toBe(4);
  });

  it("keeps another issuer under its own name", async () => {
    const { learn, kept } = world();
    await learn({ flowId: "1", issuer });
    expect(kept.at(-1)).toMatchObject([issuer, { found: { issuer, how: "clicked" } }]);
  });

  it("asks nothing for a flow that is gone", async () => {
    const { learn, kept, asked } = world();
    await learn({ flowId: "2" });
    expect([kept, asked]).toEqual([[], []]);
  });
});
