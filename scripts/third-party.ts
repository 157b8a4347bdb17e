import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The names, versions and licence texts of the packages that went into a bundle.
 *
 * @param root    folder that holds `node_modules`
 * @param inputs  files of the bundle, relative to it, as esbuild's metafile lists them
 * @throws where a package comes without a licence text
 */
export async function thirdPartyNotices(root: string, inputs: readonly string[]): Promise<string> {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const notices = await Promise.all([...folders].sort().map((folder) => notice(join(root, folder))));
  return ["This extension contains the following packages.\n", ...notices].join(`\n${"-".repeat(80)}\n\n`);
}

/** `node_modules/@scope/name` of a file within it; null for a file of this project. */
export function packageFolder(input: string): string | null {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? null;
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  if (files.length === 0) {
    throw new Error(`${name} has no licence text to pass on.`);
  }
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return [
    `${name} ${version} (${license ?? "see below"})\n`,
    ...texts.map((text) => `${text.trim()}\n`),
  ].join("\n");
}
