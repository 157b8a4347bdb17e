import { findInDatabases } from "../../../background/injected/find-in-databases.js";

const token = { tokenId: "t", raw: "a-token-that-is-long-enough" };

type Stores = Readonly<Record<string, readonly unknown[]>>;

const { indexedDB } = globalThis;
let closed = 0;

afterEach(() => {
  globalThis.indexedDB = indexedDB;
  closed = 0;
});

/** As much of IndexedDB as is asked of it: databases with the records of their stores. */
function holding(databases: Readonly<Record<string, Stores>>): void {
  const answer = <T>(result: T) => {
    const request = { result, onsuccess: null as (() => void) | null };
    queueMicrotask(() => request.onsuccess?.());
    return request;
  };
  const open = (name: string) => {
    const stores = databases[name] ?? {};
    const getAll = (store: string) => (_: null, count: number) => answer(stores[store]?.slice(0, count));
    return answer({
      objectStoreNames: Object.keys(stores),
      transaction: (store: string) => ({ objectStore: () => ({ getAll: getAll(store) }) }),
      close: () => closed++,
    });
  };
  const names = Object.keys(databases).map((name) => ({ name, version: 1 }));
  globalThis.indexedDB = { databases: async () => names, open } as unknown as IDBFactory;
}

it("finds tokens however deep, once a store, and names places only", async () => {
  const user = { stsTokenManager: { accessToken: `x${token.raw}` } };
  holding({ firebase: { users: [{ value: user }, { value: user }], other: [1, null, "nothing"] } });
  expect(await findInDatabases([token])).toEqual({
    found: [{ tokenId: "t", where: "indexedDB", key: "firebase/users" }],
    keys: [],
  });
  expect(closed).toBe(1);
});

it("tells of key pairs whether they can be copied, and the public part", async () => {
  const generate = (extractable: boolean) =>
    crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, extractable, ["sign"]);
  const [open, shut] = await Promise.all([generate(true), generate(false)]);
  holding({ auth: { open: [open], shut: [{ pair: shut }], lone: [open.privateKey] } });
  const { keys } = await findInDatabases([token]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", open.publicKey);
  expect(keys).toMatchObject([
    { where: "indexedDB", key: "auth/open", extractable: true, publicKey: { kty, crv, x, y } },
    { key: "auth/shut", extractable: false, publicKey: { kty: "EC" } },
    { key: "auth/lone", extractable: true, publicKey: null },
  ]);
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

it("tells of a private JWK, without what is secret of it", async () => {
  holding({ auth: { keys: [{ kty: "EC", crv: "P-256", x: "x", y: "y", d: "the-secret" }] } });
  const { keys } = await findInDatabases([token]);
  expect(keys).toEqual([
    {
      where: "indexedDB",
      key: "auth/keys",
      extractable: true,
      publicKey: { kty: "EC", crv: "P-256", x: "x", y: "y" },
    },
  ]);
});

it("passes over what is so short that it would be found by chance", async () => {
  holding({ a: { b: ["fifteen-letters"] } });
  expect((await findInDatabases([{ tokenId: "short", raw: "fifteen-letters" }])).found).toEqual([]);
});

it("reads a few databases only, and finds nothing where there are none", async () => {
  holding(Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, { s: [token.raw] }])));
  expect((await findInDatabases([token])).found.map(({ key }) => key)).toEqual([
    "a/s",
    "b/s",
    "c/s",
    "d/s",
    "e/s",
  ]);
  globalThis.indexedDB = { databases: () => Promise.reject(new Error("not here")) } as unknown as IDBFactory;
  expect(await findInDatabases([token])).toEqual({ found: [], keys: [] });
});
