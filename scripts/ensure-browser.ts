import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type BrowserKind, browserVersion, downloadFolder, downloadRecord, findBrowser } from "./browsers.js";

const debianPackage: Readonly<Record<BrowserKind, string>> = { chrome: "chromium", firefox: "firefox-esr" };

/** Shared libraries that a bare Linux lacks, as Debian and Ubuntu call them. */
const libraries: Readonly<Record<BrowserKind, string>> = {
  chrome:
    "libnss3 libatk1.0-0 libatk-bridge2.0-0 libcups2 libdrm2 libgbm1 libxkbcommon0 libxcomposite1 " +
    "libxdamage1 libxfixes3 libxrandr2 libpango-1.0-0 libcairo2 libasound2",
  firefox: "libgtk-3-0 libdbus-glib-1-2 libx11-xcb1 libxt6 libasound2",
};

/**
 * Finds a browser or installs one: the Debian package where that can be done, else a download into
 * `.browsers/` that nothing outside this project sees. Says in one line what it is about to fetch.
 *
 * @returns path of an executable that answers `--version`
 * @throws with what to do where no browser could be had
 */
export async function ensureBrowser(kind: BrowserKind): Promise<string> {
  const found = findBrowser(kind);
  if (found !== null) {
    return found;
  }
  if (isDebianAsRoot() && installPackage(debianPackage[kind])) {
    const installed = findBrowser(kind);
    if (installed !== null) {
      return installed;
    }
  }
  return download(kind);
}

/** Debian proper: Ubuntu's packages of these names are stubs for snaps. */
function isDebianAsRoot(): boolean {
  return (
    process.getuid?.() === 0 &&
    existsSync("/usr/bin/apt-get") &&
    /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

function installPackage(name: string): boolean {
  console.log(`Installing the Debian package ${name} with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const steps = [
    ["update", "-qq"],
    ["install", "-qq", "-y", "--no-install-recommends", name],
  ];
  return steps.every((step) => {
    const done = spawnSync("apt-get", step, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    if (done.status !== 0) {
      console.error(`apt-get ${step.join(" ")} failed: ${done.stderr.trim()}`);
    }
    return done.status === 0;
  });
}

async function download(kind: BrowserKind): Promise<string> {
  const { Browser, detectBrowserPlatform, install, resolveBuildId } = await import("@puppeteer/browsers");
  const platform = detectBrowserPlatform();
  if (platform === undefined) {
    throw new Error(`No ${kind} found, and none can be downloaded for this system. ${advice(kind)}`);
  }
  const browser = kind === "chrome" ? Browser.CHROME : Browser.FIREFOX;
  console.log(`Downloading ${kind} into ${downloadFolder}, as none is installed.`);
  const path = await resolveBuildId(browser, platform, "stable")
    .then((buildId) => install({ browser, buildId, cacheDir: downloadFolder, platform }))
    .then((installed) => installed.executablePath)
    .catch((cause: unknown) => {
      throw new Error(`No ${kind} found, and downloading one failed. ${advice(kind)}`, { cause });
    });
  if (process.platform !== "win32" && browserVersion(path) === null) {
    throw new Error(`${path} was downloaded but does not start. It may lack libraries: ${libraries[kind]}.`);
  }
  mkdirSync(downloadFolder, { recursive: true });
  writeFileSync(downloadRecord(kind), `${path}\n`);
  return path;
}

function advice(kind: BrowserKind): string {
  const [name, variable] =
    kind === "chrome"
      ? ["Chrome or Chromium", "TOKEN_INSPECTOR_CHROME"]
      : ["Firefox", "TOKEN_INSPECTOR_FIREFOX"];
  return `Install ${name}, or set ${variable} to the path of one.`;
}
