import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { languages, messagesJson } from "./locales.js";
import { manifestFor, minimumVersion, readManifest, type Target, targets } from "./manifest.js";
import { thirdPartyNotices } from "./third-party.js";

const root = join(import.meta.dirname, "..");

/** Bundles, by the name they have in the extension. */
const entryPoints: Readonly<Record<string, string>> = {
  background: "background/main.ts",
  judge: "extension/judge-script.ts",
  "page-watch": "background/injected/page-watch.ts",
};

/** The same as modules: they share what they have in common, and load what they import dynamically when it is needed. */
const modules: Readonly<Record<string, string>> = {
  devtools: "popup/devtools/devtools.ts",
  "file-worker": "popup/import/file-worker.ts",
  popup: "popup/main.tsx",
  welcome: "popup/welcome.tsx",
};

/** Bundles of one browser alone. */
const ownEntryPoints: Readonly<Record<Target, Readonly<Record<string, string>>>> = {
  chrome: { "token-response-tap": "background/injected/token-response-tap.ts" },
  firefox: {},
};

/** Files taken as they are, by the name they have in the extension. */
const copies: Readonly<Record<string, string>> = {
  LICENSE: "LICENSE",
  "devtools.html": "popup/devtools/devtools.html",
  "popup.html": "popup/popup.html",
  "welcome.html": "popup/welcome.html",
  icons: "popup/icons",
};

/** Of the copies what no browser asks for: sources of icons, and sizes that no toolbar has. */
const leftOut = /\.svg$|(?:paused|findings)-(?:48|128)\.png$/;

/**
 * Builds the extension for Chrome and for Firefox into `dist/`, and prints the sizes.
 *
 * What was there before stays in place until the new build is complete.
 *
 * @throws where a source is missing or does not compile
 */
export async function build(): Promise<void> {
  for (const target of targets) {
    await buildTarget(target);
  }
}

async function buildTarget(target: Target): Promise<void> {
  const folder = join(root, "dist", target);
  const fresh = `${folder}.new`;
  const manifest = readManifest();
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });

  const options = {
    absWorkingDir: root,
    outdir: fresh,
    bundle: true,
    external: ["/judge.js"],
    target: `${target}${minimumVersion(target, manifest)}`,
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  } satisfies esbuild.BuildOptions;
  const scripts = { ...entryPoints, ...ownEntryPoints[target] };
  const built = await Promise.all([
    esbuild.build({ ...options, entryPoints: scripts, format: "iife" }),
    esbuild.build({ ...options, entryPoints: modules, format: "esm", splitting: true }),
  ]);
  const keysOf = (what: "inputs" | "outputs") => built.flatMap(({ metafile }) => Object.keys(metafile[what]));
  await Promise.all(
    Object.entries(copies).map(([name, source]) =>
      cp(join(root, source), join(fresh, name), { recursive: true, filter: (path) => !leftOut.test(path) }),
    ),
  );
  await Promise.all(
    languages().map(async (language) => {
      const texts = join(fresh, "_locales", language);
      await mkdir(texts, { recursive: true });
      await writeFile(join(texts, "messages.json"), messagesJson(language));
    }),
  );
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  await writeFile(
    join(fresh, "manifest.json"),
    `${JSON.stringify(manifestFor(target, manifest, version), null, 2)}\n`,
  );
  await writeFile(
    join(fresh, "THIRD-PARTY.txt"),
    await thirdPartyNotices(root, [...new Set(keysOf("inputs"))]),
  );

  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  await printSizes(target, folder, keysOf("outputs"));
}

async function printSizes(target: Target, folder: string, outputs: readonly string[]): Promise<void> {
  console.log(`dist/${target}`);
  for (const output of outputs) {
    const name = output.slice(output.lastIndexOf("/") + 1);
    const content = await readFile(join(folder, name));
    console.log(`  ${name.padEnd(22)} ${kilobytes(content)} kB, ${kilobytes(gzipSync(content))} kB gzip`);
  }
}

function kilobytes(content: Uint8Array): string {
  return (content.byteLength / 1_000).toFixed(1).padStart(6);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await build();
}
