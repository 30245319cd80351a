import { fileURLToPath } from "node:url"
import { findBrowser } from "../../support/browsers"
import { isRelease } from "../../../.ci/release"
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

const chosen = process.env["TAGSWEEP_E2E_BROWSER"]

/** Both browsers; TAGSWEEP_E2E_BROWSER narrows them to one while working on a spec. */
export const browsers: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (chosen ?? name) === name,
)

/** Chromium alone, where no browser does it in a way of its own; with TAGSWEEP_RELEASE=1 both all the same. */
export const chromiumUnlessRelease: readonly BrowserName[] = browsers.filter(
  (name) => name === "chromium" || name === chosen || isRelease(),
)

/** Once where a test of a file for both browsers runs, though no browser does it in a way of its own: for `it.each`. */
export function whereTested(name: BrowserName): readonly BrowserName[] {
  return chromiumUnlessRelease.filter((each) => each === name)
}

/** That browser where a release is proved: what Node or the simulation proves in `npm test`; for `it.each`. */
export function forRelease(name: BrowserName): readonly BrowserName[] {
  return isRelease() || chosen === name ? [name] : []
}
