import { fileURLToPath } from "node:url"
import { findBrowser } from "../../support/browsers"
import { launchChromium } from "./chromium/browser"
import type { BrowserName, BrowserUnderTest, LaunchOptions } from "./driver"
import { launchFirefox } from "./firefox/browser"

const builds: Readonly<Record<BrowserName, string>> = {
  chromium: "chrome-mv3-prod",
  firefox: "firefox-mv3-prod",
}

/** Folder of the production build for that browser. */
export function buildFor(name: BrowserName): string {
  return fileURLToPath(new URL(`../../../build/${builds[name]}`, import.meta.url))
}

/** Starts that browser with a fresh profile, by default with the production build in it. */
export async function launch(
  name: BrowserName,
  options: Partial<LaunchOptions> & Pick<LaunchOptions, "proxyPort">,
): Promise<BrowserUnderTest> {
  const executablePath = options.executablePath ?? (await findBrowser(name))
  const complete = { extensionDir: buildFor(name), ...options, executablePath }
  return name === "chromium" ? launchChromium(complete) : launchFirefox(complete)
}

/** Both browsers of the end-to-end tests; TAGSWEEP_E2E_BROWSER narrows them to one while working on a spec. */
export const browsers: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (process.env["TAGSWEEP_E2E_BROWSER"] ?? name) === name,
)
