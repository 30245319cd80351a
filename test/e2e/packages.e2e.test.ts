/** Installs the zips for the stores and runs the main job from them once in each browser. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { jobPatience, type BrowserName, type BrowserUnderTest } from "./support/driver"
import { connect, TagPage } from "./support/flows"
import { browsers } from "./support/launch"
import { readManifest } from "./support/manifest"
import { ownStage } from "./support/stage"

const TARGETS: Readonly<Record<BrowserName, string>> = { chromium: "chrome-mv3", firefox: "firefox-mv3" }

/** Unpacks a package as a store would. Needs `npm run package`. */
async function unpacked(name: BrowserName, into: string): Promise<void> {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string }
  const zip = await readFile(`build/packages/tagsweep-${version}-${TARGETS[name]}.zip`)
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(into, path)), { recursive: true })
    await writeFile(join(into, path), content)
  }
}

describe.each(browsers)("the package for %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tagsweep-package-"))
    await unpacked(name, folder)
    ;({ sandbox, browser } = await ownStage(name, { extensionDir: folder }))
    sandbox.zoho.setLayout("B")
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 12 } })
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("contains no development key", async () => {
    expect((await readManifest(folder)).key).toBeUndefined()
  })

  it("connects, deletes exactly the confirmed tags, and shows it", async () => {
    await connect(browser, sandbox, org)
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    const before = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    const chosen = before.slice(3, 6)
    await page.tick(chosen[0] ?? "")
    await page.tick(chosen.at(-1) ?? "", { shift: true })
    await page.selected(3, 12)
    await page.deleteButton.click()
    await page.confirmation(3, "Leads").agree()
    await page.result("3 deleted").waitFor({ timeout: jobPatience })
    const left = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    expect(left).toEqual(before.filter((tag) => !chosen.includes(tag)))
  })
})
