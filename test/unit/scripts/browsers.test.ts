import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../../scripts/browsers.js";

describe("findBrowser", () => {
  const before = { ...process.env };
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "token-inspector-path-"));
    process.env.PATH = folder;
    delete process.env.TOKEN_INSPECTOR_CHROME;
    delete process.env.TOKEN_INSPECTOR_FIREFOX;
  });
  afterEach(() => {
    process.env = { ...before };
    rmSync(folder, { recursive: true });
  });

  const executable = (name: string, script: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it.each([
    ["chrome", "google-chrome", "Google Chrome 150.0.1.2"],
    ["chrome", "chromium", "Chromium 156.0.1.2 built on Debian"],
    ["chrome", "microsoft-edge", "Microsoft Edge 150.0.1.2"],
    ["firefox", "firefox-esr", "Mozilla Firefox 153.7.0esr"],
  ] as const)("finds %s as %s", (kind, name, version) => {
    const path = executable(name, `echo "${version}"`);
    expect(findBrowser(kind)).toBe(path);
  });

  it.each([
    ["is too old", 'echo "Chromium 100.0.1.2"'],
    ["says no version", "echo hello"],
    ["does not run", "exit 1"],
    ["is the stub of a snap", 'echo "Chromium 150.0.1.2"; exec /snap/bin/chromium'],
  ])("passes over one that %s", (_, script) => {
    executable("chromium", script);
    const good = executable("google-chrome", 'echo "Google Chrome 150.0.1.2"');
    expect(findBrowser("chrome")).toBe(good);
  });

  it("prefers the one that the environment names", () => {
    executable("firefox", 'echo "Mozilla Firefox 160.0"');
    process.env.TOKEN_INSPECTOR_FIREFOX = executable("mine", 'echo "Mozilla Firefox 161.0"');
    expect(findBrowser("firefox")).toBe(join(folder, "mine"));
  });

  it("says so where the environment names one that does not run", () => {
    process.env.TOKEN_INSPECTOR_FIREFOX = join(folder, "absent");
    expect(() => findBrowser("firefox")).toThrow("TOKEN_INSPECTOR_FIREFOX");
  });
});
