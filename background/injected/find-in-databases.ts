import type { FoundKey, FoundToken } from "../../extension/flow/observation.js";

/** What was found in a page's databases: names and places, never the tokens, and of keys the public part alone. */
export interface FoundInDatabases {
  readonly found: readonly FoundToken[];
  readonly keys: readonly FoundKey[];
}

/**
 * Looks for tokens and private keys in the IndexedDB databases of a document's origin.
 *
 * Runs in pages, to which it is sent as its own source: it must not refer to anything outside itself. Opens at most 5
 * databases that are there already, reads the first 50 records of at most 10 stores of each, five levels deep, and closes
 * them at once. Keys that must not leave the browser are not read; only that they are there, and whether they could be.
 *
 * @param tokens those shorter than 16 characters are passed over, as they would be found by chance
 */
export async function findInDatabases(
  tokens: readonly { readonly tokenId: string; readonly raw: string }[],
): Promise<FoundInDatabases> {
  const wanted = tokens.filter(({ raw }) => raw.length >= 16).slice(0, 50);
  const found: FoundToken[] = [];
  const keys: FoundKey[] = [];
  let members = 20_000;

  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** A JWK as it may be shown: the public members of an elliptic curve, octet or RSA key. */
  const publicPart = (jwk: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      ["kty", "crv", "x", "y", "n", "e"].flatMap((name) =>
        typeof jwk[name] === "string" ? [[name, jwk[name].slice(0, 2_048)]] : [],
      ),
    );

  async function noteKey(key: string, privateKey: CryptoKey, publicKey: unknown): Promise<void> {
    const jwk = publicKey instanceof CryptoKey ? await crypto.subtle.exportKey("jwk", publicKey) : null;
    const { extractable } = privateKey;
    keys.push({ where: "indexedDB", key, extractable, publicKey: jwk && publicPart({ ...jwk }) });
  }

  async function walk(value: unknown, key: string, depth: number): Promise<void> {
    if (members-- < 0 || depth > 5 || keys.length >= 20) return;
    if (typeof value === "string") {
      for (const { tokenId, raw } of wanted) {
        const known = found.some((other) => other.tokenId === tokenId && other.key === key);
        if (!known && found.length < 100 && value.slice(0, 262_144).includes(raw)) {
          found.push({ tokenId, where: "indexedDB", key });
        }
      }
    } else if (value instanceof CryptoKey) {
      if (value.type === "private") await noteKey(key, value, null);
    } else if (typeof value === "object" && value !== null) {
      const object = value as Readonly<Record<string, unknown>>;
      if (object.privateKey instanceof CryptoKey) {
        await noteKey(key, object.privateKey, object.publicKey);
      } else if (typeof object.kty === "string" && typeof object.d === "string") {
        keys.push({ where: "indexedDB", key, extractable: true, publicKey: publicPart(object) });
      } else {
        for (const member of Object.values(object).slice(0, 100)) await walk(member, key, depth + 1);
      }
    }
  }

  async function searchDatabase(name: string): Promise<void> {
    const opening = indexedDB.open(name);
    // Gone since: none is made.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    const database = await settled(opening);
    try {
      database.onversionchange = () => database.close();
      for (const store of [...database.objectStoreNames].slice(0, 10)) {
        const records = database.transaction(store, "readonly").objectStore(store).getAll(null, 50);
        const key = `${name}/${store}`.slice(0, 200);
        for (const record of await settled(records)) await walk(record, key, 0);
      }
    } finally {
      database.close();
    }
  }

  try {
    for (const { name } of (await indexedDB.databases()).slice(0, 5)) {
      if (name !== undefined) await searchDatabase(name);
    }
  } catch {
    // A document without storage, or a database that another page is just changing.
  }
  return { found, keys };
}
