/** Builds again after each change of what the extension is made from, for the browser that has it loaded. */
import { watch } from "node:fs"
import { cp, rm } from "node:fs/promises"
import { buildFolder, buildWithPlasmo } from "../../.ci/plasmo"
import type { Target } from "../../.ci/profile"
import type { BrowserUnderTest } from "../e2e/support/driver"
import { hostsGranted, pagesOf, scriptsRegistered } from "../e2e/support/hosts-granted"

/** An editor that saves several files has a moment (ms) for it. */
const SETTLED_AFTER = 200

/** @param onBuilt called with the folder of each build that went well; the next one waits for it */
export function rebuildOnChange(target: Target, onBuilt: (folder: string) => Promise<void>): void {
  async function rebuild(): Promise<void> {
    const complaints = await buildWithPlasmo(target).catch((error: unknown) => [String(error)])
    for (const complaint of complaints) console.error(complaint)
    if (complaints.length === 0) await onBuilt(buildFolder(target))
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

/** A whole build at any time, where a build itself begins by emptying its folder. */
export async function ownCopy(folder: string): Promise<string> {
  const copy = `${folder}-demo`
  await rm(copy, { recursive: true, force: true })
  await cp(folder, copy, { recursive: true })
  return copy
}

/** Gives the browser a new build. Zoho's pages follow once its scripts are registered: those in them are the old one's. */
export async function loadAgain(browser: BrowserUnderTest, folder: string): Promise<void> {
  await browser.update(folder)
  const granted = await hostsGranted(browser)
  const own = await browser.openExtensionPage("manifest.json")
  await own.evaluate(scriptsRegistered, pagesOf(granted))
  await own.close()
  const pages = await Promise.all((await browser.tabs()).map(async (tab) => ({ tab, url: await tab.url() })))
  await Promise.all(pages.filter(({ url }) => url.startsWith("https://crm")).map(({ tab }) => tab.reload()))
  console.log(`Loaded again at ${new Date().toLocaleTimeString()}`)
}
