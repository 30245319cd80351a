/** Pictures to look at, below build/e2e: of chosen moments before a release, and of what a failed test has left. */
import { mkdir } from "node:fs/promises"
import { dirname } from "node:path"
import { isRelease } from "../../../.ci/release"
import type { BrowserUnderTest, Tab } from "./driver"

const folder = "build/e2e"

async function write(tab: Tab, name: string): Promise<void> {
  const path = `${folder}/${name}.png`
  await mkdir(dirname(path), { recursive: true })
  await tab.screenshot(path)
}

/** Keeps a picture of the tab; only before a release, for it takes a while. */
export async function picture(tab: Tab, name: string): Promise<void> {
  if (isRelease()) await write(tab, name)
}

/** Keeps a picture of every tab, and says what it shows. */
export async function pictureAll(browsers: Iterable<BrowserUnderTest>, test: string): Promise<void> {
  const base = `failed/${test.replace(/[^a-z0-9]+/gi, "-").slice(0, 100)}`
  for (const browser of browsers)
    for (const [index, tab] of (await browser.tabs()).entries()) {
      console.log(`${base}-${browser.name}-${index}: ${await tab.url()}`)
      await write(tab, `${base}-${browser.name}-${index}`)
    }
}
