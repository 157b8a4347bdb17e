import { join } from "node:path";
import { env as environment, platform } from "node:process";
import { parseArgs } from "node:util";
import { launchBuilt } from "../test/browser/harness/launch.js";
import { type Lab, startLab } from "../test/lab/lab.js";
import { type BrowserKind, findBrowser } from "./browsers.js";
import { build } from "./build.js";
import { CleanUp } from "./clean-up.js";
import { allowAllSites, logIn } from "./demo-login.js";
import { missingFrom, readPopup, reportLines } from "./demo-report.js";
import { ensureBrowser } from "./ensure-browser.js";

/**
 * Builds the extension, starts the lab and opens a browser with both.
 *
 * Without a screen, or with `--headless`, logs in by itself, prints what the popup then says, and fails where
 * something of it is missing. Leaves nothing running, however it ends.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      browser: { type: "string" },
      headless: { type: "boolean", default: !hasScreen() },
      screenshot: { type: "string" },
    },
  });
  const kind = kindOf(values.browser);
  const executablePath = await ensureBrowser(kind);
  await build();

  const cleanUp = new CleanUp();
  cleanUp.handleSignals();
  try {
    const lab = await startLab();
    await cleanUp.add(() => lab.stop());
    const launched = launchBuilt(kind, {
      executablePath,
      headless: values.headless,
      handleSignals: false,
      keepWelcome: !values.headless,
    });
    await cleanUp.add(() =>
      launched.then(
        (extension) => extension.close(),
        () => undefined,
      ),
    );
    const extension = await launched;
    if (values.headless) {
      const file = values.screenshot ?? join("dist", `popup-${kind}.png`);
      process.exitCode = (await demonstrate(extension, lab, file)) ? 0 : 1;
    } else {
      await extension.openPage(lab.home);
      console.log(`The lab is at ${lab.home}. Close the browser or press Ctrl-C to end.`);
      await new Promise<void>((resolve) => extension.browser.once("disconnected", () => resolve()));
    }
  } catch (error) {
    // What is cut off by a signal fails in many ways, none of which says anything.
    if (!cleanUp.interrupted) {
      throw error;
    }
  } finally {
    await cleanUp.run();
  }
}

async function demonstrate(
  extension: Awaited<ReturnType<typeof launchBuilt>>,
  lab: Lab,
  file: string,
): Promise<boolean> {
  await allowAllSites(extension, lab.home);
  const page = await logIn(extension, lab.origins.app);
  const popup = await extension.openToolbarPopup(page);
  const seen = await readPopup(popup, file);
  for (const line of reportLines(seen)) {
    console.log(line);
  }
  console.log(`\nScreenshot of the popup: ${file}`);
  const missing = missingFrom(seen, lab.origins);
  for (const what of missing) {
    console.error(`Missing: ${what}`);
  }
  return missing.length === 0;
}

function hasScreen(): boolean {
  return platform !== "linux" || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

function kindOf(name: string | undefined): BrowserKind {
  if (name === undefined) {
    return findBrowser("chrome") === null && findBrowser("firefox") !== null ? "firefox" : "chrome";
  }
  if (name === "chrome" || name === "firefox") {
    return name;
  }
  throw new Error(`--browser is chrome or firefox, not ${name}`);
}

await main();
