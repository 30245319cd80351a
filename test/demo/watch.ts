/** Rebuilds the extension after each change of its sources, and reloads it in a running browser. */
import { watch } from "node:fs"
import { cp, rm } from "node:fs/promises"
import { buildFolder, buildWithPlasmo } from "../../.ci/plasmo"
import type { Target } from "../../.ci/profile"
import type { BrowserUnderTest } from "../e2e/support/driver"
import { hostsGranted, pagesOf, scriptsRegistered } from "../e2e/support/hosts-granted"

/** Debounce (ms), for editors that save several files. */
const SETTLED_AFTER = 200

/** @param onBuilt called with the folder of each successful build; the next build waits for it */
export function rebuildOnChange(target: Target, onBuilt: (folder: string) => Promise<void>): void {
  async function rebuild(): Promise<void> {
    const errors = await buildWithPlasmo(target).catch((error: unknown) => [String(error)])
    for (const error of errors) console.error(error)
    if (errors.length === 0) await onBuilt(buildFolder(target))
  }
  let building = Promise.resolve()
  let due: NodeJS.Timeout | undefined
  for (const folder of ["src", "assets/_locales"]) {
    watch(folder, { recursive: true, persistent: false }, () => {
      clearTimeout(due)
      due = setTimeout(() => void (building = building.then(rebuild).catch(console.error)), SETTLED_AFTER)
    })
  }
}

/** Copies a build, because the next build starts by emptying its folder. Returns the copy's folder. */
export async function copyOfBuild(folder: string): Promise<string> {
  const copy = `${folder}-demo`
  await rm(copy, { recursive: true, force: true })
  await cp(folder, copy, { recursive: true })
  return copy
}

/**
 * Loads a new build into the browser. Reloads Zoho's pages once its scripts are registered: they still run the old
 * ones.
 */
export async function reloadExtension(browser: BrowserUnderTest, folder: string): Promise<void> {
  await browser.update(folder)
  const granted = await hostsGranted(browser)
  const own = await browser.openExtensionPage("manifest.json")
  await own.evaluate(scriptsRegistered, pagesOf(granted))
  await own.close()
  const pages = await Promise.all((await browser.tabs()).map(async (tab) => ({ tab, url: await tab.url() })))
  await Promise.all(pages.filter(({ url }) => url.startsWith("https://crm")).map(({ tab }) => tab.reload()))
  console.log(`Reloaded at ${new Date().toLocaleTimeString()}`)
}
