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

/** The folder of the production build for that browser. */
export function buildFor(name: BrowserName): string {
  return fileURLToPath(new URL(`../../../build/${builds[name]}`, import.meta.url))
}

/** Starts that browser with a fresh profile, by default with the production build. */
export async function launch(
  name: BrowserName,
  options: Partial<LaunchOptions> & Pick<LaunchOptions, "proxyPort">,
): Promise<BrowserUnderTest> {
  const executablePath = options.executablePath ?? (await findBrowser(name))
  const complete = { extensionDir: buildFor(name), ...options, executablePath }
  return name === "chromium" ? launchChromium(complete) : launchFirefox(complete)
}

const chosen = process.env["TAGSWEEP_E2E_BROWSER"]

/** Both browsers; TAGSWEEP_E2E_BROWSER limits them to one while working on a spec. */
export const browsers: readonly BrowserName[] = (["chromium", "firefox"] as const).filter(
  (name) => (chosen ?? name) === name,
)

/** Chromium alone, for tests that do not depend on the browser; both with TAGSWEEP_RELEASE=1. */
export const chromiumUnlessRelease: readonly BrowserName[] = browsers.filter(
  (name) => name === "chromium" || name === chosen || isRelease(),
)

/** For `it.each` in files for both browsers: runs a test that does not depend on the browser only once. */
export function whereTested(name: BrowserName): readonly BrowserName[] {
  return chromiumUnlessRelease.filter((each) => each === name)
}

/** For `it.each`: that browser for a release, if Node or the simulation covers the test in `npm test`. */
export function forRelease(name: BrowserName): readonly BrowserName[] {
  return isRelease() || chosen === name ? [name] : []
}
