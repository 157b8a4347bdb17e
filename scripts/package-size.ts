import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A part of the package, with what it may weigh and what it is meant to weigh, KB of 1024 bytes. */
export interface Part {
  readonly name: string;
  readonly weight: number;
  readonly limit: number;
  readonly goal: number;
}

/** What goes into pages; the second in Chrome alone. */
const injected = ["page-watch.js", "token-response-tap.js"];

/**
 * Weighs a built and packed extension: its archive, and gzipped the JavaScript of the popup before its first paint and before
 * its first login, of the background before it judges, and of what is injected into each document.
 *
 * A limit above its goal says what is still to be lost; it is lowered when something is, and never raised.
 *
 * @param folder  such as `dist/chrome`
 * @param archive what `web-ext build` made of it
 */
export async function weigh(folder: string, archive: string): Promise<readonly Part[]> {
  const gzipped = async (files: readonly string[]) => {
    const sizes = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(join(folder, file))).byteLength),
    );
    return inKb(sizes.reduce((sum, size) => sum + size, 0));
  };
  const popup = await withImports(folder, "popup.js");
  const reader = (await readdir(folder)).filter((name) => /^read-login-\w+\.js$/.test(name));
  const withReader = [...popup];
  for (const file of reader) withReader.push(...(await withImports(folder, file, new Set(withReader))));
  return [
    { name: "archive", weight: inKb((await stat(archive)).size), limit: 384, goal: 120 },
    { name: "popup", weight: await gzipped(popup), limit: 45, goal: 45 },
    { name: "popup with what reads logins", weight: await gzipped(withReader), limit: 66, goal: 66 },
    { name: "background", weight: await gzipped(["background.js"]), limit: 35.3, goal: 35 },
    { name: "injected", weight: await gzipped(await presentIn(folder, injected)), limit: 3.8, goal: 3 },
  ];
}

const presentIn = async (folder: string, names: readonly string[]): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => names.includes(name));

/** A module with all that it imports statically, by file names. */
async function withImports(folder: string, file: string, known = new Set<string>()): Promise<string[]> {
  if (known.has(file)) return [];
  known.add(file);
  const text = await readFile(join(folder, file), "utf8");
  const imports = [...text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, name]) => name ?? "");
  const further: string[] = [];
  for (const name of imports) further.push(...(await withImports(folder, name, known)));
  return [file, ...further];
}

/** `archive 287.1 KB (at most 300, goal 120)`. */
export const lineOf = ({ name, weight, limit, goal }: Part): string =>
  `${name} ${weight.toFixed(1)} KB (at most ${limit}${limit === goal ? "" : `, goal ${goal}`})`;

const inKb = (bytes: number): number => bytes / 1024;
