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

const { TAGSWEEP_E2E_BROWSER: chosen, TAGSWEEP_RELEASE: release } = process.env

/** Whether everything is run, as a release needs it, and not what is quick. */
export const isRelease = release === "1"

/** Both browsers; TAGSWEEP_E2E_BROWSER narrows them to one while working on a spec. */
export const browsers: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (chosen ?? name) === name,
)

/** Chromium alone, where no browser does it in a way of its own; with TAGSWEEP_RELEASE=1 both all the same. */
export const chromiumUnlessRelease: readonly BrowserName[] = browsers.filter(
  (name) => name === "chromium" || name === chosen || isRelease,
)
