import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles the script of a page in memory.
 *
 * @param entry  URL of the TypeScript file
 * @returns the text of a classic script
 */
export async function bundle(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
