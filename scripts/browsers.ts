import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { minimumVersion, readManifest, type Target } from "./manifest.js";

export type BrowserKind = Target;

/** Where a browser that was downloaded for this project alone lives. */
export const downloadFolder = join(import.meta.dirname, "..", ".browsers");

const override: Readonly<Record<BrowserKind, string>> = {
  chrome: "TOKEN_INSPECTOR_CHROME",
  firefox: "TOKEN_INSPECTOR_FIREFOX",
};

const names: Readonly<Record<BrowserKind, readonly string[]>> = {
  chrome: [
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
    "microsoft-edge-stable",
    "microsoft-edge",
  ],
  firefox: ["firefox", "firefox-esr"],
};

const versionTimeoutMs = 15_000;

/**
 * Finds an installed Chrome, Chromium or Edge, or an installed Firefox, that is recent enough.
 *
 * Snap packages are passed over: confined as they are, they see neither the extension's folder nor a
 * temporary profile. Looks at the disk and asks `--version`; installs and downloads nothing.
 *
 * @returns path of the executable, or null
 * @throws where the environment names a browser (`TOKEN_INSPECTOR_CHROME`, `TOKEN_INSPECTOR_FIREFOX`)
 *   that does not run
 */
export function findBrowser(kind: BrowserKind): string | null {
  const named = process.env[override[kind]];
  if (named !== undefined && named !== "") {
    if (!isUsable(kind, named)) {
      throw new Error(`${override[kind]} names ${named}, which does not run or is too old.`);
    }
    return named;
  }
  return candidates(kind).find((path) => isUsable(kind, path)) ?? null;
}

/** File that holds the path of a browser downloaded for this project. */
export function downloadRecord(kind: BrowserKind): string {
  return join(downloadFolder, `${kind}.path`);
}

/** Version line of a browser, or null where it does not answer in time. Windows browsers never answer. */
export function browserVersion(path: string): string | null {
  const answer = spawnSync(path, ["--version"], { encoding: "utf8", timeout: versionTimeoutMs });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

function isUsable(kind: BrowserKind, path: string): boolean {
  if (!existsSync(path) || isSnap(path)) {
    return false;
  }
  if (process.platform === "win32") {
    return true;
  }
  const major = /(\d+)\.\d/.exec(browserVersion(path) ?? "")?.[1];
  return major !== undefined && Number(major) >= minimumVersion(kind, readManifest());
}

/** A snap, or the stub that Ubuntu puts in its place. */
function isSnap(path: string): boolean {
  if (process.platform !== "linux") {
    return false;
  }
  const real = realpathSync(path);
  if (real.startsWith("/snap/") || real === "/usr/bin/snap") {
    return true;
  }
  const start = firstBytes(real);
  return start.startsWith("#!") && /\/snap\/|\bsnap (run|install)\b/.test(start);
}

function firstBytes(path: string): string {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(4_096);
    return buffer.toString("latin1", 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

function candidates(kind: BrowserKind): readonly string[] {
  return [...platformCandidates(kind), ...downloaded(kind)];
}

function platformCandidates(kind: BrowserKind): readonly string[] {
  const { platform, env } = process;
  if (platform === "darwin") {
    return macCandidates(kind, env.HOME ?? "");
  }
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    return roots.filter((root) => root !== undefined).flatMap((root) => windowsCandidates(kind, root));
  }
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return names[kind].flatMap((name) => folders.map((folder) => join(folder, name)));
}

function macCandidates(kind: BrowserKind, home: string): readonly string[] {
  const apps = kind === "chrome" ? ["Google Chrome", "Chromium", "Microsoft Edge"] : ["Firefox"];
  return apps.flatMap((app) =>
    ["/Applications", join(home, "Applications")].map((folder) =>
      join(folder, `${app}.app`, "Contents", "MacOS", kind === "chrome" ? app : "firefox"),
    ),
  );
}

function windowsCandidates(kind: BrowserKind, root: string): readonly string[] {
  return kind === "chrome"
    ? [
        join(root, "Google", "Chrome", "Application", "chrome.exe"),
        join(root, "Chromium", "Application", "chrome.exe"),
        join(root, "Microsoft", "Edge", "Application", "msedge.exe"),
      ]
    : [join(root, "Mozilla Firefox", "firefox.exe")];
}

function downloaded(kind: BrowserKind): readonly string[] {
  const record = downloadRecord(kind);
  return existsSync(record) ? [readFileSync(record, "utf8").trim()] : [];
}
