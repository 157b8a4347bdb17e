import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Browsers that the extension is built for. */
export const targets = ["chrome", "firefox"] as const;

export type Target = (typeof targets)[number];

/** What of manifest.json is used here; everything else passes through. */
export interface Manifest {
  readonly background: { readonly service_worker: string; readonly scripts: readonly string[] };
  readonly minimum_chrome_version: string;
  readonly permissions: readonly string[];
  readonly browser_specific_settings: { readonly gecko: { readonly strict_min_version: string } };
  readonly [key: string]: unknown;
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(import.meta.dirname, "..", "manifest.json"), "utf8")) as Manifest;
}

/** Oldest major version of the browser that the extension runs in. */
export function minimumVersion(target: Target, manifest: Manifest): number {
  const { minimum_chrome_version, browser_specific_settings } = manifest;
  return Number.parseInt(
    target === "chrome" ? minimum_chrome_version : browser_specific_settings.gecko.strict_min_version,
    10,
  );
}

/** Firefox alone shows response bodies to an extension; and in what container a tab is, to those that may have cookies. */
const firefoxPermissions = ["webRequestBlocking", "webRequestFilterResponse", "cookies"];

/**
 * The manifest as one browser gets it: without the keys that only the other one knows, with what only this one can
 * give, and with the version, which package.json alone states.
 */
export function manifestFor(target: Target, manifest: Manifest, version: string): Record<string, unknown> {
  const { background, minimum_chrome_version, browser_specific_settings, manifest_version, name, ...common } =
    manifest;
  const { service_worker, scripts } = background;
  return target === "chrome"
    ? { manifest_version, name, version, minimum_chrome_version, ...common, background: { service_worker } }
    : {
        manifest_version,
        name,
        version,
        browser_specific_settings,
        ...common,
        permissions: [...common.permissions, ...firefoxPermissions],
        background: { scripts },
      };
}
