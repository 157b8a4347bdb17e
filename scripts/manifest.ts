/** Browsers that the extension is built for, with the oldest versions that its code may use the syntax of. */
export const targets = { chrome: "chrome121", firefox: "firefox140" } as const;

export type Target = keyof typeof targets;

/** What of manifest.json differs between the browsers; everything else passes through. */
export interface Manifest {
  readonly background: { readonly service_worker: string; readonly scripts: readonly string[] };
  readonly minimum_chrome_version: string;
  readonly browser_specific_settings: object;
  readonly [key: string]: unknown;
}

/**
 * The manifest as one browser gets it: without the keys that only the other one knows, and with the version,
 * which package.json alone states.
 */
export function manifestFor(target: Target, manifest: Manifest, version: string): Record<string, unknown> {
  const { background, minimum_chrome_version, browser_specific_settings, manifest_version, name, ...common } =
    manifest;
  const { service_worker, scripts } = background;
  return target === "chrome"
    ? { manifest_version, name, version, minimum_chrome_version, ...common, background: { service_worker } }
    : { manifest_version, name, version, browser_specific_settings, ...common, background: { scripts } };
}
