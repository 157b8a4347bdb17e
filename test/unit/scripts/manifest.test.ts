import { manifestFor, minimumVersion, readManifest } from "../../../scripts/manifest.js";

const manifest = readManifest();

describe("manifestFor", () => {
  it("gives Chrome a service worker and nothing of Firefox", () => {
    const chrome = manifestFor("chrome", manifest, "1.2.3");
    expect(chrome).toMatchObject({ version: "1.2.3", background: { service_worker: "background.js" } });
    expect(Object.keys(chrome.background as object)).toEqual(["service_worker"]);
    expect(chrome).not.toHaveProperty("browser_specific_settings");
  });

  it("gives Firefox an event page and nothing of Chrome", () => {
    const firefox = manifestFor("firefox", manifest, "1.2.3");
    expect(firefox).toMatchObject({ version: "1.2.3", background: { scripts: ["background.js"] } });
    expect(Object.keys(firefox.background as object)).toEqual(["scripts"]);
    expect(firefox).not.toHaveProperty("minimum_chrome_version");
  });

  it("passes everything else through", () => {
    for (const target of ["chrome", "firefox"] as const) {
      expect(manifestFor(target, manifest, "1.2.3")).toMatchObject({
        manifest_version: 3,
        permissions: expect.arrayContaining([...manifest.permissions]),
        optional_host_permissions: ["<all_urls>"],
        content_security_policy: manifest.content_security_policy,
      });
    }
  });
});

it("asks for the permissions that show response bodies in Firefox alone", () => {
  const asked = (target: "chrome" | "firefox") => manifestFor(target, manifest, "1.2.3").permissions;
  expect(asked("chrome")).toEqual(manifest.permissions);
  expect(asked("firefox")).toEqual([
    ...manifest.permissions,
    "webRequestBlocking",
    "webRequestFilterResponse",
    "cookies",
  ]);
});

describe("manifest.json", () => {
  it("leaves the version to package.json", () => {
    expect(manifest).not.toHaveProperty("version");
  });

  it("states minimum versions of both browsers", () => {
    // 121: Chrome before it refuses a manifest that names background scripts beside the service worker; before 123 it does
    // not know light-dark() in styles.
    expect(minimumVersion("chrome", manifest)).toBeGreaterThanOrEqual(123);
    // 140: Firefox before it does not know the declaration of data collection.
    expect(minimumVersion("firefox", manifest)).toBeGreaterThanOrEqual(140);
  });

  it("asks for no site at install", () => {
    expect(manifest).not.toHaveProperty("host_permissions");
    expect(manifest).not.toHaveProperty("content_scripts");
  });
});
